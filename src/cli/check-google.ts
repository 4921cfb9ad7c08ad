/** Whether Google's tags on a page can hear what a visitor allows before they do anything. */
import type { Settings } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { type Found, placeOf } from "./pages.ts";

/** The loader of Google's tag or of its tag manager. */
const address = /^(https?:)?\/\/([\w-]+\.)*googletagmanager\.com\/(gtag\/js|gtm\.js)([?#]|$)/i;
const starter = /\bgtm\.start\b/;
const command = /\bgtag\s*\(\s*(["'`])(js|config)\1/;
/** Whatever the function is called: snippets are minified. */
const defaults = /\(\s*(["'`])consent\1\s*,\s*(["'`])default\2/;
const executable = /^(module|(text|application)\/(x-)?(java|ecma)script)?$/i;

/** Types that are governed by a purpose that there is not: these are never granted. */
export function checkGoogleTypes({ integrations, purposes }: Settings): Finding[] {
	const { google } = integrations ?? {};
	const types = typeof google === "object" ? (google.types ?? {}) : {};
	return Object.entries(types)
		.filter(([, id]) => !purposes.some((purpose) => purpose.id === id))
		.map(([type, id]) => ({
			code: "google-purpose-unknown",
			path: `integrations.google.types.${type}`,
			what: `There is no purpose "${id}", so Google hears that this is denied, whatever the visitor allows`,
			remedy: `The purposes are ${purposes.map((purpose) => purpose.id).join(", ")}`,
		}));
}

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
		? `Put the inline snippet from the section "Google" of the README before it; or ${hold.toLowerCase()}`
		: `Put it behind the tag of yoursay.js; or ${hold.toLowerCase()}`;
	return [{ code: "google-early", ...placeOf(early), what, remedy }];
}

/** What an inline script does; that of another is not what stands in it. */
const codeOf = ({ attributes, text }: Found) => ("src" in attributes ? "" : text);
const hold = 'Hold it back with type="text/plain" and data-yoursay-purpose';

/** Neither held back nor inside a template. */
const isRunning = ({ name, attributes: { type = "" }, isInert }: Found) =>
	name === "script" && !isInert && executable.test(type.trim());
const isLoading = ({ attributes: { src }, text }: Found) =>
	src === undefined ? starter.test(text) : address.test(src);
/** Where in an inline script Google is told to begin. */
const startOf = ({ text }: Found) =>
	Math.min(...[command, starter].map((each) => text.search(each)).map((at) => (at < 0 ? Infinity : at)));
/** Runs as soon as it is there, which may be at once or late. */
const isAsync = ({ attributes }: Found) =>
	"async" in attributes && ("src" in attributes || attributes.type === "module");
const isDeferred = (script: Found) =>
	!isAsync(script) &&
	(script.attributes.type === "module" || ("defer" in script.attributes && "src" in script.attributes));
