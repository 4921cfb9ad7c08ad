import { describe, expect, it } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import type { Config } from "../../../types/config.ts";

const ids = (config: Config) => settle(config).purposes.map(({ id }) => id);

describe("an empty configuration", () => {
	it("has every default", () => {
		const plain = { legalBasis: "consent", required: false, involves: [], vendors: [] };
		expect(settle({})).toMatchObject({
			revision: 0,
			layout: "box",
			theme: "auto",
			key: "yoursay",
			purposes: [
				{ ...plain, id: "necessary", required: true },
				{ ...plain, id: "functional" },
				{ ...plain, id: "analytics" },
				{ ...plain, id: "marketing", involves: ["sale", "sharing", "targeted-ads"] },
			],
		});
	});
});

describe("what the owner wrote", () => {
	it("stands", () => {
		const written = { regime: "notice", revision: 3, layout: "bar", theme: "dark", endpoint: "/x" } as const;
		expect(settle({ ...written })).toMatchObject(written);
	});

	it("names the key of all that is stored", () => {
		expect(settle({ site: { id: "shop" } }).key).toBe("yoursay_shop");
		expect(settle({ site: { name: "Shop" } }).key).toBe("yoursay");
	});

	it("about a purpose overrides what is usual", () => {
		const [purpose] = settle({
			purposes: [{ id: "marketing", involves: [], legalBasis: "contract", required: true }],
		}).purposes;
		expect(purpose).toMatchObject({
			id: "marketing",
			involves: [],
			legalBasis: "contract",
			required: true,
			vendors: [],
		});
	});

	it("about a usual purpose leaves the rest of it as usual", () => {
		const [necessary, marketing] = settle({
			purposes: [
				{ id: "necessary", title: "x" },
				{ id: "marketing", title: "y" },
			],
		}).purposes;
		expect(necessary).toMatchObject({ title: "x", required: true });
		expect(marketing).toMatchObject({ title: "y", involves: ["sale", "sharing", "targeted-ads"] });
	});

	it("as undefined counts as not written", () => {
		const config: Config = {
			regime: undefined,
			revision: undefined,
			layout: undefined,
			theme: undefined,
			purposes: [{ id: "media", vendors: undefined, required: undefined, involves: undefined, legalBasis: undefined }],
		};
		expect(settle(config)).toMatchObject({ revision: 0, layout: "box", theme: "auto" });
		expect(settle(config).purposes.find(({ id }) => id === "media")).toMatchObject({
			id: "media",
			legalBasis: "consent",
			required: false,
			involves: [],
			vendors: [],
		});
	});

	it("is not changed", () => {
		const config: Config = { purposes: ["analytics", { id: "media" }] };
		settle(config);
		expect(config).toEqual({ purposes: ["analytics", { id: "media" }] });
	});
});

describe("something necessary", () => {
	it("is there even where the owner names none", () => {
		expect(ids({ purposes: ["analytics"] })).toEqual(["necessary", "analytics"]);
		expect(ids({ purposes: [] })).toEqual(["necessary"]);
	});

	it("is not added where something is required already", () => {
		expect(ids({ purposes: [{ id: "login", required: true }, "analytics"] })).toEqual(["login", "analytics"]);
	});

	it("does not come twice where the owner says that it is not required", () => {
		expect(ids({ purposes: [{ id: "necessary", required: false }] }).filter((id) => id === "necessary")).toHaveLength(
			1,
		);
	});
});
