// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { draftNames, keep, readChoice, recall, recallPlace } from "../../../src/core/storage.ts";
import { arrive, block, byHand, forgetAll, NOON, unblock } from "./visit.ts";

beforeEach(forgetAll);
afterEach(unblock);

const text = (time: number, ...answers: string[]) =>
	`1.${time}.${time + 1000}.0.save${answers.map((answer) => `!${answer}`).join("")}`;
const bake = (name: string, value: string) => {
	document.cookie = `${name}=${value};path=/`;
};

/** What is read, and what was called foreign. */
function read(key = "yoursay") {
	const foreign: string[] = [];
	return { choice: readChoice(key, (each) => void foreign.push(each)), foreign };
}

describe("a remembered place", () => {
	const place = { region: "DE", regionSource: "config", rules: "x", rule: { exempt: [] } };

	it("is recalled under the mark it was kept under, and under no other", () => {
		localStorage.setItem("yoursay-place", JSON.stringify(["mark", place]));
		expect(recallPlace("yoursay", "mark")).toEqual(place);
		expect(recallPlace("yoursay", "another")).toBeUndefined();
		expect(recallPlace("yoursay_shop", "mark")).toBeUndefined();
	});
});

describe("a stored choice", () => {
	it("is version, time, expiry, revision, method and one part for each answer", () => {
		localStorage.setItem(
			"yoursay",
			`1.${NOON}.${NOON + 5}.7.accept-all!analytics:granted:1x2y!/vimeo:refused:0!a-b_c:objected:z`,
		);
		expect(read()).toEqual({
			choice: {
				time: NOON,
				expires: NOON + 5,
				revision: 7,
				method: "accept-all",
				answers: { analytics: "granted:1x2y", "/vimeo": "refused:0", "a-b_c": "objected:z" },
			},
			foreign: [],
		});
	});

	it("reaches no prototype, whatever it names", () => {
		localStorage.setItem("yoursay", text(NOON, "__proto__:granted:x", "constructor:granted:x"));
		const answers = read().choice?.answers ?? {};
		expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
		expect(({} as { granted?: unknown }).granted).toBeUndefined();
	});

	it("may be without answers", () => {
		localStorage.setItem("yoursay", text(NOON));
		expect(read().choice?.answers).toEqual({});
	});

	it.each(
		[
			"",
			"1",
			"true",
			"{}",
			'{"analytics":true}',
			text(NOON).replace("1.", "2."),
			text(NOON).slice(1),
			text(NOON, "analytics"),
			text(NOON, "analytics:granted"),
			text(NOON, "analytics:yes:x"),
			text(NOON, "analytics:not-asked:x"),
			text(NOON, "analytics:granted:"),
			text(NOON, "analytics:granted:x!"),
			text(NOON, "//vimeo:granted:x"),
			text(NOON, "a b:granted:x"),
			`${text(NOON)}\nmore`.replace("\n", " "),
			`${text(NOON)} `,
			` ${text(NOON)}`,
			text(123),
			`1.${NOON}.${NOON}.-1.save`,
			`1.${NOON}.${NOON}.0.Save`,
			"x".repeat(100_000),
		].map((foreign) => [foreign.slice(0, 60), foreign]),
	)("is never read from “%s”", (_, foreign) => {
		localStorage.setItem("yoursay", foreign!);
		expect(read()).toEqual({ choice: undefined, foreign: foreign ? [foreign] : [] });
	});

	it("is read back as it was decided", async () => {
		const { consent } = arrive({
			purposes: ["analytics", { id: "media", legalBasis: "contract", vendors: [{ id: "vimeo" }] }],
			revision: 12,
		});
		await consent.decide({ purposes: { analytics: true }, vendors: { vimeo: true } }, { ...byHand, method: "save" });
		consent.dispose();
		expect(read().choice).toEqual({
			time: NOON,
			expires: Date.UTC(2027, 10, 21, 12),
			revision: 12,
			method: "save",
			answers: {
				analytics: expect.stringMatching(/^granted:\w+$/),
				media: expect.stringMatching(/^objected:\w+$/),
				"/vimeo": expect.stringMatching(/^granted:\w+$/),
			},
		});
		localStorage.clear();
		expect(read().choice?.answers).toHaveProperty("analytics");
	});
});

describe("of several", () => {
	it.each([
		["cookie", "localStorage"],
		["localStorage", "cookie"],
	])("the newest wins: %s over %s", (newer) => {
		const [older, newest] = [text(NOON, "a:granted:x"), text(NOON + 1, "a:refused:x")];
		bake("yoursay", newer === "cookie" ? newest : older);
		localStorage.setItem("yoursay", newer === "cookie" ? older : newest);
		expect(read().choice?.answers.a).toBe("refused:x");
	});

	it("the newest wins, also where it grants", () => {
		bake("yoursay", text(NOON, "a:refused:x"));
		localStorage.setItem("yoursay", text(NOON + 1, "a:granted:x"));
		expect(read().choice?.answers.a).toBe("granted:x");
	});

	it.each(["cookie", "localStorage"])("the stricter wins on a tie, here the %s", (place) => {
		const [mild, strict] = [text(NOON, "a:granted:x", "b:granted:x"), text(NOON, "a:granted:x", "b:refused:x")];
		bake("yoursay", place === "cookie" ? strict : mild);
		localStorage.setItem("yoursay", place === "cookie" ? mild : strict);
		expect(read().choice?.answers.b).toBe("refused:x");
	});

	it("an unsealed draft counts by its first line", () => {
		localStorage.setItem("yoursay", text(NOON, "a:granted:x"));
		localStorage.setItem("yoursay~1-2", `${text(NOON + 1, "a:withdrawn:x")}\n{"id":"1-2"}`);
		expect(read().choice?.answers.a).toBe("withdrawn:x");
	});

	it("the newest cookie of one name wins", () => {
		bake("yoursay", text(NOON, "a:granted:x"));
		document.cookie = `yoursay=${text(NOON + 1, "a:refused:x")};path=/;domain=${location.hostname}`;
		expect(read().choice?.answers.a).toBe("refused:x");
	});

	it("those that do not parse are called foreign, and the others count", () => {
		bake("yoursay", "something");
		localStorage.setItem("yoursay", text(NOON, "a:refused:x"));
		expect(read()).toMatchObject({ choice: { answers: { a: "refused:x" } }, foreign: ["something"] });
	});
});

describe("names that are only like it", () => {
	it("are left alone", () => {
		for (const name of ["yoursay2", "xyoursay", "yoursay_shop", "YOURSAY", "yoursay-aside"]) {
			bake(name, text(NOON, "a:granted:x"));
			localStorage.setItem(name, text(NOON, "a:granted:x"));
		}
		expect(read()).toEqual({ choice: undefined, foreign: [] });
	});

	it("hold another site's choice", () => {
		bake("yoursay_shop", text(NOON, "a:granted:x"));
		expect(read("yoursay_shop").choice?.answers.a).toBe("granted:x");
		expect(read("yoursay_sho").choice).toBeUndefined();
	});

	it("hold no draft of another site", () => {
		localStorage.setItem("yoursay~1", "");
		localStorage.setItem("yoursay_shop~2", "");
		expect(draftNames("yoursay")).toEqual(["yoursay~1"]);
		expect(draftNames("yoursay_shop")).toEqual(["yoursay_shop~2"]);
	});
});

describe("a browser that blocks storage", () => {
	it("has nothing to read, keeps nothing and says so without throwing", () => {
		bake("yoursay", text(NOON));
		localStorage.setItem("yoursay", text(NOON));
		block("cookie", "localStorage", "sessionStorage");
		expect(read()).toEqual({ choice: undefined, foreign: [] });
		expect(recall("yoursay")).toBeUndefined();
		expect(keep("yoursay", "x")).toBeUndefined();
		expect(keep("yoursay", null)).toBeUndefined();
		expect(draftNames("yoursay")).toEqual([]);
	});

	it("may block one and leave the other", () => {
		bake("yoursay", text(NOON, "a:refused:x"));
		block("localStorage");
		expect(read().choice?.answers.a).toBe("refused:x");
		unblock();
		localStorage.setItem("yoursay", text(NOON + 1, "a:granted:x"));
		block("cookie");
		expect(read().choice?.answers.a).toBe("granted:x");
	});
});
