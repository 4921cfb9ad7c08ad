// @ts-check
/** Calls to the collector that served this page. */

/** Where the collector's calls begin. */
export const base = new URL("..", import.meta.url).href;

/** What the collector answers instead of what was asked for; without a status where it could not be reached. */
export class Refusal extends Error {
	/**
	 * @param {string} message
	 * @param {number} [status]
	 * @param {{ path: string, message: string }[]} [errors]
	 * @param {number} [retryAfterS]
	 */
	constructor(message, status = 0, errors = [], retryAfterS = 0) {
		super(message);
		this.name = "Refusal";
		this.status = status;
		this.errors = errors;
		this.retryAfterS = retryAfterS;
	}
}

/**
 * @param {string} path after the collector's own, without a slash before it
 * @param {{ method?: string, bearer?: string, body?: unknown }} [options]
 * @returns {Promise<Response>} a good one
 * @throws {Refusal}
 */
export async function call(path, { method = "GET", bearer, body } = {}) {
	const headers = new Headers({ accept: "application/json, */*;q=0.1" });
	if (bearer !== undefined) headers.set("authorization", `Bearer ${bearer}`);
	if (body !== undefined) headers.set("content-type", "application/json");
	const response = await fetch(base + path, {
		method,
		headers,
		body: body === undefined ? null : JSON.stringify(body),
		cache: "no-store",
		credentials: "omit",
		redirect: "error",
		referrerPolicy: "no-referrer",
	}).catch(() => {
		throw new Refusal("The collector cannot be reached.");
	});
	if (response.ok) return response;
	throw await refusalOf(response);
}

/** @param {Response} response */
async function refusalOf(response) {
	// A proxy's error page is no JSON.
	const problem = await response.json().catch(() => ({}));
	const errors = Array.isArray(problem.errors) ? problem.errors : [];
	const detail = typeof problem.detail === "string" ? problem.detail : `The collector answered ${response.status}.`;
	return new Refusal(detail, response.status, errors, Number(response.headers.get("retry-after")) || 0);
}

/**
 * Hands a file to the browser's downloads.
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
	const url = URL.createObjectURL(blob);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
