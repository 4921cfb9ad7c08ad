import { ProblemError } from "./problem.ts";

/** Nothing but the collector's own files, and nothing in a frame. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	"img-src 'self' data:",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join("; ");

/** Whether somebody looks at it with a browser: without a secret, and wanting a page. */
export function isPageWanted({ headers }: Request): boolean {
	return !headers.has("authorization") && /(^|,)\s*text\/html\s*(;|,|$)/i.test(headers.get("accept") ?? "");
}

/**
 * A page without any data in it.
 * @param base the path that stands in place of `{{path}}`
 * @param timeZone in place of `{{timeZone}}`
 */
export async function sendPage(
	name: "inbox.html" | "status.html" | "confirm.html",
	base: string,
	timeZone = "UTC",
): Promise<Response> {
	const { type, body } = await pageFile(name);
	return answer(type, body.replaceAll("{{path}}", base).replaceAll("{{timeZone}}", timeZone));
}

/** What pages refer to. @throws ProblemError 404 */
export async function sendAsset(name: string): Promise<Response> {
	const { type, body } = await pageFile(name);
	return answer(type, body);
}

async function pageFile(name: string): Promise<{ type: string; body: string }> {
	const { pages } = await import("./page/pages.ts");
	const file = Object.hasOwn(pages, name) ? pages[name] : undefined;
	if (!file) throw new ProblemError({ status: 404, detail: "There is no such file." });
	return file;
}

const answer = (type: string, body: string) =>
	new Response(body, {
		headers: { "content-type": type, "content-security-policy": POLICY, "cross-origin-opener-policy": "same-origin" },
	});
