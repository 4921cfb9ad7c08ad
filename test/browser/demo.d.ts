/** The demo is plain JavaScript; this is as much of it as the suite uses. */
declare module "*/demo/server.mjs" {
	export type Failure = "off" | "503" | "slow" | "hang-up" | "nonsense" | "random";

	export interface Demo {
		url: string;
		/** The same server under its other name: another origin, and another site. */
		otherUrl: string;
		store: {
			list(options: {
				limit: number;
			}): Promise<{ record: import("../../types/record.ts").ConsentRecord; receivedAt: string; gpc: boolean }[]>;
		};
		failing(mode: Failure): void;
		close(): Promise<void>;
	}

	export function startDemo(options: { port: number; dist: string; data: string }): Promise<Demo>;
}
