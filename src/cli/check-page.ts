import type { Settings } from "../../types/config.ts";
import type { Finding, FindingCode } from "../config/findings.ts";
import { checkGoogleTags } from "./check-google.ts";
import { checkVendorTags } from "./check-vendors.ts";
import { type Found, placeOf } from "./pages.ts";

/** Elements that load by themselves as soon as they have an address. */
const loading = ["iframe", "img", "video", "embed", "object", "link"];
const held = ["script", "template", ...loading];

/**
 * What is wrong with a page around its tag: what would run or load without being asked, and marks that mean nothing.
 * @param settings absent where they could not be read; then marks are not compared with them
 */
export function checkPage({ tag, elements }: { tag: Found; elements: Found[] }, settings?: Settings): Finding[] {
	const found: Finding[] = [];
	const say = (code: FindingCode, element: Found, what: string, remedy: string) =>
		found.push({ code, ...placeOf(element), what, remedy });
	const marked = elements.filter(({ attributes }) => "data-yoursay-purpose" in attributes && !isSwitch(attributes));
	if (tag.attributes.type === "module")
		say("tag-module", tag, "The tag is a classic script and finds its own files only as one", "Take away type=module");
	for (const element of marked) {
		const { name, attributes } = element;
		if (!held.includes(name))
			say("element-unheld", element, "This kind of element is not held back", `Use one of ${held.join(", ")}`);
		if (name === "script" && attributes.type !== "text/plain")
			say("script-runs", element, "This script runs whatever the visitor allows", 'Give it type="text/plain"');
		if (loading.includes(name) && ("src" in attributes || (name === "link" && "href" in attributes)))
			say(
				"element-loads",
				element,
				"This loads whatever the visitor allows, because it has its address already",
				`Write ${name === "link" ? "data-yoursay-href" : "data-yoursay-src"} in its place`,
			);
		if (name === "iframe" && !attributes.title)
			say("frame-untitled", element, "The placeholder cannot say what would be shown here", "Give the frame a title");
		if (settings) found.push(...checkMarks(element, settings));
	}
	if (settings || "data-config" in tag.attributes)
		found.push(...checkGoogleTags({ tag, elements }, settings), ...checkVendorTags(elements, settings));
	return found;
}

/** Switches of the widget itself carry the same attribute. */
const isSwitch = (attributes: Found["attributes"]) => attributes.role === "switch";

function checkMarks(element: Found, { purposes }: Settings): Finding[] {
	const place = placeOf(element);
	const { "data-yoursay-purpose": marks = "", "data-yoursay-vendor": vendor } = element.attributes;
	const ids = marks.split(/\s+/).filter(Boolean);
	const unknown = ids.filter((id) => !purposes.some((purpose) => purpose.id === id));
	const known = purposes.map(({ id }) => id).join(", ");
	if (unknown.length || !ids.length) {
		const what = ids.length
			? `No purpose is called ${unknown.join(", ")}, so this stays held for ever`
			: "No purpose is named";
		return [{ code: "purpose-unknown", ...place, what, remedy: `The purposes are ${known}` }];
	}
	const has = purposes.some(({ id, vendors }) => ids.includes(id) && vendors.some((each) => each.id === vendor));
	if (vendor === undefined || has) return [];
	return [
		{
			code: "vendor-unknown",
			...place,
			what: `No vendor "${vendor}" is named under ${ids.join(", ")}, so visitors cannot be told about it`,
			remedy: "Add it to the vendors of that purpose",
		},
	];
}
