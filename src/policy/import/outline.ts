/** Puts the blocks of a text under their headings, and says what each section is about. */
import type { SectionReference } from "../../../types/policy.ts";
import { numberedTitle } from "./numbering.ts";
import type { Block, Heading, List, Paragraph, Table } from "./passages.ts";
import { hasPlaceholder } from "./placeholders.ts";

export type Topic =
	| "collected"
	| "not-collected"
	| "uses"
	| "bases"
	| "recipients"
	| "transfers"
	| "retention"
	| "rights"
	| "us-rights"
	| "security"
	| "children"
	| "changes"
	| "dpo"
	| "representative"
	| "contact"
	| "cookies"
	| "other";

export interface Part {
	reference: SectionReference;
	topic: Topic;
	/** The topic is that of the section around it. */
	isInherited: boolean;
	heading?: Heading;
	blocks: (List | Paragraph | Table)[];
}

/** The first that fits a title counts. */
const topics: [Topic, RegExp][] = [
	["cookies", /\bcookies?\b/i],
	["dpo", /\bdata protection officer\b|\bDPO\b/i],
	["representative", /\brepresentatives?\b/i],
	[
		"us-rights",
		/\b(?:california|virginia|colorado|ccpa|cpra)\b|\b(?:us|u\.s\.|united states)(?: state)?s?\b.*\b(?:rights|residents|laws)\b/i,
	],
	["not-collected", /\b(?:do(?:es)? not|don['’]t|never)\b.*\bcollect|\bnot collected\b/i],
	["children", /\bchild(?:ren)?\b|\bminors?\b|\bage limit\b/i],
	["bases", /\b(?:legal|lawful) (?:bas[ie]s|grounds?)\b/i],
	["retention", /\bretention\b|\bretain\b|\bhow long\b|\bstorage period/i],
	["transfers", /\btransfers?\b/i],
	["rights", /\brights?\b|\byour choices\b/i],
	[
		"collected",
		/\bcollect(?:ed|ion)?\b|\binformation you provide\b|\b(?:data|information) we (?:process|hold|gather)\b/i,
	],
	[
		"recipients",
		/\bshar(?:e|ed|ing)\b|\bdisclos|\b(?:sub-?)?processors?\b|\brecipients?\b|\bservice providers\b|\bthird[- ]part/i,
	],
	["uses", /\b(?:how|why) (?:we|[\w.]+) (?:use|process)|\buse of\b|\buses?\b.*\b(?:data|information)\b|\bpurposes?\b/i],
	["security", /\bsecur(?:e|ity)\b|\bsafeguards?\b|\bhow we protect\b/i],
	["changes", /\b(?:changes|updates|amendments)\b/i],
	["contact", /\bcontact\b|\bwho we are\b|\bcontrollers?\b|\bquestions\b|\breach us\b/i],
];

const topicOf = (title: string) => topics.find(([, pattern]) => pattern.test(title))?.[0];

export interface Outline {
	title?: Heading;
	parts: Part[];
}

export function outline(blocks: Block[]): Outline {
	const parts: Part[] = [{ reference: {}, topic: "other", isInherited: false, blocks: [] }];
	const around: { depth: number; topic: Topic }[] = [];
	let title: Heading | undefined;
	for (const [at, block] of blocks.entries()) {
		if (block.kind !== "heading") {
			parts.at(-1)!.blocks.push(block);
			continue;
		}
		const numbered = numberedTitle(block.text);
		const isFirst = parts.length === 1 && !title && !numbered;
		if (isFirst && (block.level === 1 || at === 0)) {
			title = block;
			continue;
		}
		const depth = numbered ? numbered.value.length + 1 : (block.level ?? 2);
		while (around.length && around.at(-1)!.depth >= depth) around.pop();
		const text = (numbered?.title ?? block.text).slice(0, 300);
		const own = hasPlaceholder(text) ? undefined : topicOf(text);
		const topic = own ?? around.at(-1)?.topic ?? "other";
		around.push({ depth, topic });
		const reference = {
			...(numbered && { number: numbered.number.slice(0, 20) }),
			...(text && !hasPlaceholder(text) && { title: text }),
		};
		parts.push({ reference, topic, isInherited: own === undefined && topic !== "other", heading: block, blocks: [] });
	}
	return { ...(title && { title }), parts };
}

const intros: [Topic, RegExp][] = [
	["not-collected", /\b(?:do not|don['’]t|never) collect\b/i],
	["uses", /\bwe (?:may )?(?:use|process)\b.*\b(?:to|for)\b/i],
	["recipients", /\b(?:share|disclose)\b/i],
	["retention", /\b(?:retain|keep)\b/i],
	["rights", /\brights?\b/i],
	["collected", /\bcollect\b/i],
	["security", /\b(?:protect|measures)\b/i],
];

/** What a list is about: as its section, unless the sentence that introduces it says otherwise. */
export function topicOfList(part: Part, intro: string): Topic {
	const found = /:$/.test(intro) ? intros.find(([, pattern]) => pattern.test(intro))?.[0] : undefined;
	if (!found) return part.topic;
	return part.topic === "other" || (part.topic === "collected" && found === "not-collected") ? found : part.topic;
}
