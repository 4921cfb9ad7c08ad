/**
 * The short check that every configuration passes through in the browser. It only decides; `explain.ts` says why,
 * with the full schema, once this refuses. A key means the same wherever it stands, so one flat table will do.
 */
import type { Config } from "../../types/config.ts";

/** What the JSON of a value must look like, by the keys it may stand under; first those that hold objects. */
const table = {
	"site controller vendors cookies cookie languages texts integrations onError": /^$/,
	"id purposes": /^"[a-z0-9][a-z0-9_-]{0,63}"$/,
	"name address contact title description data retention location provider duration default storage": /^"[^]{0,5000}"$/,
	// Nothing but http, https, mailto, tel and relative addresses becomes a link or a request.
	"policy policyUrl endpoint url": /^"(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\]{0,2000}"$/i,
	"country region": /^"[A-Z]{2}(-[A-Z0-9]{1,3})?"$/,
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
};
const ruleFor = (key: string) => Object.entries(table).find(([keys]) => ` ${keys} `.includes(` ${key} `))?.[1];

/** Places that hold lists, and nothing else does. */
const lists = /(^|\.)(purposes|vendors|cookies|involves|data)$|\]\.storage$/;
/** Below these, keys are the owner's own. */
const free = /^(languages\.texts|integrations|policy)\./;

/** True when the configuration may be used as it stands. Unknown keys do not refuse it; their paths go to `unknown`. */
export function isValid(config: unknown, unknown: (path: string) => void): config is Config {
	const isRight = (value: unknown, key: string, path: string): boolean => {
		const isFree = free.test(path);
		const isList = Array.isArray(value);
		if (!isFree && isList !== lists.test(path)) return false;
		if (isList) return value.every((item, at) => isRight(item, key, `${path}[${at}]`));
		if (typeof value === "function") return key === "onError";
		if (!value || typeof value !== "object")
			return !!(isFree && key !== "url" ? /^[^]{0,5000}$/ : ruleFor(key))?.test(JSON.stringify(value));
		return (
			(!/^(purposes|vendors)$/.test(key) || "id" in value) &&
			Object.entries(value).every(([inner, member]) => {
				const at = path ? `${path}.${inner}` : inner;
				if (/^(__proto__|constructor|prototype)$/.test(inner)) return false;
				if (member === undefined) return true;
				if (free.test(at) || ruleFor(inner)) return isRight(member, inner, at);
				unknown(at);
				return true;
			})
		);
	};
	const ids = (config as { purposes?: { id: string }[] })?.purposes;
	return !!config && isRight(config, "", "") && new Set(ids?.map((each) => each.id ?? each)).size === (ids?.length ?? 0);
}
