import type { Purpose } from "../../types/config.ts";
import type {
	Children,
	CollectedData,
	Excerpt,
	FromSection,
	Policy,
	PolicyBlock,
	PolicyChanges,
	PolicyContent,
	PolicyPerson,
	PolicyRight,
	PolicyUse,
	Recipient,
	Retention,
	Transfer,
	UsRight,
} from "../../types/policy.ts";
import type { RequestKind } from "../../types/request.ts";
import type { Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import { byDate } from "../policy/content.ts";
import { countryName, digits, fillText, plural } from "../policy/words.ts";
import { emailOf } from "./policy-contact.ts";
import { entry, inSlices, link, linked, list, make, table } from "./policy-pieces.ts";

export interface Section {
	title: string;
	/** The first of what it says, in a line; absent where nothing is that short. */
	hint?: string;
	/** It heads the sections that follow. */
	isLabel?: boolean;
	/** What it says, piece by piece; absent where the heading is all there is. */
	body?(): Iterable<Node>;
}

/** What the sections are made of. */
export interface Matter {
	stage: Stage;
	words: Words;
	policy: Policy;
	/** What the document says today. */
	content: PolicyContent;
	/** A day in words. */
	dateOf(day: string): string;
	/** Since when, or from when, something holds. */
	startOf(day: string): string;
	/** The button that opens the preferences. */
	way(): HTMLElement;
	/** The button that opens the request form at a right. */
	use(kind: RequestKind): HTMLElement;
}

/** Whatever a fact may say; what it does not say is not shown. */
type Told = FromSection & { kind?: Recipient["kind"] | PolicyRight["kind"] } & Partial<
		Omit<CollectedData & Excerpt & PolicyUse & Retention & Transfer & Children & PolicyChanges, "kind"> &
			Omit<Recipient, "kind"> &
			Omit<PolicyRight & UsRight, "kind">
	>;

const keys = [
	"collected",
	"notCollected",
	"uses",
	"recipients",
	"transfers",
	"retention",
	"rights",
	"security",
	"children",
	"usRights",
	"statements",
] as const;
const kinds = [undefined, "processor", "third-party", "own-account", "category", "legal"] as const;
const codes = { eu: "EU", uk: "GB", ch: "CH" };
/** Characters of what a hint names. */
const mostOfHint = 34;

/** Our words for a code of theirs, which may be any. */
function wordsFor(group: object, code = ""): string | undefined {
	const words = (group as Record<string, unknown>)[code];
	return typeof words === "string" ? words : undefined;
}

/** All sections of the summary, then those of the document itself. */
export function* sectionsOf({ stage, words, policy, content, dateOf, startOf, way, use }: Matter): Generator<Section> {
	const { language, settings } = stage;
	const texts = words.policy;
	const email = emailOf(content);
	const nameOf = (code?: string) => wordsFor(texts, code) ?? code;
	/** The first few, whole, and how many more there are. */
	function hintOf(items: (string | undefined)[]) {
		let room = mostOfHint;
		const some = items.filter((item) => item && item.length < room && (room -= item.length));
		const named = some.join(words.common.between);
		const count = items.length - some.length;
		return named && count ? fillText(texts.andMore, { items: named, count: digits(language, count) }) : named;
	}

	const row = (fact: Told, isRight: boolean) => {
		const { category, title, text, kind, items = [], source, regimes = [], safeguards = [], states = [] } = fact;
		const { noticeDays, objectionDays } = fact;
		return entry(
			category ?? title,
			[source, ...regimes, ...safeguards, ...states].map(nameOf),
			[
				noticeDays && plural(language, texts.changeNotice, noticeDays),
				objectionDays && plural(language, texts.objectionNotice, objectionDays),
				text,
			],
			...list(items.map((text) => ({ text }))),
			isRight && kind !== "non-discrimination" && use(kind === "know" ? "access" : (kind as RequestKind)),
		);
	};
	function* told(key: (typeof keys)[number] | "changes"): Generator<Section> {
		// The age alone stands in its tile.
		let facts = [(content[key] ?? []) as Told].flat().filter(({ minimumAge, text }) => text || !minimumAge);
		const url = key === "recipients" && content.recipientsUrl;
		if (!facts[0] && !url) return;
		// What all rights share stands once.
		const states = facts[0]?.states;
		const shared = facts.every((fact) => `${fact.states}` === `${states}`) && states?.map(nameOf);
		if (shared) facts = facts.map(({ states: _, ...fact }) => fact as Told);
		yield {
			title: texts[key === "security" ? "protection" : key],
			hint: hintOf(
				shared || facts.map(({ period, name, category, title }) => period?.text ?? name ?? category ?? title),
			),
			*body() {
				if (shared) yield make("p", shared.join(", "));
				if (/^(no|se|st)/.test(key)) yield* list(facts as Excerpt[]);
				else if (/^(us.s|re)/.test(key))
					for (const of of kinds) {
						// A kind that is none of ours stands with those that have none.
						const group = facts.filter(({ kind }) => kind === of || (!of && !kinds.includes(kind as typeof of)));
						if (of && group[0]) yield make("h4", texts[of]);
						yield* table(
							[key === "recipients" ? texts.who : texts.data, texts.whatFor, texts.where, texts.basis, texts.keptFor],
							group.map(({ name, category, purpose, location, legalBasis, period }) => [
								name ?? category,
								purpose,
								location,
								wordsFor(words.bases, legalBasis),
								period?.text,
							]),
							"",
							texts.notPublished,
						);
					}
				else yield* inSlices(facts, (slice) => make("div", ...slice.map((fact) => row(fact, /ights$/.test(key)))));
				if (url) yield make("p", link(url, texts.recipientsUrl));
			},
		};
	}
	/** Whom to ask; what is essential and absent is said to be. */
	function person(label: string | undefined, ...all: PolicyPerson[]) {
		const lines = all.flatMap(({ name, email, url, address, region }) => [
			name ? make("bdi", name) : region && texts.notPublished,
			email && link(`mailto:${email}`),
			url && link(url),
			address && make("bdi", address),
		]);
		const regions = all.map(({ region }) => region && countryName(language, codes[region]));
		return entry(label, regions, lines.some(Boolean) ? lines : [texts.notPublished]);
	}

	for (const key of keys) yield* told(key);
	const purposes = (Array.isArray(content.purposes) ? content.purposes : settings.purposes).map(
		(each): Purpose => (typeof each === "string" ? { id: each } : each),
	);
	const titleOf = ({ id, title = words.purposes[id]?.title ?? id }: Purpose) => title;
	yield {
		title: texts.device,
		hint: hintOf(purposes.map(titleOf)),
		*body() {
			for (const purpose of purposes) {
				const { id, description = words.purposes[id]?.body, data = [], retention, location, vendors = [] } = purpose;
				yield entry(
					titleOf(purpose),
					[],
					[
						description,
						data[0] && `${texts.data}: ${data.join(", ")}`,
						retention && `${texts.keptFor}: ${retention}`,
						location && `${texts.where}: ${location}`,
					],
					...list(
						vendors.map(({ id, name = id, provider = "", country: code, cookies = [], storage = [] }) => {
							const from = [!provider.startsWith(name) && name, provider, code && countryName(language, code)];
							// What is kept in two places under one name stands once.
							const kept = [
								...cookies.map((each) => `${each.name} (${each.duration ?? words.preferences.session})`),
								...storage.filter((entry) => !cookies.some((each) => each.name === entry)),
							].join(", ");
							return { text: [from.filter(Boolean).join(", "), kept].filter(Boolean).join(": ") };
						}),
					),
				);
			}
			yield way();
		},
	};
	yield* told("changes");
	const { contacts = [], dpo, representatives = [] } = content.controller ?? {};
	yield {
		title: texts.contact,
		hint: email,
		*body() {
			const ways = contacts[0] || dpo ? contacts : [{ kind: "general" as const }];
			for (const kind of new Set(ways.map((each) => each.kind)))
				yield person(wordsFor(texts, kind), ...ways.filter((each) => each.kind === kind));
			if (dpo) yield person(texts.dpo, dpo);
			for (const each of representatives) yield person(texts.representative, each);
		},
	};
	if (policy.versions?.[0])
		yield {
			title: texts.versions,
			body: () =>
				[...policy.versions!]
					.sort(byDate)
					.map(({ effectiveDate, announced, summary, url }) =>
						entry(
							startOf(effectiveDate),
							[],
							[
								announced && fillText(texts.announced, { date: dateOf(announced) }),
								summary,
								url && link(url, texts.full),
							],
						),
					),
		};
	if (content.sections?.[0]) yield { title: texts.own, isLabel: true };
	for (const { number = content.title ?? texts.full, title = number, body } of content.sections ?? [])
		yield {
			title,
			...(body[0] && { body: () => blocks(body) }),
		};
}

/** Paragraphs, lists and tables of the document's own words. */
function* blocks(body: PolicyBlock[]): Generator<Node> {
	for (const block of body)
		if (block.kind === "list") yield* list(block.items);
		else if (block.kind === "table") yield* table(block.head ?? [], block.rows, "own");
		else yield make("p", ...linked(block));
}
