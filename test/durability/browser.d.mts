/** As much of the proof as the suite uses. */
export function killOften(options: {
	browser: "chromium" | "firefox" | "webkit";
	/** Kills in all. */
	times: number;
	/** Visits at once; each has its own profile and site. */
	parallel?: number;
	seed?: number;
	/** Where the build is, from the repository's root. */
	dist?: string;
	/** Hears each failure as it is found. */
	tell?(line: string): void;
}): Promise<{
	sum: { kills: number; settled: number; collected: number };
	failures: { kind: string; text: string; visit: number; life: number }[];
}>;
