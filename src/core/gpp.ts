/**
 * Sections of the IAB's Global Privacy Platform for the United States, as data, and the string that carries one: the IAB's
 * consent string specification, and per state its technical specification, as `@iabgpp/cmpapi` 3.2.0 has them.
 */

/** Opting out: 0 does not apply, 1 opted out, 2 not opted out. */
export type Answer = 0 | 1 | 2;

/** What a site does and what its visitor said to it. */
export interface Facts {
	/** 1 where the visitor is told of anything that is theirs to choose. */
	notice: 0 | 1;
	sale: Answer;
	sharing: Answer;
	ads: Answer;
	/** Of which category is not known: a no is one to each, a yes says of none that it is processed. */
	sensitive: Answer;
	gpc: boolean;
	/** The mode of those who signed the Multi-State Privacy Agreement. */
	mspa?: "opt-out-option" | "service-provider";
}

export interface Section {
	id: number;
	/** `usnat`, `usca` … */
	name: string;
	/** The whole string, header included. */
	text: string;
	/** Its fields, by sub-section. */
	parsed: Record<string, number | boolean | number[]>[];
}

/** How many bits are filled up to whole letters of six: to eight first, or not. */
export type Padding = "octets" | "sextets";

/** Fields of two bits. */
const fields: Record<string, string> = {
	n: "SharingNotice",
	p: "ProcessingNotice",
	s: "SaleOptOutNotice",
	h: "SharingOptOutNotice",
	t: "TargetedAdvertisingOptOutNotice",
	d: "SensitiveDataProcessingOptOutNotice",
	i: "SensitiveDataOptOutNotice",
	l: "SensitiveDataLimitUseNotice",
	S: "SaleOptOut",
	H: "SharingOptOut",
	T: "TargetedAdvertisingOptOut",
	D: "SensitiveDataProcessing",
	C: "KnownChildSensitiveDataConsents",
	P: "PersonalDataConsents",
	A: "AdditionalDataProcessingConsent",
	M: "MspaCoveredTransaction",
	O: "MspaOptOutOptionMode",
	V: "MspaServiceProviderMode",
	m: "MspaMode",
};

/**
 * The fields of each section after its version, in order; a number makes a list of so many, a `G` at the end the
 * sub-section of the browser's signal. Numbered from 7. IN, KY and RI may have one on sensitive data, left out here.
 */
const sections: Record<string, string> = {
	usnat: "nshtdlSHTD16C3PMOVG",
	usca: "shlSHD9C2PMOVG",
	usva: "nstSTD8CMOV",
	usco: "nstSTD7CMOVG",
	usut: "nstdSTD8CMOV",
	usct: "nstSTD8C3MOVG",
	usfl: "pstSTD8C3AMOV",
	usmt: "nstSTD8C3AMOVG",
	usor: "pstSTD11C3AMOVG",
	ustx: "pstSTD8CAMOVG",
	usde: "pstSTD9C5AMOVG",
	usia: "pstiSTD8CMOVG",
	usne: "pstSTD8CAMOVG",
	usnh: "pstSTD8C3AMOVG",
	usnj: "pstSTD10C5AMOVG",
	ustn: "pstSTD8CAMOVG",
	usmn: "pstSTD8CAMOVG",
	usmd: "MmpstSTAG",
	usin: "MmpstSTCA",
	usky: "MmpstSTCA",
	usri: "MmpstSTCA",
};

export const names = Object.keys(sections);
export const idOf = (name: string): number => names.indexOf(name) + 7;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const toBits = (value: number, width: number) => value.toString(2).padStart(width, "0");

function toLetters(bits: string, padding: Padding): string {
	const filled = padding === "octets" ? bits.padEnd(Math.ceil(bits.length / 8) * 8, "0") : bits;
	return filled.replace(/.{1,6}/g, (six) => letters[Number.parseInt(six.padEnd(6, "0"), 2)]!);
}

/** As the sum of Fibonacci numbers no two of which are neighbours, the smallest first, and a 1 behind. */
function toFibonacci(value: number): string {
	const numbers = [1, 2];
	while (numbers.at(-1)! < value) numbers.push(numbers.at(-1)! + numbers.at(-2)!);
	let rest = value;
	const bits = numbers.reverse().map((number) => {
		const isIn = number <= rest;
		if (isIn) rest -= number;
		return +isIn;
	});
	return `${bits.join("").replace(/^0+/, "").split("").reverse().join("")}1`;
}

/** The header, of the one section of this id, or of none: type 3, version 1, how many, and no range but the id alone. */
export const header = (padding: Padding, id?: number): string =>
	toLetters(toBits(3, 6) + toBits(1, 6) + toBits(id ? 1 : 0, 12) + (id ? `0${toFibonacci(id)}` : ""), padding);

/** Throws where there is no section of this name. */
export function makeSection(name: string, facts: Facts, padding: Padding): Section {
	const { notice, sale, sharing, ads, sensitive, gpc, mspa } = facts;
	const mode = mspa ? (mspa === "opt-out-option" ? 1 : 2) : 0;
	const values: Record<string, number> = {
		n: notice,
		p: notice,
		s: Math.sign(sale),
		h: Math.sign(sharing),
		t: Math.sign(ads),
		d: Math.sign(sensitive),
		i: Math.sign(sensitive),
		l: Math.sign(sensitive),
		S: sale,
		H: sharing,
		T: ads,
		D: sensitive & 1,
		M: mspa ? 1 : 2,
		O: mode,
		V: mode && 3 - mode,
		m: mode,
	};
	const layout = sections[name]!;
	const version = name === "usnat" ? 2 : 1;
	const core: Section["parsed"][0] = { [layout[0] === "M" ? "MspaVersion" : "Version"]: version };
	let bits = toBits(version, 6);
	for (const [, letter, count] of layout.matchAll(/([^G\d])(\d*)/g)) {
		const value = values[letter!] ?? 0;
		core[fields[letter!]!] = count ? Array(+count).fill(value) : value;
		bits += toBits(value, 2).repeat(+(count || 1));
	}
	const parsed = [core];
	const id = idOf(name);
	let text = `${header(padding, id)}~${toLetters(bits, padding)}`;
	if (layout.endsWith("G")) {
		parsed.push({ GpcSegmentType: 1, Gpc: gpc });
		text += `.${toLetters(`01${+gpc}`, padding)}`;
	}
	return { id, name, text, parsed };
}
