import type { Policy, RightKind, UsRight } from "../../types/policy.ts";
import type { Finding } from "../config/findings.ts";
import type { Law, View } from "./check-policy-essentials.ts";

interface Right {
	kinds: RightKind[];
	/** As it is called, with where the law has it. */
	name: string;
	/** Words that say it where no entry does. */
	words?: RegExp;
	isDue?(view: View): boolean;
}

const bases = ({ policy, purposes }: View) => [
	...(policy.uses ?? []).map(({ legalBasis }) => legalBasis),
	...purposes.map(({ legalBasis, required, id }) => legalBasis ?? (required || id === "necessary" ? "" : "consent")),
];
const involves = ({ purposes }: View, what: "profiling" | "sensitive") =>
	purposes.some((purpose) => purpose.involves?.includes(what));

/** GDPR Art. 13(2)(b), (c), (d) and (f). */
const european: Right[] = [
	{ kinds: ["access", "know"], name: "access (Art. 15)" },
	{ kinds: ["rectification"], name: "rectification (Art. 16)" },
	{ kinds: ["erasure"], name: "erasure (Art. 17)" },
	{ kinds: ["restriction"], name: "restriction (Art. 18)" },
	{ kinds: ["portability"], name: "portability (Art. 20)" },
	{ kinds: ["objection"], name: "objection (Art. 21)" },
	{
		kinds: ["no-automated-decision"],
		name: "not to be subject to automated decisions (Art. 22)",
		words: /\b(?:do not|don['’]t|never|no)\b[^.]{0,60}\b(?:automated (?:individual )?decision|profiling)/i,
		isDue: (view) =>
			involves(view, "profiling") || /\bautomated (?:individual )?decisions?\b|\bprofiling\b/i.test(view.words),
	},
	{
		kinds: ["withdraw-consent"],
		name: "to withdraw consent (Art. 7(3))",
		words: /\bwithdraw\w*\b[^.]{0,60}\bconsent\b|\bconsent\b[^.]{0,80}\bwithdr[ae]w/i,
		isDue: (view) => bases(view).includes("consent"),
	},
	{
		kinds: ["complaint"],
		name: "to complain to an authority (Art. 77)",
		words: /\b(?:complain|complaint)\b|\b(?:supervisory|data protection) authority\b/i,
	},
];

const isSensitive = (view: View) =>
	involves(view, "sensitive") ||
	!!view.policy.collected?.some(({ category }) =>
		/\b(?:sensitive|health|biometric|genetic|precise (?:geo)?location)\b/i.test(category),
	);
const sells = ({ policy }: View) => !policy.statements?.some(({ kind }) => kind === "no-sale");

const californian: Right[] = [
	{ kinds: ["know", "access"], name: "to know (Civ. Code 1798.110)" },
	{ kinds: ["erasure"], name: "to delete (1798.105)" },
	{ kinds: ["rectification"], name: "to correct (1798.106)" },
	{ kinds: ["opt-out-sale"], name: "to opt out of sale and sharing (1798.120)", isDue: sells },
	{ kinds: ["limit-sensitive"], name: "to limit the use of sensitive information (1798.121)", isDue: isSensitive },
	{
		kinds: ["non-discrimination"],
		name: "not to be treated worse for it (1798.125)",
		words: /\bdiscriminat|\bretaliat/i,
	},
];

/** Rights of each law looked at that the policy does not name, one finding a law. */
export function checkRights(view: View): Finding[] {
	const { laws, policy } = view;
	const missing = (law: Law, rights: Right[]) => {
		const kinds = kindsOf(policy, law);
		return rights
			.filter(({ isDue }) => !isDue || isDue(view))
			.filter((right) => !right.kinds.some((kind) => kinds.has(kind)) && !right.words?.test(view.words))
			.map(({ name }) => name);
	};
	const found: Finding[] = [];
	const say = (path: string, names: string[], by: string) => {
		const what = `These rights are not named: ${names.join(", ")} (${by})`;
		const remedy = "Name each that people have with you, and what it lets them do";
		if (names.length) found.push({ code: "essential-missing", path, what, remedy });
	};
	if (laws.includes("gdpr")) say("rights", missing("gdpr", european), "GDPR Art. 13(2)");
	if (laws.includes("ccpa")) say("usRights", missing("ccpa", californian), "Civ. Code 1798.130(a)(5)(A)");
	return found;
}

/** What people under a law are told that they may do: a right without a law is everybody's. */
function kindsOf({ rights = [], usRights = [] }: Policy, law: Law): Set<RightKind> {
	const own = rights.filter(
		({ regimes }) => !regimes || regimes.some((regime) => (law === "ccpa" ? regime === "ccpa" : regime !== "ccpa")),
	);
	const isCalifornian = ({ states, orSimilar }: UsRight) => !states || orSimilar || states.includes("US-CA");
	const local = law === "ccpa" ? usRights.filter(isCalifornian) : [];
	return new Set([...own, ...local].map(({ kind }) => kind));
}
