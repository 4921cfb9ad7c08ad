import type { SettledPurpose } from "../../types/config.ts";
import type { PolicyContent, PolicyRight, RightKind } from "../../types/policy.ts";
import type { Offers, RequestKind } from "../../types/request.ts";
import { kindsOf, lawOf } from "./laws.ts";

/** What the offers follow from. */
export interface OfferFacts {
	/** What the policy says now; absent where there is no document. */
	content?: PolicyContent;
	purposes: SettledPurpose[];
	/** ISO 3166-1 or -2 code of where the person lives. */
	region: string | null;
	/** Milliseconds since 1970. */
	now: number;
}

/** What the policy says of a right here. */
interface Grant {
	kind: RequestKind;
	title?: string;
	text?: string;
	/** It names this very law or state. */
	isNamed?: boolean;
}

const optOuts = "opt-out-sale limit-sensitive";
const others = `access rectification erasure portability restriction objection no-automated-decision ${optOuts} withdraw-consent disconnect-account object-recipient marketing-email complaint`;
/** What no law of the table speaks of: the policy alone decides. */
const own = /^(disconnect|object-|marketing)/;

/** What laws of the US give only where a purpose involves it. */
const involving: Partial<Record<string, RegExp>> = {
	"opt-out-sale": /sale|sharing|ads/,
	"limit-sensitive": /sensitive/,
	"no-automated-decision": /profiling/,
};

/**
 * What a person in a region can ask a site for: what the policy grants there, as far as the law there knows such a right or the
 * policy grants it by that law's or state's name; where it grants none, what the law gives, and where the table has no law
 * what the GDPR would (`from` says `law` then, too). In any case, by law: a no to sale, sharing, targeted advertising and uses
 * of sensitive data where a purpose involves them, and in the UK a complaint.
 */
export function offersOf({ content = {}, purposes, region, now }: OfferFacts): Offers {
	const day = new Date(now).toISOString().slice(0, 10);
	const law = lawOf(region, day);
	const isUs = law === "ccpa" || law === "us";
	const kinds = [...new Set(`${isUs ? optOuts : "access"} ${others}`.split(" "))] as RequestKind[];
	const byLaw = kindsOf(region, day);
	const all = grantsOf(content, region, law, isUs);
	const granted = all.filter(
		({ kind, isNamed }) =>
			// A complaint is one to an authority in a policy, and no request.
			kind !== "complaint" &&
			kinds.includes(kind) &&
			(isNamed || !byLaw || own.test(kind) || kind === "withdraw-consent" || byLaw.includes(kind)),
	);
	const isSilent = granted.every(({ kind }) => own.test(kind));
	const involved = purposes.map(({ involves }) => involves).join();
	const given = (byLaw ?? kindsOf("DE")!).filter(
		(kind) =>
			(isSilent || (byLaw && /^(opt|lim|comp)/.test(kind))) && (!isUs || (involving[kind]?.test(involved) ?? true)),
	);
	return {
		law,
		rights: kinds.flatMap((kind) => {
			const grants = granted.filter((grant) => grant.kind === kind);
			if (!grants[0] && !given.includes(kind)) return [];
			const title = grants.find((grant) => grant.title)?.title;
			const text = grants.find((grant) => grant.text)?.text;
			const from = !grants[0] ? "law" : byLaw?.includes(kind) ? "both" : "policy";
			return { kind, ...(title && { title }), ...(text && { text }), from };
		}),
		hasAuthority: !!byLaw || all.some(({ kind }) => kind === "complaint"),
	};
}

/** As what it is asked for. There is no request not to be treated worse: that kind is never offered. */
const asked = (kind: RightKind) => (kind === "know" ? "access" : kind) as RequestKind;

/** What the policy grants here, by itself. What it says of the state comes first: it says more. */
function grantsOf(
	{ rights = [], usRights = [], changes, uses = [] }: PolicyContent,
	region: string | null,
	law: string,
	isUs: boolean,
): Grant[] {
	const names = (regimes: PolicyRight["regimes"]) => !!(regimes as string[] | undefined)?.includes(law);
	const grants: Grant[] = [
		...usRights.flatMap(({ kind, text, states, orSimilar }) => {
			const isNamed = !!states?.includes(region === "US" ? "US-CA" : region!);
			return isNamed || (isUs && (!states || orSimilar)) ? { kind: asked(kind), text, isNamed } : [];
		}),
		...rights.flatMap((right) =>
			!right.regimes || names(right.regimes)
				? { ...right, kind: asked(right.kind), isNamed: names(right.regimes) }
				: [],
		),
	];
	const objects = changes?.objectionRegimes;
	if (changes?.objectionDays && (!objects || names(objects))) grants.push({ kind: "object-recipient" });
	if (uses.some(({ channel, legalBasis }) => channel && legalBasis === "consent"))
		grants.push({ kind: "marketing-email" });
	return grants;
}
