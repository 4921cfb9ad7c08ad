/** Whether Google's tags on a page can hear what a visitor allows before they do anything. */
import type { Settings } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { codeOf, type Found, isAsync, isDeferred, isRunning, placeOf } from "./pages.ts";

/** The loader of Google's tag or of its tag manager. */
const address = /^(https?:)?\/\/([\w-]+\.)*googletagmanager\.com\/(gtag\/js|gtm\.js)([?#]|$)/i;
const starter = /\bgtm\.start\b/;
const command = /\bgtag\s*\(\s*(["'`])(js|config)\1/;
/** Whatever the function is called: snippets are minified. That of Microsoft is the method of a list. */
const defaults = /(?<!\.push\s*)\(\s*(["'`])consent\1\s*,\s*(["'`])default\2/;

/**
 * Tags of Google that run before they have been told what is denied, or are never told. Without `settings`, which are
 * fetched then, whatever is not told by the page itself is told too late.
 */
export function checkGoogleTags({ tag, elements }: { tag: Found; elements: Found[] }, settings?: Settings): Finding[] {
	const running = elements.filter(isRunning);
	const tags = running.filter((element) => isLoading(element) || command.test(codeOf(element)));
	const snippet = running.find((each) => defaults.test(codeOf(each)) && each.attributes.type !== "module");
	const at = (element: Found) => elements.indexOf(element);
	if (settings && !settings.integrations?.google) {
		// Whoever sets Google's defaults by hand may tell it the rest by hand too.
		return tags
			.filter((each) => !snippet && isLoading(each) && !("data-yoursay-purpose" in each.attributes))
			.map((each) => ({
				code: "google-unheld",
				...placeOf(each),
				what: "Google's tag runs whatever the visitor allows, and hears of no choice",
				remedy: `${hold}, or set integrations.google`,
			}));
	}
	const isTagLate = !settings || isAsync(tag) || isDeferred(tag);
	const isTold = (each: Found) => {
		if (snippet === each) return each.text.search(defaults) < startOf(each);
		if (snippet && (at(snippet) < at(each) || isDeferred(each))) return true;
		// Deferred scripts run in their order, behind all others.
		return (
			!!settings &&
			!isAsync(tag) &&
			(isDeferred(tag) ? isDeferred(each) && at(tag) < at(each) : isDeferred(each) || at(tag) < at(each))
		);
	};
	const early = tags.find((each) => !isTold(each));
	if (!early) return [];
	const what =
		"Google's tag can run before it has heard what is denied: the tag of yoursay.js, which says so, comes later";
	const remedy = isTagLate
		? `Put the inline snippet from the section "Google" of docs/vendors.md before it; or ${hold.toLowerCase()}`
		: `Put it behind the tag of yoursay.js; or ${hold.toLowerCase()}`;
	return [{ code: "google-early", ...placeOf(early), what, remedy }];
}

export const hold = 'Hold it back with type="text/plain" and data-yoursay-purpose';

const isLoading = ({ attributes: { src }, text }: Found) =>
	src === undefined ? starter.test(text) : address.test(src);
/** Where in an inline script Google is told to begin. */
const startOf = ({ text }: Found) =>
	Math.min(...[command, starter].map((each) => text.search(each)).map((at) => (at < 0 ? Infinity : at)));
