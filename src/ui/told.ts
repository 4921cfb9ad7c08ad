/** A receipt in words: as a text to take along, and what came of checking it. Loaded when either is asked for. */
import type { Parts } from "../../types/parts.ts";
import type { Standing } from "../../types/receipt.ts";
import type { ConsentRecord } from "../../types/record.ts";
import type { Telling } from "../../types/stage.ts";
import type { Plural } from "../../types/words.ts";
import { digits, fillText, plural } from "../policy/words.ts";
import { type Child, element, fill } from "./dom.ts";
import { answersOf, rulesOf, sentenceOf, titleOf } from "./history-words.ts";
import { icon } from "./icon.ts";
import { listFormat } from "./wording.ts";

/** So many of several are named. */
const most = 5;

/** Every record, the newest first, and the words that were shown, verbatim. */
export const textOf: Parts["told"]["textOf"] = (telling, receipt, file) => {
	const { language, own, controller, settings } = telling;
	const { reading } = own;
	const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "long" });
	const dateOf = (at: string) => dates.format(new Date(at));
	const { id, createdAt, records, notices, acknowledgements } = receipt;
	const signatures = new Map(acknowledgements.map((each) => [each.id, each]));
	const parts = records.map((record, at) => {
		const shown = notices[record.notice.textHash!];
		const signed = signatures.get(record.id);
		const [sentence, more] = sentenceOf(telling, record, records[at - 1]);
		return [
			dateOf(record.occurredAt),
			sentence,
			more,
			...statesOf(telling, record),
			fillText(reading.until, { date: dateOf(record.expiresAt) }),
			rulesOf(telling, record),
			record.signals.gpc && own.history.gpc,
			...(shown ? [`${reading.shown}:`, ...shown.words.map((words) => `> ${words}`)] : []),
			fillText(reading.record, { id: record.id, hash: record.hash }),
			signed
				? fillText(reading.received, {
						controller: record.controller,
						date: dateOf(signed.receivedAt),
						key: signed.kid,
					})
				: reading.unsigned,
		];
	});
	const site = records.at(-1)?.site ?? location.host;
	const keys = settings.endpoint && new URL(`${settings.endpoint.replace(/\/$/, "")}/keys`, document.baseURI);
	const command = `npx yoursay verify ${file}${keys ? ` --keys ${keys}` : ""}`;
	return [
		[
			fillText(reading.title, { site: site === controller ? site : `${controller} (${site})` }),
			fillText(reading.made, { id, date: dateOf(createdAt) }),
		],
		...parts.reverse(),
		[fillText(reading.check, { command }), own.check.proves],
	]
		.map((lines) => `${lines.filter(Boolean).join("\n")}\n`)
		.join("\n");
};

/** "- Statistics: Allowed" */
function statesOf(telling: Telling, record: ConsentRecord): string[] {
	const settings = telling.settingsOf(record);
	return answersOf(record).map(
		([id, state, isVendor]) => `- ${titleOf(telling, settings, id, isVendor)}: ${telling.own.receipt[state]}`,
	);
}

export const tell: Parts["told"]["tell"] = (telling, { verdict, flaws, standings, more, hasKeys }) => {
	const { controller, language, settings } = telling;
	const { check } = telling.own;
	const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
	const dateOf = ({ record }: Standing) => dates.format(new Date(record.occurredAt));
	/** Some of many, as a list inside a sentence. */
	const some = (items: string[]) => {
		const rest = items.length - most;
		const named = listFormat(language).format(items.slice(0, most));
		return rest > 0 ? fillText(check.andMore, { items: named, count: digits(language, rest) }) : named;
	};
	const say = (template: string, values: Record<string, Child[]> = {}) =>
		fill(template, { controller: [element("bdi", "", {}, controller)], ...values });
	const counted = (forms: Plural, count: number, dates = "") =>
		count && say(plural(language, forms, count), { dates: [dates] });
	const of = (is: Standing["is"]) => standings?.filter((each) => each.is === is) ?? [];
	const missing = of("missing");
	const unasked = !settings.endpoint ? check.none : navigator.onLine ? check.unreachable : check.offline;
	const paths = some(flaws.map(({ path }) => path || "hash"));
	const lines: [sign: "tick" | "close" | undefined, text: Child[] | false | 0][] = [
		[verdict === "altered" ? "close" : "tick", say(check[verdict], { paths: [paths] })],
		[undefined, !standings && say(unasked)],
		[undefined, !!standings && !hasKeys && say(check.noKeys)],
		["tick", counted(check.signed, of("signed").length)],
		["tick", counted(check.held, of("held").length)],
		...of("differs").map((each): [sign: "close", text: Child[]] => [
			"close",
			say(check.differs, { date: [dateOf(each)], paths: [some(each.paths)] }),
		]),
		["close", counted(check.missing, missing.length, some(missing.map(dateOf)))],
		[undefined, counted(check.more, more)],
		[undefined, [`${check.proves} ${check.outside}`]],
	];
	return lines.flatMap(([sign, text]) =>
		text
			? element("p", `body ${sign === "tick" ? "yes" : ""}`, {}, sign && icon(sign), element("span", "", {}, ...text))
			: [],
	);
};
