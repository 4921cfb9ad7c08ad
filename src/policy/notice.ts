/** What a configuration says and shows, as data: here, every set of words that it can put before a visitor. */
import type { Settings, SettledPurpose, Vendor } from "../../types/config.ts";
import type { Shown } from "../../types/consent.ts";
import type { Locale } from "../../types/words.ts";
import type { Words } from "../../types/words-panel.ts";
import { panelsOf } from "./notice-panel.ts";
import { exemptionsOf, hasPolicy, partsOf, regimesOf } from "./reach.ts";
import { countryName, fillText, plural, withOwnTexts } from "./words.ts";

/** What of a language's words a visitor can decide on. */
type LocaleWords = Pick<Locale, "ask" | "words">;

const isOptional = ({ required }: SettledPurpose) => !required;

/** The owner's own words over the standard ones, as the widget lays them. */
function withOwn(standard: LocaleWords, settings: Settings, language: string): LocaleWords {
	const { ask, words } = standard;
	const own = settings.languages?.texts?.[language];
	const inSentence = { ...ask.inSentence, ...own?.inSentence };
	return { ask: { ...ask, ...own?.ask, inSentence }, words: withOwnTexts(words, own) };
}

/**
 * Everything that the widget can show with this configuration in one language when somebody decides, as `Shown`,
 * wherever they are and whatever their browser asks for; so that the words behind each record's `notice.textHash` can be
 * kept before the first visitor comes. Where more than six purposes are optional, "one thing is new" and "time to choose
 * again" are told for each single one and for all, not for each combination.
 * @param host Stands for the controller where the configuration names neither one nor the site, as in the widget.
 */
export function noticesOf(settings: Settings, standard: LocaleWords, language: string, host = ""): Shown[] {
	const locale = withOwn(standard, settings, language);
	const optional = settings.purposes.filter(isOptional);
	const all = [
		...asks(settings, locale, language, host),
		...panelsOf(settings, locale.words, language),
		...optional.flatMap(({ vendors }) => vendors.flatMap((vendor) => placeholders(vendor, locale.words, language))),
	];
	return [...new Map(all.map((shown) => [JSON.stringify(shown), shown])).values()];
}

/** The first layer: the plain question, what is new, time to choose again; where uses are on until a no, what can be refused. */
function asks(settings: Settings, { ask, words }: LocaleWords, language: string, host: string): Shown[] {
	const { site, layout, region, rules } = settings;
	const { again, preferences } = words;
	const controller = site?.controller?.name ?? site?.name ?? host;
	const [pair, between, last] = ask.list;
	/** As the first layer puts it together. */
	const join = (names: string[]) =>
		names.reduce((all, name, at) => all + (at < names.length - 1 ? between : at > 1 ? last : pair) + name);
	const link = hasPolicy(settings) ? ` ${ask.howWeUse}` : "";
	const optional = settings.purposes.filter(isOptional);
	/** Everything that may be asked for, under each set of exemptions. */
	const wholes = exemptionsOf(settings)
		.map((exempt) => optional.filter((purpose) => !exempt.includes(purpose.exempt!)))
		.filter(({ length }) => length);
	const asked = [...wholes, ...partsOf(optional)];

	const shown = (title: string, body: string, purposes: SettledPurpose[]): Shown[] => {
		const names = join(purposes.map(({ id, title: own }) => own ?? ask.inSentence[id] ?? id));
		const text = fillText(body, { controller, purposes: names, date: "{date}" }) + link;
		const count = purposes.reduce((sum, { vendors }) => sum + vendors.length, 0);
		const vendors = ` ${plural(language, preferences.vendors, count)}`;
		// In France the first layer says how many vendors there are; an own rule may ask for it elsewhere.
		const mayCount = count > 0 && (rules || !region || region === "FR");
		return ["", ...(mayCount ? [vendors] : [])].map((end) => ({
			view: "ask",
			layout,
			language,
			words: [title, text + end, ask.rejectAll, ask.acceptAll, ask.preferences],
		}));
	};
	return regimesOf(settings).flatMap((regime) =>
		regime === "opt-in"
			? [
					...wholes.flatMap((each) => shown(ask.title, ask.body, each)),
					...partsOf(optional).flatMap((each) => shown(again.newTitle, again.newBody, each)),
					...[...partsOf(optional), ...(optional.length ? [optional] : [])].flatMap((each) =>
						shown(again.newTitle, again.changedBody, each),
					),
					...asked.flatMap((each) => shown(again.title, `${again.body} ${ask.body}`, each)),
				]
			: asked.flatMap((each) => [
					...shown(ask.optOutTitle, ask.optOutBody, each),
					...shown(again.title, `${again.body} ${ask.optOutBody}`, each),
				]),
	);
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
