/** What stands in markup: attributes, elements, actions, views. */
import { cssProperties, parts, views } from "./elements.ts";
import { code, table } from "./tables.ts";

/** By name without `data-yoursay-`. */
export const attributes: Record<string, string> = {
	purpose:
		"on a script, frame, picture, style sheet, medium or template: the purpose that must be allowed, or several with spaces between. In the shadow root: of a switch",
	vendor: "beside it: the vendor whose own answer counts too. In the shadow root: of a switch",
	type: 'on a held script: the type that it gets when it is released, such as `module`. The script itself has `type="text/plain"`',
	src: "on a held frame, picture, medium, object or embed: its address",
	href: "on a held `<link>`: its address",
	open: "on any element: a press opens `preferences`, `policy`, `rights` or `receipt`; a link keeps its `href` without JavaScript",
	label: "on such an element: takes the words of the link that the law wants, where one is due",
	config: 'on a `<script type="application/json">` before the tag: the configuration',
	action: "in the shadow root, on every button: what it does",
	view: "in the shadow root, on every view: `ask`, `preferences`, `policy`, `rights` or `receipt`",
};

export const attributeTable = () =>
	table(
		["attribute", "what it is"],
		Object.entries(attributes).map(([name, words]) => [code(`data-yoursay-${name}`), words]),
	);

/** Values of `data-yoursay-action`. */
export const actions: Record<string, string> = {
	"accept-all": "allows everything that was asked",
	"reject-all": "refuses everything that is a choice",
	preferences: "opens the panel",
	policy: "opens the summary of the policy",
	save: "keeps the switches as they stand",
	close: "closes a view",
	withdraw: "takes back everything that was allowed",
	once: "lets one embed through, on this page alone",
	always: "allows its vendor",
	object: "opens the form with an objection",
	rights: "opens the request form",
	receipt: "opens the visitor's own choices",
	details: "unfolds what there is to say",
	more: "shows more of a list",
	"opt-out": "opts out at once",
	review: "shows what will be sent",
	back: "goes one step back",
	send: "sends the request",
	download: "saves the receipt",
	read: "saves the receipt as a text",
	verify: "saves the receipt as a file that can be checked",
	check: "checks the records on this device",
	print: "prints the view",
	status: "shows how a request stands",
	change: "goes back to one answer",
	remove: "takes out what looks like a secret",
	keep: "leaves it in",
	stay: "goes back to what was typed",
	leave: "leaves it",
	appeal: "asks to look at an answer again",
	retry: "tries again",
	erase: "has the device forget",
	language: "changes the language; its `lang` says to which",
};

export const actionTable = () =>
	table(
		["action", "what it does"],
		Object.entries(actions).map(([name, words]) => [code(name), words]),
	);

export const events: { name: string; where: string; words: string }[] = [
	{
		name: "yoursay:change",
		where: "`document`",
		words: "after each change; its `detail` is the snapshot",
	},
	{
		name: "yoursay:shown",
		where: "an element of `yoursay/elements`",
		words: "its view stands; bubbles, also out of shadow roots",
	},
];

export const eventTable = () =>
	table(
		["event", "at", "when"],
		events.map(({ name, where, words }) => [code(name), where, words]),
	);

export const elementTable = () =>
	table(
		["element", "properties", "attributes", "events", "slots"],
		views.map(({ tagName, members, attributes = [], events, slots }) => [
			code(`<${tagName}>`),
			members.map(({ name }) => code(name)).join(", "),
			attributes.map(({ name }) => code(name)).join(", "),
			events.map(({ name }) => code(name)).join(", "),
			slots.map(({ name }) => (name ? code(name) : "its own content")).join(", "),
		]),
	);

export const propertyTable = () =>
	table(
		["property", "what it sets", "default"],
		cssProperties.map(({ name, description, default: usual }) => [code(name), description, code(usual)]),
	);

export const partTable = () =>
	table(
		["part", "of", "what it is"],
		Object.entries(parts).flatMap(([tag, all]) =>
			all.map(({ name, description }) => [code(name), code(`<${tag}>`), description]),
		),
	);
