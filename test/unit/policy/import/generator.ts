/** Policies with known facts, written in ever other styles: the same for the same seed. */

import type { SourceKind } from "../../../../src/policy/import/import.ts";
import type { RightKind } from "../../../../types/policy.ts";

/** What a text was made from, and so what has to come out of it. */
export interface Facts {
	name: string;
	lastUpdated: string;
	collected: { category: string; text: string }[];
	uses: string[];
	recipients: { name: string; purpose: string; location: string }[];
	retention: { category: string; period: string; amount: number; unit: string }[];
	rights: { kind: RightKind; title: string; text: string }[];
	email: string;
	securityEmail: string;
	responseDays: number;
	noticeDays: number;
	minimumAge: number;
	measures: string[];
	sells: boolean;
	/** A paragraph without any place of its own. */
	other: string;
}

export interface Sample {
	facts: Facts;
	kind: SourceKind;
	source: string;
	/** For the title of a failing test. */
	style: string;
}

/** Mulberry32: numbers from 0 to 1. */
function randomFrom(seed: number) {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const pools = {
	name: ["Acorn Ltd", "Birchworks", "Cedar & Co", "Dune Labs Inc", "Elm24", "Fjord9"],
	category: [
		"Account data",
		"Usage data",
		"Payment data",
		"Device data",
		"Support messages",
		"Location data",
		"Contact details",
	],
	items: [
		"e-mail address, name, and password hash.",
		"pages visited, time spent, and links followed.",
		"processed by our payment provider; we keep no card numbers.",
		"what you write to us and what we answer.",
		"the coarse region your connection comes from.",
	],
	use: [
		"To run the shop and deliver orders.",
		"To answer your questions and provide support.",
		"To detect fraud and abuse.",
		"To count visits and improve the pages.",
		"To comply with tax law.",
	],
	vendor: ["Mailhill", "Cloudbarn", "Payfern", "Logmoss", "Hostreed", "Chatpine", "Mapstone"],
	purpose: ["Transactional e-mail", "Application hosting", "Card payments", "Error reports", "Customer support chat"],
	location: ["Germany", "United States", "Ireland", "Global", "European Union", "Canada"],
	kept: ["Invoices", "Server logs", "Backups", "Support tickets", "Account records", "Newsletter consent"],
	unit: ["days", "months", "years"],
	measure: [
		"Encryption in transit with TLS 1.3.",
		"Encryption at rest with AES-256.",
		"Access for named staff only.",
		"Yearly tests by an outside firm.",
	],
	other: [
		"Our “house cookies” keep your basket between two visits, and that is all they're for.",
		"This page was first written in Bremen, in a hurry, and has been shortened ever since.",
	],
};
const rights: [RightKind, string, string][] = [
	["access", "Access", "get a copy of the data we hold about you."],
	["rectification", "Rectification", "have wrong data put right."],
	["erasure", "Erasure", "have your data removed."],
	["restriction", "Restriction", "have us pause what we do with it."],
	["portability", "Portability", "take your data elsewhere."],
	["objection", "Objection", "say no to what rests on our interests."],
	["withdraw-consent", "Withdraw consent", "change your mind at any time."],
	["complaint", "Complaint", "turn to your authority."],
	["no-automated-decision", "Automated decisions", "have a person look at it."],
];
const monthNames = "January February March April May June July August September October November December".split(" ");

type Random = ReturnType<typeof randomFrom>;
const pickFrom = (random: Random) => ({
	one: <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!,
	some<T>(list: readonly T[], least: number): T[] {
		const shuffled = list.map((value) => [random(), value] as const).sort(([one], [other]) => one - other);
		return shuffled.slice(0, least + Math.floor(random() * (list.length - least + 1))).map(([, value]) => value);
	},
	number: (from: number, to: number) => from + Math.floor(random() * (to - from + 1)),
	chance: (share: number) => random() < share,
});
type Pick = ReturnType<typeof pickFrom>;

function factsFrom({ one, some, number, chance }: Pick): Facts {
	const day = `${number(2021, 2026)}-${String(number(1, 12)).padStart(2, "0")}-${String(number(1, 28)).padStart(2, "0")}`;
	return {
		name: one(pools.name),
		lastUpdated: day,
		collected: some(pools.category, 2).map((category) => ({ category, text: one(pools.items) })),
		uses: some(pools.use, 2),
		recipients: some(pools.vendor, 2).map((name) => ({
			name,
			purpose: one(pools.purpose),
			location: one(pools.location),
		})),
		retention: some(pools.kept, 2).map((category) => {
			const unit = one(pools.unit);
			const amount = number(2, 90);
			return { category, period: `${amount} ${unit}${chance(0.2) ? ", rolling" : ""}`, amount, unit };
		}),
		rights: some(rights, 3).map(([kind, title, text]) => ({ kind, title, text })),
		email: `privacy@${one(["acorn", "birch", "cedar"])}.example`,
		securityEmail: `security@${one(["acorn", "birch", "cedar"])}.example`,
		responseDays: number(10, 45),
		noticeDays: number(7, 60),
		minimumAge: number(13, 18),
		measures: some(pools.measure, 2),
		sells: chance(0.5),
		other: one(pools.other),
	};
}

type Piece =
	| { kind: "text"; text: string }
	| { kind: "list"; items: [label: string, rest: string][] }
	| { kind: "inline"; intro: string; items: string[] }
	| { kind: "table"; head: string[]; rows: string[][] };
interface Chapter {
	title: string;
	pieces: Piece[];
}

function chaptersFrom(facts: Facts, { one, chance, some }: Pick): Chapter[] {
	const text = (words: string): Piece => ({ kind: "text", text: words });
	const list = (items: [string, string][]): Piece => ({ kind: "list", items });
	const retention: Piece = chance(0.6)
		? {
				kind: "table",
				head: [one(["Category", "Data", "Type of data"]), one(["Retention period", "Period", "How long"])],
				rows: facts.retention.map(({ category, period }) => [category, period]),
			}
		: list(facts.retention.map(({ category, period }) => [category, period]));
	const recipients: Piece = chance(0.7)
		? {
				kind: "table",
				head: [
					one(["Sub-processor", "Recipient", "Provider", "Company"]),
					one(["Purpose", "Service", "What for"]),
					one(["Location", "Country", "Region"]),
				],
				rows: facts.recipients.map(({ name, purpose, location }) => [name, purpose, location]),
			}
		: list(facts.recipients.map(({ name, purpose, location }) => [name, `${purpose} (${location})`]));
	const uses: Piece = chance(0.3)
		? {
				kind: "inline",
				intro: "We use it:",
				items: facts.uses.map((use) => use.replace(/\.$/, "").replace("To", "to")),
			}
		: list(facts.uses.map((use) => ["", use]));
	const chapters: Chapter[] = [
		{
			title: one(["Information We Collect", "Data we collect", "What we collect"]),
			pieces: [list(facts.collected.map(({ category, text: rest }) => [category, rest]))],
		},
		{ title: one(["How we use information", "How We Use Your Data", "Purposes"]), pieces: [uses] },
		{
			title: one(["Sharing and disclosure", "Recipients of data", "Sub-processors"]),
			pieces: [...(facts.sells ? [] : [text("We do not sell your personal data.")]), recipients],
		},
		{ title: one(["Data retention", "How long we keep data", "Retention"]), pieces: [retention] },
		{
			title: one(["Your rights", "Your Rights (GDPR)", "Rights and choices"]),
			pieces: [
				text("You have these rights:"),
				list(facts.rights.map(({ title, text: rest }) => [title, rest])),
				text(`Write to ${facts.email}. We will respond within ${facts.responseDays} days.`),
			],
		},
		{ title: one(["Security", "How we protect data"]), pieces: [list(facts.measures.map((measure) => ["", measure]))] },
		{
			title: one(["Children", "Children's privacy"]),
			pieces: [text(`The service is not meant for anybody under ${facts.minimumAge}.`)],
		},
		{
			title: one(["Changes to this policy", "Updates and changes"]),
			pieces: [text(`We notify you at least ${facts.noticeDays} days before a change takes effect.`)],
		},
		{ title: "A word about us", pieces: [text(facts.other)] },
	];
	return [
		...some(chapters, chapters.length),
		{
			title: one(["Contact", "Contact us", "Questions"]),
			pieces: [text(`Reports of weaknesses: ${facts.securityEmail}.`), text(`${facts.name} is the data controller.`)],
		},
	];
}

interface Style {
	number: (at: number) => string;
	separator: string;
	bullet: string;
	table: string;
	heading: string;
	date: (iso: string) => string;
	quotes: (text: string) => string;
	gap: string;
	wrap: boolean;
}

const dateStyles: ((iso: string) => string)[] = [
	(iso) => iso,
	(iso) => `${monthNames[Number(iso.slice(5, 7)) - 1]} ${Number(iso.slice(8))}, ${iso.slice(0, 4)}`,
	(iso) => `${Number(iso.slice(8))} ${monthNames[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`,
	(iso) => `${monthNames[Number(iso.slice(5, 7)) - 1]!.slice(0, 3)} ${Number(iso.slice(8))} ${iso.slice(0, 4)}`,
];
const romans = "I II III IV V VI VII VIII IX X".split(" ");
const numberStyles: Record<string, (at: number) => string> = {
	dot: (at) => `${at}. `,
	bracket: (at) => `${at}) `,
	section: (at) => `Section ${at}: `,
	paragraph: (at) => `§ ${at} `,
	roman: (at) => `${romans[at - 1]}. `,
	none: () => "",
};

export function* samples(count: number, seed: number): Generator<Sample> {
	const random = randomFrom(seed);
	const pick = pickFrom(random);
	for (let at = 0; at < count; at++) {
		const kind = (["text", "markdown", "html"] as const)[at % 3]!;
		const facts = factsFrom(pick);
		const numbering = pick.one(Object.keys(numberStyles));
		const style: Style = {
			number: numberStyles[numbering]!,
			separator: pick.one([": ", " — ", " - ", " – "]),
			bullet: pick.one(kind === "markdown" ? ["-", "*", "+"] : ["-", "•", "*", "–"]),
			table: pick.one(
				kind === "text"
					? ["pipe", "bare", "tab", "aligned", "stacked", "together", "partly"]
					: ["plain", "together", "headless"],
			),
			heading: pick.one(
				kind === "text"
					? ["line", "capitals", "underlined"]
					: kind === "markdown"
						? ["hash", "hash", "bold"]
						: ["h2", "h2", "strong"],
			),
			date: pick.one(dateStyles),
			quotes: pick.chance(0.5) ? (text) => text : (text) => text.replace(/[“”]/g, '"').replace(/’/g, "'"),
			gap: pick.chance(0.3) && numbering !== "none" ? "\n" : "\n\n",
			wrap: pick.chance(0.3),
		};
		const body = { text: writeText, markdown: writeMarkdown, html: writeHtml }[kind](
			facts,
			chaptersFrom(facts, pick),
			style,
		);
		const source = pick.chance(0.2) ? body.replace(/\n/g, "\r\n") : body;
		yield { facts, kind, source, style: `${at} ${kind}, ${numbering}, ${style.heading}, ${style.table}` };
	}
}

const wrapped = (text: string) => text.replace(/(.{50,70}?) /g, "$1\n");

function writeText(facts: Facts, chapters: Chapter[], style: Style): string {
	const { number, separator, bullet, table, heading, date, quotes, gap, wrap } = style;
	const piece = (each: Piece): string => {
		if (each.kind === "text") return wrap ? wrapped(quotes(each.text)) : quotes(each.text);
		if (each.kind === "list")
			return each.items.map(([label, rest]) => `${bullet} ${label}${label ? separator : ""}${rest}`).join("\n");
		if (each.kind === "inline")
			return `${each.intro} ${each.items.map((item, at) => `(${"abcdefgh"[at]}) ${item}`).join("; ")}.`;
		const rows = [each.head, ...each.rows];
		const marks = each.head.map(() => "---");
		const piped = (cells: string[]) => `| ${cells.join(" | ")} |`;
		if (table === "together") return [each.head, marks, ...each.rows].map(piped).join(" ");
		if (table === "partly") return `${[each.head, marks].map(piped).join("\n")}\n${each.rows.map(piped).join(" ")}`;
		if (table === "bare") return rows.map((cells) => cells.join(" | ")).join("\n");
		if (table === "tab") return rows.map((cells) => cells.join("\t")).join("\n");
		if (table === "aligned")
			return rows
				.map((cells) =>
					cells
						.map((cell) => cell.padEnd(30))
						.join("")
						.trimEnd(),
				)
				.join("\n");
		if (table === "stacked") return rows.flat().join("\n");
		return [each.head, marks, ...each.rows].map(piped).join("\n");
	};
	const title = (words: string) =>
		heading === "capitals"
			? words.toUpperCase()
			: heading === "underlined"
				? `${words}\n${"-".repeat(words.length)}`
				: words;
	const parts = chapters.map(
		(chapter, at) => `${number(at + 1)}${title(chapter.title)}${gap}${chapter.pieces.map(piece).join(gap)}`,
	);
	return ["Privacy Policy", `Last updated: ${date(facts.lastUpdated)}`, ...parts].join(gap);
}

function writeMarkdown(facts: Facts, chapters: Chapter[], style: Style): string {
	const { number, separator, bullet, table, heading, date, quotes, wrap } = style;
	const piece = (each: Piece): string => {
		if (each.kind === "text") return wrap ? wrapped(quotes(each.text)) : quotes(each.text);
		if (each.kind === "list")
			return each.items
				.map(([label, rest]) => `${bullet} ${label ? `**${label}**${separator}` : ""}${rest}`)
				.join("\n");
		if (each.kind === "inline")
			return `${each.intro} ${each.items.map((item, at) => `(${at + 1}) ${item}`).join("; ")}.`;
		const piped = (cells: string[]) => `| ${cells.join(" | ")} |`;
		const lines = [each.head, each.head.map(() => "---"), ...each.rows].map(piped);
		return table === "together" ? lines.join(" ") : lines.join("\n");
	};
	const title = (words: string) => (heading === "bold" ? `**${words}**` : `## ${words}`);
	const parts = chapters.map(
		(chapter, at) => `${title(`${number(at + 1)}${chapter.title}`)}\n\n${chapter.pieces.map(piece).join("\n\n")}`,
	);
	return ["# Privacy Policy", `*Last updated: ${date(facts.lastUpdated)}*`, ...parts].join("\n\n");
}

function writeHtml(facts: Facts, chapters: Chapter[], style: Style): string {
	const { number, separator, table, heading, date, quotes, wrap } = style;
	const safe = (text: string) => quotes(text).replace(/&/g, "&amp;");
	const piece = (each: Piece): string => {
		if (each.kind === "text") return `<p>${wrap ? wrapped(safe(each.text)) : safe(each.text)}</p>`;
		if (each.kind === "list")
			return `<ul>\n${each.items.map(([label, rest]) => `<li>${label ? `<strong>${label}</strong>${separator}` : ""}${safe(rest)}</li>`).join("\n")}\n</ul>`;
		if (each.kind === "inline")
			return `<p>${each.intro} ${each.items.map((item, at) => `(${["i", "ii", "iii", "iv", "v"][at]}) ${item}`).join("; ")}.</p>`;
		const row = (cells: string[], name: string) =>
			`<tr>${cells.map((cell) => `<${name}>${safe(cell)}</${name}>`).join("")}</tr>`;
		const head = table === "headless" ? row(each.head, "th") : `<thead>${row(each.head, "th")}</thead>`;
		return `<table>${head}<tbody>\n${each.rows.map((cells) => row(cells, "td")).join(table === "together" ? "" : "\n")}\n</tbody></table>`;
	};
	const title = (words: string) =>
		heading === "strong" ? `<p><strong>${safe(words)}</strong></p>` : `<h2>${safe(words)}</h2>`;
	const parts = chapters.map(
		(chapter, at) => `${title(`${number(at + 1)}${chapter.title}`)}\n${chapter.pieces.map(piece).join("\n")}`,
	);
	const head = "<!doctype html>\n<html><head><title>Privacy Policy</title><style>p { margin: 0 }</style></head><body>";
	return [
		head,
		"<h1>Privacy Policy</h1>",
		`<p>Last updated: ${date(facts.lastUpdated)}</p>`,
		...parts,
		"</body></html>",
	].join("\n");
}
