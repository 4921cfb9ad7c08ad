/**
 * The short check that every configuration passes through in the browser. It only decides; `explain.ts` says why,
 * with the full schema, once this refuses. A key means the same wherever it stands, so one flat table will do.
 */
import type { Config } from "../../types/config.ts";

const text = /^[^\0]{0,5000}$/;
const never = /(?!)/;
/** What a value must look like, by the keys it may stand under. All but strings appear as NUL, type and number. */
const table = {
	"site controller vendors cookies cookie languages texts integrations": never,
	"id purposes": /^(?!constructor$)[a-z0-9][a-z0-9_-]{0,63}$/,
	"name address contact title description data retention location provider duration default storage lastUpdated": text,
	// Nothing but http, https, mailto, tel and relative addresses becomes a link or a request.
	"policy policyUrl endpoint url": /^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\\0]{0,2000}$/i,
	country: /^[A-Z]{2}$/,
	region: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
	regime: /^(opt-in|opt-out|notice)$/,
	legalBasis: /^(consent|contract|legal-obligation|vital-interests|public-task|legitimate-interests)$/,
	involves: /^(sale|sharing|targeted-ads|profiling|sensitive)$/,
	exempt: /^(statistics|appearance)$/,
	layout: /^(bar|box|dialog)$/,
	position: /^(start|end|center)$/,
	theme: /^(auto|light|dark)$/,
	onWithdraw: /^(reload|none)$/,
	domain: /^[\w.-]+$/,
	"required trigger doNotTrack": /^\0bo/,
	"minimumAge revision": /^\0number\d{1,9}$/,
	onError: /^\0f/,
};
/** Places that hold lists, and nothing else does. */
const lists = /^(?!lang)(.*\.)?(purposes|vendors|cookies|involves|data)$|\]\.storage$/;
/** Places that hold objects. */
const holders =
	/^$|(^|\.)(site|controller|integrations|policy|cookie)$|^storage$|^languages(\.texts(\.[^.]+){0,2})?$|(purposes|vendors|cookies)\[\d+\]$/;
/** Below these, all is the owner's own. */
const own = /^(integrations\.|policy\.(?!(url|lastUpdated)$))/;

/** True when the configuration may be used as it stands. Unknown keys do not refuse it; their paths go to `unknown`. */
export function isValid(config: unknown, unknown: (path: string) => void): config is Config {
	const ruleFor = (key: string, path: string) =>
		/^(languages\.texts\.|storage$)/.test(path)
			? path.split(".").length > 4
				? text
				: never
			: Object.entries(table).find(([keys]) => ` ${keys} `.includes(` ${key} `))?.[1];
	const isRight = (value: unknown, key: string, path: string, isOwn?: boolean): boolean => {
		const isList = Array.isArray(value);
		if (!isOwn && isList !== lists.test(path)) return false;
		if (isList) return value.every((item, at) => isRight(item, key, `${path}[${at}]`, isOwn));
		if (!value || typeof value !== "object" || !(isOwn || holders.test(path))) {
			const form = typeof value === "string" ? value : `\0${typeof value}${typeof value === "number" ? value : ""}`;
			return isOwn ? !/^\0[^onbu]/.test(form) : !!ruleFor(key, path)?.test(form);
		}
		const { id, name } = value as { id?: string; name?: string };
		if (!isOwn && !(key === "cookies" ? name : /^(purposes|vendors)$/.test(key) ? id : 1)) return false;
		return Object.entries(value).every(([inner, member]) => {
			const at = path ? `${path}.${inner}` : inner;
			if (/^(__proto__|constructor|prototype)$/.test(inner)) return false;
			const isOpen = isOwn || own.test(at);
			const isKnown = isOpen || ruleFor(inner, at);
			if (!isKnown) unknown(at);
			return member === undefined || isRight(member, inner, at, isOpen || !isKnown);
		});
	};
	/** Purposes and vendors are each named once: an answer to a vendor must mean one thing. */
	const areUnique = ({ purposes = [] }: Config) => {
		const ids = purposes.flatMap((each) =>
			typeof each === "string" ? each : [each.id, ...(each.vendors ?? []).map(({ id }) => `/${id}`)],
		);
		return new Set(ids).size === ids.length;
	};
	return !!config && isRight(config, "", "") && areUnique(config);
}
