/** What a configuration says and shows, as data: here, every set of words that it can put before a visitor. */
import type { Settings, SettledPurpose, Vendor } from "../../types/config.ts";
import type { Shown } from "../../types/consent.ts";
import type { AskWords, Words } from "../../types/words.ts";
import { countryName, fillText, plural } from "./words.ts";

/** The words of one language. */
export interface LocaleWords {
	ask: AskWords;
	words: Words;
}

/** Up to so many optional purposes, every combination of them that may be new is told; above it, each one alone. */
const manyOptional = 6;

const isOptional = ({ required }: SettledPurpose) => !required;

/** The owner's own words over the standard ones, as the widget lays them. */
function withOwn(standard: LocaleWords, settings: Settings, language: string): LocaleWords {
	const own = settings.languages?.texts?.[language] ?? {};
	const groups = Object.entries(standard.words).map(([group, texts]) => [group, { ...texts, ...own[group] }]);
	return { ask: { ...standard.ask, ...own.ask }, words: Object.fromEntries(groups) as Words };
}

/** Every non-empty part of a list but the whole, in its order. */
function properParts<Item>(all: Item[]): Item[][] {
	if (all.length < 2) return [];
	if (all.length > manyOptional) return all.map((each) => [each]);
	const masks = Array.from({ length: 2 ** all.length - 2 }, (_, at) => at + 1);
	return masks.map((mask) => all.filter((_, at) => mask & (1 << at)));
}

/**
 * Everything that the widget can show with this configuration in one language when somebody decides, as `Shown`; so
 * that the words behind each record's `notice.textHash` can be kept before the first visitor comes. Where more than six
 * purposes are optional, "one thing is new" is told for each single one, not for each combination.
 * @param host Stands for the controller where the configuration names neither one nor the site, as in the widget.
 */
export function noticesOf(settings: Settings, standard: LocaleWords, language: string, host = ""): Shown[] {
	const locale = withOwn(standard, settings, language);
	const optional = settings.purposes.filter(isOptional);
	const all = [
		...(optional.length ? asks(settings, locale, language, host) : []),
		...panels(settings, locale.words, language),
		...optional.flatMap(({ vendors }) => vendors.flatMap((vendor) => placeholders(vendor, locale.words, language))),
	];
	return [...new Map(all.map((shown) => [JSON.stringify(shown), shown])).values()];
}

const policyOf = ({ policy }: Settings) => (typeof policy === "object" ? policy.url : policy);

/** The first layer: the plain question, what is new, time to choose again; under other regimes what can be refused. */
function asks(settings: Settings, { ask, words: { again } }: LocaleWords, language: string, host: string): Shown[] {
	const { site, layout, regime } = settings;
	const optional = settings.purposes.filter(isOptional);
	const controller = site?.controller?.name ?? site?.name ?? host;
	const list = new Intl.ListFormat(language);
	const shown = (title: string, body: string, asked: SettledPurpose[]): Shown => {
		const purposes = list.format(asked.map(({ id, title: own }) => own ?? ask.inSentence[id] ?? id));
		const text = fillText(body, { controller, purposes, date: "{date}" });
		const link = policyOf(settings) ? ` ${ask.howWeUse}` : "";
		const words = [title, text + link, ask.rejectAll, ask.acceptAll, ask.preferences];
		return { view: "ask", layout, language, words };
	};
	if (regime !== "opt-in") return [shown(again.optOutTitle, again.optOutBody, optional)];
	return [
		shown(ask.title, ask.body, optional),
		...properParts(optional).map((asked) => shown(again.newTitle, again.newBody, asked)),
		shown(again.title, `${again.body} ${ask.body}`, optional),
	];
}

/** The preferences, over the page and as a part of it, with and without the note on the browser's signal. */
function panels(settings: Settings, words: Words, language: string): Shown[] {
	const { preferences, common, choice } = words;
	const intro = settings.regime === "opt-in" ? preferences.intro : preferences.introOptOut;
	const head = [preferences.title, policyOf(settings) ? `${intro} ${common.howWeUse}` : intro];
	const rest = [
		...settings.purposes.flatMap((purpose) => rowOf(purpose, words, language)),
		...[choice.rejectAll, choice.acceptAll, choice.save],
	];
	return [settings.layout, "page" as const].flatMap((layout) =>
		[[], [preferences.signal]].map((note) => {
			const texts = [...head, ...note, ...rest].map((text) => text.trim()).filter(Boolean);
			return { view: "preferences" as const, layout, language, words: texts };
		}),
	);
}

function rowOf(purpose: SettledPurpose, words: Words, language: string): string[] {
	const { id, required, vendors, legalBasis, involves } = purpose;
	const { preferences, common } = words;
	const usual = words.purposes[id];
	const body = [
		purpose.description ?? usual?.body,
		legalBasis === "legitimate-interests" && preferences.legitimate,
		involves.includes("sensitive") && preferences.sensitive,
	];
	return [
		purpose.title ?? usual?.title ?? id,
		...(required ? [common.alwaysOn] : []),
		body.filter(Boolean).join(" "),
		...(vendors.length ? [summaryOf(vendors, words, language)] : []),
	];
}

/** How many vendors a purpose has, and how much they keep. */
function summaryOf(vendors: Vendor[], { preferences: words, common }: Words, language: string): string {
	const count = (list: (vendor: Vendor) => unknown[] | undefined) =>
		vendors.reduce((sum, vendor) => sum + (list(vendor)?.length ?? 0), 0);
	const counts = [
		[words.vendors, vendors.length],
		[words.cookies, count(({ cookies }) => cookies)],
		[words.storage, count(({ storage }) => storage)],
	] as const;
	const texts = counts.filter(([, found]) => found).map(([forms, found]) => plural(language, forms, found));
	return texts.join(common.between);
}

/** The placeholder over a vendor's embed: a film or a page, else a picture or the like. */
function placeholders(vendor: Vendor, { embed }: Words, language: string): Shown[] {
	const { id, name = id, provider, country } = vendor;
	const by =
		provider && country
			? fillText(embed.by, { vendor: name, provider, country: countryName(language, country) })
			: name;
	return [embed.video, embed.other].map((sentence) => ({
		view: "placeholder",
		layout: "page",
		language,
		words: [fillText(sentence, { by, vendor: name }), embed.once, embed.always],
	}));
}
