/**
 * The short check that every configuration passes through in the browser. It only decides; `explain.ts` says why,
 * with the full schema, once this refuses. A key means the same wherever it stands, so one flat table will do.
 */
import type { Config } from "../../types/config.ts";

/** What the JSON of a key's value must look like, by key; `never` for keys that hold objects or lists of them. */
const never = /^$/;
const rules = new Map<string, RegExp>();
for (const [keys, rule] of Object.entries({
	"id purposes": /^"[a-z0-9][a-z0-9_-]{0,63}"$/,
	"name address contact title description data retention location provider duration default storage": /^"[^]{0,5000}"$/,
	// Nothing but http, https, mailto, tel and relative addresses becomes a link or a request.
	"policy policyUrl endpoint": /^"(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\]{0,2000}"$/i,
	country: /^"[A-Z]{2}"$/,
	region: /^"[A-Z]{2}(-[A-Z0-9]{1,3})?"$/,
	regime: /^"(opt-in|opt-out|notice)"$/,
	legalBasis: /^"(consent|contract|legal-obligation|vital-interests|public-task|legitimate-interests)"$/,
	involves: /^"(sale|sharing|targeted-ads|profiling|sensitive)"$/,
	exempt: /^"(statistics|appearance)"$/,
	layout: /^"(bar|box|dialog)"$/,
	position: /^"(start|end|center)"$/,
	theme: /^"(auto|light|dark)"$/,
	onWithdraw: /^"(reload|none)"$/,
	domain: /^"[\w.-]+"$/,
	"required trigger doNotTrack": /^(true|false)$/,
	"minimumAge revision": /^\d{1,9}$/,
	"site controller vendors cookies cookie languages texts integrations onError": never,
}))
	for (const key of keys.split(" ")) rules.set(key, rule);

const lists = /^(purposes|vendors|cookies|involves|data)$/;
/** Below these, keys are the owner's own. */
const free = /^(texts|integrations|policy)\b/;

/** True when the configuration may be used as it stands. Unknown keys do not refuse it; their paths go to `unknown`. */
export function isValid(config: unknown, unknown: (path: string) => void): config is Config {
	const isRight = (value: unknown, key: string, path: string, isItem?: boolean): boolean => {
		const isFree = free.test(path) || path.startsWith("languages.texts");
		if (value === undefined || (key === "onError" && typeof value === "function")) return true;
		if (Array.isArray(value)) return !isItem && (isFree || lists.test(key) || path !== key) && value.every((item, at) => isRight(item, key, `${path}[${at}]`, true));
		if (!isFree && lists.test(key) && !isItem) return false;
		if (!value || typeof value !== "object") {
			const text = JSON.stringify(value);
			return isFree && key !== "policy" ? text.length < 5000 : !!rules.get(key)?.test(text);
		}
		if (/^(vendors|purposes|cookies)$/.test(key) && !("id" in value || "name" in value)) return false;
		return Object.entries(value).every(([inner, member]) => {
			const at = path ? `${path}.${inner}` : inner;
			if (/^(__proto__|constructor|prototype)$/.test(inner)) return false;
			return isFree || rules.has(inner) ? isRight(member, inner, at) : (unknown(at), true);
		});
	};
	const ids = ((config as Config)?.purposes ?? []) as { id: string }[];
	return (
		!!config && typeof config === "object" && isRight(config, "", "") && new Set(ids.map((each) => each.id ?? each)).size === ids.length
	);
}
