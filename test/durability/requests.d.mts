/** As much of the proof as the suite uses. */
export function killRequests(options: {
	browser: "chromium" | "firefox";
	/** Requests, each in a profile of its own that is killed at least once. */
	times: number;
	/** Profiles at once. */
	parallel?: number;
	seed?: number;
	/** How long the form was open before. */
	typedMs?: number;
	/** Where the build is, from the repository's root. */
	dist?: string;
	/** Hears each failure as it is found. */
	tell?(line: string): void;
}): Promise<{
	sum: { kills: number; arrived: number; neverKept: number };
	failures: { text: string; visit: number }[];
}>;
