/** What editors and other tools are told of the elements: a custom elements manifest, schema 2.1. */

interface Named {
	name: string;
	description: string;
}

/** What an owner may set on `:root`, or on any element around. The default is that of the light theme. */
export const cssProperties: (Named & { default: string })[] = [
	{
		name: "--yoursay-accent",
		description:
			"the colour of both choices, of switches and focus; any CSS colour that lets nothing through (in the dark theme near white)",
		default: "#1b1b1f",
	},
	{
		name: "--yoursay-radius",
		description: "corners of buttons and fields; cards get 1.33 times, sheets twice as much",
		default: "0.5625em",
	},
	{
		name: "--yoursay-size",
		description: "text size, from which all measures follow",
		default: "max(1rem, 16px)",
	},
	{ name: "--yoursay-font", description: "typeface; without it the page's", default: "inherit" },
	{ name: "--yoursay-z", description: "`z-index` of what is no dialog", default: "2147483000" },
];

/** Parts that are meant to be relied on, by the element in whose root they are. */
export const parts: Record<"your-say" | "your-say-held", Named[]> = {
	"your-say": [
		{ name: "ask", description: "the first layer" },
		{ name: "bar", description: "the first layer as a bar" },
		{ name: "box", description: "the first layer as a box" },
		{ name: "dialog", description: "the first layer as a dialog" },
		{ name: "words", description: "title and text of the first layer" },
		{ name: "title", description: "a title" },
		{ name: "body", description: "a text" },
		{ name: "link", description: "a link, or a button that looks like one" },
		{ name: "acts", description: "the row of buttons" },
		{ name: "choice", description: "a button that answers; none tells refusing from accepting" },
		{ name: "quiet", description: "a button beside the answers" },
		{ name: "preferences", description: "the preference panel" },
		{ name: "policy", description: "the summary of the policy" },
		{ name: "rights", description: "the request form" },
		{ name: "receipt", description: "the visitor's own choices" },
		{ name: "purpose", description: "a purpose in the panel" },
		{ name: "switch", description: "the switch of a purpose or vendor" },
		{ name: "again", description: "the floating button" },
		{ name: "told", description: "its message" },
	],
	"your-say-held": [{ name: "held", description: "a placeholder over a held embed" }],
};

const view = (tag: string, description: string, own: string[], kind?: string) => ({
	kind: "class",
	customElement: true,
	name: `YourSay${tag.charAt(0).toUpperCase()}${tag.slice(1)}`,
	tagName: `your-say-${tag}`,
	description,
	superclass: { name: "HTMLElement", package: "global:" },
	...(kind && { attributes: [{ name: "kind", fieldName: "kind", type: { text: "string" }, description: kind }] }),
	members: [
		{
			kind: "field",
			name: "consent",
			type: { text: "Consent | undefined" },
			description: "Whose state it shows. Without one: that of the `define` which came last and still stands.",
		},
		...(kind
			? [{ kind: "field", name: "kind", type: { text: "string | undefined" }, description: kind, attribute: "kind" }]
			: []),
	],
	events: [
		{
			name: "yoursay:shown",
			type: { text: "CustomEvent<null>" },
			description: "The view stands. Bubbles, also out of shadow roots.",
		},
	],
	slots: [
		{ name: "", description: "What is there until the view is drawn, and where it cannot be." },
		{ name: "start", description: "The page's own content above the view." },
		{ name: "end", description: "The page's own content below the view." },
	],
	cssParts: parts["your-say"].filter(({ name }) => own.includes(name)),
	cssProperties,
});

/** The three elements of `yoursay/elements` by their tags. */
export const views = [
	view("preferences", "The preference panel as a part of the page.", [
		...["preferences", "purpose", "switch", "title", "body", "link", "acts", "choice", "quiet"],
	]),
	view("policy", "The summary of the policy as a part of the page.", ["policy", "title", "body", "link", "quiet"]),
	view(
		"rights",
		"The request form as a part of the page.",
		["rights", "title", "body", "link", "acts", "choice", "quiet"],
		"The right at which the form begins, such as `access` or `erasure`.",
	),
];

/** The one host that yoursay itself puts first in `body`; nobody writes it into a page. */
const host = {
	kind: "class",
	customElement: true,
	name: "YourSay",
	tagName: "your-say",
	description:
		"Holds the first layer, dialogs, the floating button and messages, in one open shadow root. yoursay puts it first in `body` by itself.",
	superclass: { name: "HTMLElement", package: "global:" },
	cssParts: parts["your-say"],
	cssProperties,
};

export const manifest = (version: string) => ({
	schemaVersion: "2.1.0",
	readme: "README.md",
	modules: [
		{
			kind: "javascript-module",
			path: "dist/esm/elements.js",
			description: `yoursay ${version}. Nothing is registered before \`define(consent)\`, or the script tag, does so.`,
			declarations: [host, ...views],
			exports: views.map(({ name, tagName }) => ({
				kind: "custom-element-definition",
				name: tagName,
				declaration: { name, module: "dist/esm/elements.js" },
			})),
		},
	],
});
