import type { Config, PolicyReference, Purpose, Settings, SettledPurpose } from "../../types/config.ts";
import { merge } from "./tag.ts";

const usual = "necessary functional analytics marketing".split(" ");
/** What a grant is given for: of a purpose, and of its vendors. */
const material = "legalBasis involves data location retention vendors id name provider country".split(" ");

/** A short mark of a text: 32 bits, base 36. */
export function markOf(text: string): string {
	let mark = 0;
	for (const letter of text) mark = Math.imul(mark, 31) + letter.charCodeAt(0);
	return (mark >>> 0).toString(36);
}

declare const __VERSION__: string;

/**
 * What the tag's `data-checked` says of a configuration that this version's guard has let pass (`yoursay check --mark`).
 * The region is left out: a server writes another for each visitor.
 */
export const checkMark = (config: Config): string =>
	markOf(__VERSION__ + JSON.stringify({ ...config, region: undefined }));

function settlePurpose(given: string | Purpose): SettledPurpose {
	// A text is the id of a purpose of which nothing else is said.
	const { id = given } = given as Purpose;
	const defaults = {
		id,
		required: id === "necessary",
		legalBasis: "consent",
		involves: id === "marketing" ? "sale sharing targeted-ads".split(" ") : [],
		vendors: [],
	};
	const settled = merge(defaults, id === given ? {} : given) as SettledPurpose;
	settled.print = markOf(JSON.stringify(settled, material));
	// What the signal or an opt-out speaks of is no mere counting of visits, whatever is claimed.
	if (settled.involves[0]) delete settled.exempt;
	return settled;
}

/** Fills in every default. Something is always necessary: yoursay itself has to remember the choice. */
export function settle(config: Config): Settings {
	const { policy, purposes: own = (policy as PolicyReference)?.purposes ?? usual } = config;
	const purposes = own.map(settlePurpose);
	if (!purposes.some((purpose) => purpose.required || purpose.id === "necessary"))
		purposes.unshift(settlePurpose("necessary"));
	const id = config.site?.id;
	const defaults = { revision: 0, layout: "box", theme: "auto" };
	return { ...(merge(defaults, config) as Settings), purposes, key: id ? `yoursay_${id}` : "yoursay" };
}
