import jsonld from "jsonld";
import { describe, expect, it } from "vitest";
import { makeReceipt } from "../../../src/records/receipt.ts";
import type { Config, LegalBasis } from "../../../types/config.ts";
import type { State } from "../../../types/consent.ts";
import { complete, newParts, newSigner } from "./receipt-sample.ts";
import { dpv, ofDpv, others } from "./statement-terms.ts";

type Node = { [key: string]: Node & Node[] & string };

const offline = {
	safe: true,
	documentLoader: (address: string): never => {
		throw new Error(`asked the network for ${address}`);
	},
};

async function statementOf(...given: Parameters<typeof newParts>): Promise<Node> {
	return (await makeReceipt(await newParts(...given))).statement as Node;
}

/** The entry for one purpose, or purpose and vendor, of the nth record. */
async function entryOf(path: string, nth: number, ...given: Parameters<typeof newParts>): Promise<Node> {
	const receipt = await makeReceipt(await newParts(...given));
	const entries = (receipt.statement as Node)["dpv:hasRecordOfActivity"] as unknown as Node[];
	return entries.find((entry) => entry["@id"] === `urn:uuid:${receipt.records[nth]!.id}#${path}`)!;
}

const toRDF = jsonld.toRDF as (document: object, options: object) => Promise<unknown>;
const quadsOf = async (document: object) =>
	(await toRDF(document, { ...offline, format: "application/n-quads" })) as string;
const canonize = (quads: string) =>
	jsonld.canonize(quads as never, { algorithm: "URDNA2015", inputFormat: "application/n-quads" } as never);

/** Every basis and every state, with a part of a country for a region: all that a statement can come to say. */
const bases: LegalBasis[] = [
	"consent",
	"contract",
	"legal-obligation",
	"vital-interests",
	"public-task",
	"legitimate-interests",
];
const states: State[] = ["granted", "refused", "withdrawn", "objected", "not-asked"];
const everything: Config = {
	...complete,
	region: "US-CA",
	purposes: [
		...["functional", "analytics", "marketing", "media"],
		...bases.map((legalBasis) => ({
			id: legalBasis,
			legalBasis,
			data: ["Pages"],
			retention: "1 year",
			location: "Ireland",
		})),
	],
};
const decisions = states.map((state) => ({
	method: "save" as const,
	purposes: Object.fromEntries(["functional", "analytics", "marketing", "media", ...bases].map((id) => [id, state])),
	expiresAt: "2026-12-01T00:00:00.000Z",
}));

describe.each<[string, Parameters<typeof newParts>]>([
	["a usual one", []],
	["one with every basis and state", [everything, decisions]],
	["one of a bare configuration", [{}, [{ method: "accept-all", purposes: { analytics: "granted" } }]]],
])("the statement of a receipt, %s", (_, given) => {
	it("is JSON-LD that expands without loss and without the network", async () => {
		const statement = await statementOf(...given);
		const expanded = await jsonld.expand(statement as never, offline);
		expect(expanded).toHaveLength(1);
		const back = await jsonld.compact(expanded, statement["@context"] as never, offline);
		expect({ ...back, "@context": 0 }).toEqual({ ...(simplified(statement) as object), "@context": 0 });
	});

	it("becomes RDF and comes back the same", async () => {
		const quads = await quadsOf(await statementOf(...given));
		const back = await jsonld.fromRDF(quads as never, { format: "application/n-quads" });
		expect(await canonize(await quadsOf(back))).toBe(await canonize(quads));
	});

	it("uses only terms that are in version 2.3 of the vocabulary", async () => {
		const quads = await quadsOf(await statementOf(...given));
		const used = new Set([...quads.matchAll(/<([^>]+)>/g)].map(([, address]) => address!));
		const known = new Set([...dpv, ...others]);
		const unknown = [...used].filter(
			(address) => !known.has(address) && !address.startsWith("urn:uuid:") && !ofDpv.some((each) => each.test(address)),
		);
		expect(unknown).toEqual([]);
		expect([...used].filter((address) => address.startsWith("https://w3id.org/dpv#")).length).toBeGreaterThan(20);
	});
});

/** As compaction writes it: a list of one is that one. */
function simplified(value: unknown): unknown {
	if (Array.isArray(value)) return value.length === 1 ? simplified(value[0]) : value.map(simplified);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, simplified(member)]));
}

it("every term of the list is used, so that it stays a list of what is used", async () => {
	const parts = await newParts();
	const acknowledgements = [await (await newSigner()).sign(parts.records[0]!)];
	const { statement } = await makeReceipt({ ...parts, acknowledgements });
	const quads = (await quadsOf(statement)) + (await quadsOf(await statementOf(everything, decisions)));
	expect([...dpv, ...others].filter((term) => !quads.includes(`<${term}>`) && !/XMLSchema#string/.test(term))).toEqual(
		[],
	);
});

it("there is one entry for each record and purpose, and one for each vendor that was answered otherwise", async () => {
	const receipt = await makeReceipt(await newParts());
	const due = receipt.records.flatMap(({ id, purposes, vendors }) => [
		...Object.keys(purposes).map((purpose) => `urn:uuid:${id}#${purpose}`),
		...Object.keys(vendors).map((vendor) => `urn:uuid:${id}#analytics/${vendor}`),
	]);
	const entries = (receipt.statement as Node)["dpv:hasRecordOfActivity"] as unknown as Node[];
	expect(entries.map((entry) => entry["@id"])).toEqual(due);
});

describe("a purpose that rests on consent", () => {
	it.each<[State, string | string[]]>([
		["granted", ["dpv:ConsentGiven", "dpv:ExpressedConsent"]],
		["refused", "dpv:ConsentRefused"],
		["withdrawn", "dpv:ConsentWithdrawn"],
		["not-asked", "dpv:ConsentUnknown"],
	])("that is %s has the status %s, and a way to withdraw", async (state, status) => {
		const entry = await entryOf("analytics", 0, complete, [{ method: "save", purposes: { analytics: state } }]);
		expect(entry).toMatchObject({
			"@type": "dpv:ConsentRecord",
			"dpv:hasConsentStatus": [{ "@type": status, "dpv:isIndicatedAtTime": "2026-11-21T09:00:00.000Z" }],
			"dpv:hasConsentControl": { "@type": ["dpv:ManageConsent", "dpv:RefuseConsent"] },
			"dpv:hasProcess": { "dpv:hasLegalBasis": "dpv:Consent" },
			"dpv:hasRight": { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A7-3"] },
		});
		expect(entry["dpv:hasConsentStatus"]).toHaveLength(1);
		expect("dpv:isIndicatedBy" in entry["dpv:hasConsentStatus"]![0]!).toBe(state !== "not-asked");
	});

	it("that was refused does not expire as a consent would", async () => {
		const entry = await entryOf("analytics", 0, complete, [
			{ method: "save", purposes: { analytics: "refused" }, expiresAt: "2026-12-31T09:00:00.000Z" },
		]);
		expect(entry["dpv:hasConsentStatus"]).toHaveLength(1);
	});

	it("is expired besides once its time is over when the receipt is made", async () => {
		const entry = await entryOf("analytics", 0, complete, [
			{ method: "save", purposes: { analytics: "granted" }, expiresAt: "2026-12-31T09:00:00.000Z" },
		]);
		expect(entry["dpv:hasConsentStatus"]![1]).toEqual({
			"@type": "dpv:ConsentExpired",
			"dpv:isIndicatedAtTime": "2026-12-31T09:00:00.000Z",
		});
	});

	it("that a script granted is given, but nobody says that it was expressed", async () => {
		const entry = await entryOf("analytics", 0, complete, [
			{ method: "api", automated: true, purposes: { analytics: "granted" } },
		]);
		expect(entry["dpv:hasConsentStatus"]![0]).toMatchObject({
			"@type": "dpv:ConsentGiven",
			"dpv:hasIndicationMethod": "api; ask; automated",
		});
	});

	it("names data, retention, place and recipients as the configuration has them", async () => {
		const { "dpv:hasProcess": process } = await entryOf("analytics", 1);
		expect(process).toMatchObject({
			"dpv:hasPersonalData": [{ "dct:title": "Pages visited" }, { "dct:title": "IP address" }],
			"dpv:hasStorageCondition": [
				{ "@type": "dpv:StorageDuration", "dpv:hasDuration": { "rdf:value": "13 months" } },
				{ "@type": "dpv:StorageLocation", "dpv:hasLocation": "Ireland" },
			],
			"dpv:hasRecipient": [
				{ "@type": "dpv:DataController", "dpv:hasName": "Example Shop Ltd", "dpv:hasAddress": "1 Quay, Dublin" },
				{ "dct:identifier": "counter", "dpv:hasName": "Counter GmbH", "dpv:hasCountry": "loc:DE" },
				{ "dct:identifier": "heat", "dpv:hasName": "Heat Inc.", "dpv:hasCountry": "loc:US" },
			],
		});
	});

	it("leaves out a vendor that was answered otherwise, who has an entry alone", async () => {
		const { "dpv:hasProcess": process } = await entryOf("analytics", 2);
		expect((process!["dpv:hasRecipient"] as unknown as Node[]).map((each) => each["dct:identifier"])).toEqual([
			"shop",
			"counter",
		]);
		expect(await entryOf("analytics/heat", 2)).toMatchObject({
			"dpv:hasConsentStatus": [{ "@type": "dpv:ConsentWithdrawn" }],
			"dpv:hasProcess": { "dpv:hasRecipient": [{ "dct:identifier": "heat" }] },
		});
	});
});

describe("a purpose that rests on something else", () => {
	it.each<[State, string]>([
		["objected", "dpv:LegitimateInterestObjected"],
		["refused", "dpv:LegitimateInterestObjected"],
		["granted", "dpv:LegitimateInterestNotObjected"],
		["not-asked", "dpv:LegitimateInterestNotObjected"],
	])("is no consent: an interest that is %s has the status %s, and the right to object", async (state, status) => {
		const entry = await entryOf("fraud", 0, complete, [{ method: "save", purposes: { fraud: state } }]);
		expect(entry).toMatchObject({
			"@type": "dpv:RecordsOfActivities",
			"dpv:hasStatus": { "@type": status, "dct:description": state },
			"dpv:hasProcess": { "dpv:hasLegalBasis": "dpv:LegitimateInterest" },
			"dpv:hasRight": { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A21"] },
		});
		expect(entry).not.toHaveProperty("dpv:hasConsentStatus");
		expect(entry).not.toHaveProperty("dct:conformsTo");
	});
});

it("says when a collector received a record", async () => {
	const parts = await newParts();
	const acknowledgement = await (await newSigner()).sign(parts.records[0]!);
	const { statement } = await makeReceipt({ ...parts, acknowledgements: [acknowledgement] });
	const entries = (statement as Node)["dpv:hasRecordOfActivity"] as unknown as Node[];
	const received = entries.map((entry) => entry["dct:dateSubmitted"]);
	expect(received.slice(0, 3)).toEqual(Array(3).fill(acknowledgement.receivedAt));
	expect(received.slice(3).filter(Boolean)).toEqual([]);
});

it("names a part of a country by its code and its country, which alone has a term", async () => {
	expect((await entryOf("analytics", 0, everything, decisions))["dpv:hasJurisdiction"]).toEqual({
		"@type": "dpv:Region",
		"dct:identifier": "US-CA",
		"dpv:hasCountry": "loc:US",
	});
});
