/** What pages send, in any engine: in Firefox Playwright tells of no request's body. */
import type { BrowserContext, Request } from "playwright-core";

/** Has pages repeat in the address what they send with `fetch` to addresses that hold this text. */
export const repeatBodies = (context: BrowserContext, part: string) =>
	context.addInitScript((text) => {
		const { fetch } = window;
		window.fetch = (input, init) => {
			const isWanted = typeof input === "string" && input.includes(text) && typeof init?.body === "string";
			if (!isWanted) return fetch(input, init);
			const url = new URL(input, location.href);
			url.searchParams.set("sent", init.body as string);
			return fetch(url, init);
		};
	}, part);

/** The repeated body of a request; nothing where there was none, or it went another way. */
export const bodyOf = (request: Request) => new URL(request.url()).searchParams.get("sent");
