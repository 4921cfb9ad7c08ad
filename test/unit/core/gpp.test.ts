import { GppModel, Sections } from "@iabgpp/cmpapi";
import { describe, expect, it } from "vitest";
import { type Answer, type Facts, header, idOf, makeSection, names } from "../../../src/core/gpp.ts";

const plain: Facts = { notice: 1, sale: 2, sharing: 2, ads: 2, sensitive: 0, gpc: false };
const optedOut: Facts = { ...plain, sale: 1, sharing: 1, ads: 1, gpc: true };

/** Every combination that a site and a visitor can make. */
const combinations: Facts[] = [];
const answers: Answer[] = [0, 1, 2];
for (const sale of answers)
	for (const sharing of answers)
		for (const ads of answers)
			for (const notice of [0, 1] as const)
				for (const sensitive of answers)
					for (const gpc of [false, true])
						for (const mspa of [undefined, "opt-out-option", "service-provider"] as const)
							combinations.push({ notice, sale, sharing, ads, sensitive, gpc, mspa });

/** What each field must hold, by its name in IAB's library; every other stays as it is there: 0, or a list of them. */
function expectedOf({ notice, sale, sharing, ads, sensitive, gpc, mspa }: Facts): Record<string, unknown> {
	const given = (answer: Answer) => (answer === 0 ? 0 : 1);
	const [optOutOption, serviceProvider, mode] =
		mspa === "opt-out-option" ? [1, 2, 1] : mspa === "service-provider" ? [2, 1, 2] : [0, 0, 0];
	return {
		SharingNotice: notice,
		ProcessingNotice: notice,
		SaleOptOutNotice: given(sale),
		SharingOptOutNotice: given(sharing),
		TargetedAdvertisingOptOutNotice: given(ads),
		SensitiveDataProcessingOptOutNotice: given(sensitive),
		SensitiveDataOptOutNotice: given(sensitive),
		SensitiveDataLimitUseNotice: given(sensitive),
		SaleOptOut: sale,
		SharingOptOut: sharing,
		TargetedAdvertisingOptOut: ads,
		MspaCoveredTransaction: mspa ? 1 : 2,
		MspaOptOutOptionMode: optOutOption,
		MspaServiceProviderMode: serviceProvider,
		MspaMode: mode,
		Gpc: gpc,
	};
}

/** Here what is sensitive is a sub-section that may be left out, and is: of which kind it is, nobody here knows. */
const leavesOut = (name: string) => /^us(in|ky|ri)$/.test(name);

/** The fields that IAB's library knows of a section, as it begins. */
function blank(name: string): [GppModel, Record<string, unknown>] {
	const model = new GppModel();
	model.setFieldValue(name, "MspaCoveredTransaction", 2);
	return [model, model.getSection(name) as Record<string, unknown>];
}

function encodedByLibrary(name: string, facts: Facts): string {
	const [model, fields] = blank(name);
	for (const [field, value] of Object.entries(expectedOf(facts)))
		if (field in fields) model.setFieldValue(name, field, value);
	const { SensitiveDataProcessing: kinds } = fields as { SensitiveDataProcessing?: number[] };
	if (facts.sensitive === 1 && kinds && !leavesOut(name))
		model.setFieldValue(name, "SensitiveDataProcessing", kinds.fill(1));
	if (leavesOut(name)) model.setFieldValue(name, "SensitiveDataConsentSegmentIncluded", false);
	return model.encode();
}

function decodedByLibrary(text: string, name: string): Record<string, unknown> {
	const { SensitiveDataProcessing, ...fields } = new GppModel(text).getSection(name);
	return leavesOut(name) ? fields : { ...fields, SensitiveDataProcessing };
}

describe("the strings that are known", () => {
	it.each<[string, string, Facts]>([
		["DBABLA~CVQqAAAAAACA.QA", "usnat", plain],
		["DBABLA~CVQVAAAAAACA.YA", "usnat", optedOut],
		["DBABBg~BUoAAACA.QA", "usca", plain],
		["DBABBg~BUUAAACA.YA", "usca", optedOut],
	])("%s is that of %s", (text, name, facts) => {
		expect(makeSection(name, facts, "octets").text).toBe(text);
	});

	it("of no section only the header is left", () => {
		expect(header("octets")).toBe("DBAA");
		expect(header("sextets")).toBe("DBAA");
		expect(new GppModel().encode()).toBe("DBAA");
	});

	it("filled up to sextets alone they are shorter by what says nothing", () => {
		expect(makeSection("usnat", plain, "sextets").text).toBe("DBABL~CVQqAAAAAACA.Q");
		expect(header("sextets", 2)).toBe("DBABM");
	});
});

it("the sections of the United States are those of IAB's library, under its ids", () => {
	const theirs = Sections.SECTION_ORDER.filter((name) => /^us(?!p)/.test(name));
	expect([...names].sort()).toEqual([...theirs].sort());
	for (const name of names) expect(Sections.SECTION_ID_NAME_MAP.get(idOf(name)), name).toBe(name);
});

describe.each(names)("%s", (name) => {
	it("is, of whatever is told, the very string that IAB's library makes", () => {
		const wrong = combinations.filter(
			(facts) => makeSection(name, facts, "octets").text !== encodedByLibrary(name, facts),
		);
		expect(wrong).toEqual([]);
	});

	// The string is the library's own: a few of them tell whether it is read as it was meant.
	it.each(["octets", "sextets"] as const)("filled up to %s, means in IAB's library what was told", (padding) => {
		for (const facts of combinations.filter((_, at) => at % 13 === 0)) {
			const { text, parsed } = makeSection(name, facts, padding);
			const decoded = decodedByLibrary(text, name);
			expect(Object.assign({}, ...parsed), text).toEqual(decoded);
			const told = Object.entries(expectedOf(facts)).filter(([field]) => field in decoded);
			expect(decoded, text).toMatchObject(Object.fromEntries(told));
		}
	});
});
