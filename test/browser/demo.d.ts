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
		/** Opens the owner's calls of the demo's collector. */
		ownerToken: string;
		/** E-mails that it sent, the newest first. */
		mail(): { to: string; subject: string; text: string; at: string }[];
		failing(mode: Failure): void;
		close(): Promise<void>;
	}

	export function startDemo(options: { port: number; dist: string; data: string }): Promise<Demo>;
}
