import type { IncomingHttpHeaders } from "node:http";
import { renderToString } from "react-dom/server";
import { readConsent } from "yoursay";
import { App } from "./app.tsx";
import { config } from "./config.ts";

/** The page as this visitor's choice has it, and the cookie that hands them their choice back. */
export function render(headers: IncomingHttpHeaders) {
	const consent = readConsent(headers, config);
	return { html: renderToString(<App consent={consent} />), setCookie: consent.setCookie };
}
