import { describe, expect, it } from "vitest";
import { canonical, digest, hashRecord } from "../../../src/core/canonical.ts";
import { makeReceipt } from "../../../src/records/receipt.ts";
import { complete, newParts, newSigner } from "./receipt-sample.ts";

describe("a receipt", () => {
	it("holds the records oldest first, with the very words and configuration they were made on", async () => {
		const parts = await newParts();
		const receipt = await makeReceipt({ ...parts, records: [...parts.records].reverse() });
		expect(receipt).toMatchObject({ version: 1, id: parts.id, createdAt: "2026-12-31T09:00:00.000Z" });
		expect(receipt.records).toEqual(parts.records);
		expect(receipt.notices).toEqual(parts.notices);
		expect(receipt.configs).toEqual(parts.configs);
	});

	it("leaves out words, configurations and acknowledgements of other records", async () => {
		const parts = await newParts();
		const signer = await newSigner();
		const other = await newParts();
		const receipt = await makeReceipt({
			...parts,
			notices: { ...parts.notices, [await digest("other")]: Object.values(parts.notices)[0]! },
			configs: { ...parts.configs, [await digest("other")]: Object.values(parts.configs)[0]! },
			acknowledgements: [await signer.sign(other.records[0]!), await signer.sign(parts.records[1]!)],
		});
		expect(receipt.notices).toEqual(parts.notices);
		expect(receipt.configs).toEqual(parts.configs);
		expect(receipt.acknowledgements.map(({ id }) => id)).toEqual([parts.records[1]!.id]);
	});

	it("carries the hash of all its other fields, and survives being written as JSON", async () => {
		const receipt = await makeReceipt(await newParts());
		expect(receipt.hash).toBe(await hashRecord(receipt));
		expect(canonical(JSON.parse(JSON.stringify(receipt)))).toBe(canonical(receipt));
	});
});

describe("what ISO/IEC TS 27560 demands", () => {
	it("is missing nowhere in a configuration that says it all", async () => {
		expect((await makeReceipt(await newParts())).missing).toEqual([]);
	});

	it("is named by its path in the configuration where that does not say it", async () => {
		const bare = { purposes: ["analytics", { id: "survey", vendors: [{ id: "forms" }] }] };
		const { missing } = await makeReceipt(
			await newParts(bare, [{ method: "accept-all", purposes: { analytics: "granted" } }]),
		);
		expect(missing).toEqual([
			"site.controller.name",
			"site.controller.address",
			"site.controller.contact",
			"policy.url",
			"purposes[analytics].data",
			"purposes[analytics].location",
			"purposes[analytics].retention",
			"purposes[survey].description",
			"purposes[survey].data",
			"purposes[survey].location",
			"purposes[survey].retention",
			"purposes[survey].vendors[forms].provider",
			"purposes[survey].vendors[forms].country",
			"purposes[survey].vendors[forms].policyUrl",
			"region",
		]);
	});

	it("is not asked of purposes that are no choice, or rest on another basis than consent", async () => {
		const others = ["necessary", { id: "fraud", legalBasis: "legitimate-interests" as const }];
		const { missing } = await makeReceipt(
			await newParts({ ...complete, purposes: others }, [{ method: "accept-all", purposes: { fraud: "granted" } }]),
		);
		expect(missing).toEqual([]);
	});

	it("is missing from a record that was kept without its words or configuration", async () => {
		const notice = { language: "en", textHash: null, policyVersion: null, configHash: null };
		const parts = await newParts(complete, [{ method: "api", purposes: { analytics: "granted" }, notice }]);
		expect((await makeReceipt(parts)).missing).toEqual(["records[0].notice.configHash", "records[0].notice.textHash"]);
	});

	it("is claimed to be met only where nothing is missing", async () => {
		const claims = /dpv-27560#/;
		expect(JSON.stringify((await makeReceipt(await newParts())).statement)).toMatch(claims);
		const site = { ...complete.site, controller: { name: "Example Shop Ltd", contact: "privacy@shop.example" } };
		const { missing, statement } = await makeReceipt(await newParts({ ...complete, site }));
		expect(missing).toEqual(["site.controller.address"]);
		expect(JSON.stringify(statement)).not.toMatch(claims);
	});
});
