/** A consent tool on IAB's own library, as a page has one; the tests build it. `cmp.says` is what its visitor does. */
import { CmpApi } from "@iabtechlabtcf/cmpapi";
import { GVL, TCModel, TCString } from "@iabtechlabtcf/core";

const named = (ids: number[]) =>
	Object.fromEntries(
		ids.map((id) => [
			id,
			{
				id,
				name: `Example ${id}`,
				purposes: [1, 8, 9],
				legIntPurposes: [],
				flexiblePurposes: [],
				specialPurposes: [],
				features: [],
				specialFeatures: [],
				policyUrl: "https://vendor.example",
			},
		]),
	);
const list = {
	gvlSpecificationVersion: 3,
	vendorListVersion: 7,
	tcfPolicyVersion: 5,
	lastUpdated: "2026-11-01T00:00:00Z",
	purposes: named([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
	specialPurposes: {},
	features: {},
	specialFeatures: {},
	stacks: {},
	vendors: named([7, 9]),
};
const api = new CmpApi(31, 1, true);

const cmp = {
	says(purposes: number[], vendors: number[] = [], isShown = false) {
		const model = new TCModel(new GVL(list as never));
		model.cmpId = 31;
		model.cmpVersion = 1;
		model.isServiceSpecific = true;
		model.purposeConsents.set(purposes);
		model.vendorConsents.set(vendors);
		api.update(TCString.encode(model), isShown);
	},
	/** The GDPR does not apply. */
	leaves: () => api.update(null),
};
Object.assign(window, { cmp });
export type Cmp = typeof cmp;
