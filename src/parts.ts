/** Everything that applications load when it is needed; beside the script tag each is a file of its own. */
import type { AuthorityPart, IntegrationPart, Parts, Tell } from "../types/parts.ts";
import type { Locale } from "../types/words.ts";

const locales = import.meta.glob<Locale>("./locales/*.ts");
type WordsOf = (language: string) => Promise<Locale>;

const parts: { [Name in keyof Parts]: (language: string, wordsOf: WordsOf) => Promise<Parts[Name]> } = {
	ask: async (language, wordsOf) => {
		const [{ mountAsk }, { default: css }, { scriptStyles }, { ask }, { situate }] = await Promise.all([
			import("./ui/ask.ts"),
			import("./ui/css/base.css?inline"),
			import("./ui/script.ts"),
			wordsOf(language),
			import("./regions/situate.ts"),
		]);
		const base = [css, scriptStyles(language)];
		return { base, situate, mount: (stage) => mountAsk(stage, ask, situate, base) };
	},
	desk: () => import("./desk.ts"),
	words: (language, wordsOf) => wordsOf(language),
	preferences: () => import("./ui/preferences.ts"),
	policy: () => import("./ui/policy.ts"),
	change: () => import("./ui/change.ts"),
	again: () => import("./ui/again.ts"),
	trigger: () => import("./ui/trigger.ts"),
	rights: () => import("./ui/rights.ts"),
	history: () => import("./ui/history.ts"),
	"words-rights": (language, wordsOf) => wordsOf(language).then(({ rightsWords }) => ({ words: rightsWords })),
	embeds: () => import("./ui/embeds.ts"),
	guard: () => import("./config/judge.ts"),
	equal: () => import("./ui/equal.ts"),
	adorn: () => import("./ui/adorn.ts"),
	rules: () => import("./regions/locate.ts"),
	records: () => import("./records/records.ts"),
	receipt: () => import("./records/receipt.ts"),
	told: () => import("./ui/told.ts"),
	verify: () => import("./records/check-kept.ts"),
	"words-history": (language, wordsOf) => wordsOf(language).then(({ historyWords }) => ({ words: historyWords })),
	requests: () => import("./rights/requests.ts"),
	erase: () => import("./core/erase.ts"),
	herald: () => import("./herald.ts"),
	messages: () => import("./core/messages.ts"),
	explain: () => import("./config/explain.ts"),
};
const integrations: Record<IntegrationPart, () => Promise<{ tell: Tell<never> }>> = {
	"to-ado": () => import("./integrations/adobe.ts"),
	"to-cla": () => import("./integrations/clarity.ts"),
	"to-goo": () => import("./integrations/google.ts"),
	"to-gpp": () => import("./integrations/gpp.ts"),
	"to-gtm": () => import("./integrations/gtm.ts"),
	"to-mat": () => import("./integrations/matomo.ts"),
	"to-met": () => import("./integrations/meta.ts"),
	"to-pos": () => import("./integrations/posthog.ts"),
	"to-tcf": () => import("./integrations/tcf.ts"),
	"to-tik": () => import("./integrations/tiktok.ts"),
	"to-uet": () => import("./integrations/uet.ts"),
};

/** `given`: words that the application brings along. */
export async function load(
	name: keyof Parts | AuthorityPart | IntegrationPart,
	language: string,
	given: Record<string, Locale> = {},
) {
	const wordsOf: WordsOf = async (tag) => given[tag] ?? locales[`./locales/${tag}.ts`]!();
	if (name in parts) return parts[name as keyof Parts](language, wordsOf);
	if (name in integrations) return integrations[name as IntegrationPart]!();
	const { authoritiesOf } = await import("./rights/authorities.ts");
	return { authorities: authoritiesOf(name.slice(-2)) };
}
