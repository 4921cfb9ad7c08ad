/** One place in a request's body or query and what is wrong there. */
export interface Flaw {
	/** Names and positions from the body's root, joined by dots; or the query's parameter. */
	path: string;
	message: string;
}

/** A request that ends in an error, thrown from anywhere below the collector's front. Its texts quote no values. */
export interface Problem {
	status: number;
	detail: string;
	errors?: Flaw[];
	headers?: Record<string, string>;
}

const TITLES: Record<number, string> = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	409: "Conflict",
	413: "Content Too Large",
	415: "Unsupported Media Type",
	422: "Unprocessable Content",
	429: "Too Many Requests",
	503: "Service Unavailable",
};

/** Carries a problem up to where it is answered. */
export class ProblemError extends Error {
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.detail);
		this.name = "ProblemError";
		this.problem = problem;
	}
}

/** RFC 9457. The type `about:blank` says that the status is the whole kind of the problem. */
export function problemResponse({ status, detail, errors, headers }: Problem): Response {
	const body = { type: "about:blank", title: TITLES[status] ?? "Error", status, detail, errors };
	return new Response(JSON.stringify(body), {
		status,
		headers: { ...headers, "content-type": "application/problem+json" },
	});
}
