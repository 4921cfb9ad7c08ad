import { describe, expect, it, vi } from "vitest";
import { PrivacyError } from "../../../src/core/errors.ts";
import { nearestKey, tell } from "../../../src/core/messages.ts";
import type { ErrorCode } from "../../../types/error.ts";
import type { Load } from "../../../types/parts.ts";
import { table } from "../config/samples.ts";

/** Every code, by the compiler's word: a missing or a surplus one does not compile. */
const codes = Object.keys({
	"config-invalid": 0,
	"config-unknown-key": 0,
	"config-unreachable": 0,
	"global-taken": 0,
	"purpose-unknown": 0,
	"signal-stands": 0,
	"view-unknown": 0,
	"policy-unreachable": 0,
	"policy-invalid": 0,
	"held-nonce": 0,
	"held-address": 0,
	"held-runs-anyway": 0,
	"held-failed": 0,
	"chunk-failed": 0,
	"desk-failed": 0,
	"storage-blocked": 0,
	"storage-foreign": 0,
	"storage-domain": 0,
	"record-unsealed": 0,
	"records-refused": 0,
	"records-undelivered": 0,
	"outbox-full": 0,
	"requests-refused": 0,
	"requests-undelivered": 0,
	"not-erased": 0,
	"accent-unreadable": 0,
	"accent-faint": 0,
	"choice-unequal": 0,
	"integration-failed": 0,
	"listener-threw": 0,
	"consent-foreign": 0,
	"provider-missing": 0,
	"not-in-browser": 0,
} satisfies Record<ErrorCode, 0>) as ErrorCode[];

const load = (async () => ({
	explain: () => "regime: one of three",
	explainPolicy: () => ["rights[0].kind: one of many", "title: a text"],
})) as unknown as Load;

/** The error the owner's handler got, and whether the console had it as a warning. */
async function explain(code: ErrorCode, where: string, cause?: unknown) {
	const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
	const error = vi.spyOn(console, "error").mockImplementation(() => {});
	const onError = vi.fn<(given: PrivacyError) => void>();
	await tell(code, where, cause, onError as never, load);
	const calls = { warn: warn.mock.calls, error: error.mock.calls };
	vi.restoreAllMocks();
	const [given] = onError.mock.calls[0]!;
	// A refused configuration is explained, not printed.
	const printed = cause === undefined || /-invalid$/.test(code) ? [] : [cause];
	expect([...calls.warn, ...calls.error]).toEqual([[given.message, ...printed]]);
	return Object.assign(given, { warning: calls.warn.length === 1 });
}

describe("a message", async () => {
	it.each(codes)("of %s is a sentence with code and place, and nothing left to fill in", async (code) => {
		const error = await explain(code, "the-place");
		expect(error).toBeInstanceOf(PrivacyError);
		expect(error).toMatchObject({ name: "PrivacyError", code, where: expect.stringMatching(/^the-place/) });
		expect(error.message.startsWith(`[yoursay ${code}] `)).toBe(true);
		expect(error.message.length).toBeGreaterThan(code.length + 30);
		expect(error.message).not.toMatch(/\{\w+\}|undefined|\s$/);
	});

	it("of a place where something is wrong names the place", async () => {
		for (const code of codes.filter((each) =>
			/^(held|config-unknown|config-unre|policy-unre|chunk|purpose|view|storage-foreign|storage-domain|records|record|requests|not-erased)/.test(
				each,
			),
		))
			expect((await explain(code, "the-place")).message).toContain("the-place");
	});

	it("carries its cause", async () => {
		const cause = new Error("mine");
		expect((await explain("listener-threw", "", cause)).cause).toBe(cause);
		expect("cause" in (await explain("listener-threw", ""))).toBe(false);
	});

	it("is a warning where nothing that was asked for is lost", async () => {
		expect((await explain("config-unknown-key", "x")).warning).toBe(true);
		expect((await explain("config-invalid", "x")).warning).toBe(false);
		expect((await explain("chunk-failed", "x")).warning).toBe(false);
	});

	it("of a refused configuration says what the full schema finds", async () => {
		const { message, where } = await explain("config-invalid", "", { regime: "none" });
		expect(where).toBe("regime: one of three");
		expect(message).toContain(where);
	});

	it("of a refused policy document says where it is and what the full schema finds, a line each", async () => {
		const { message, where } = await explain("policy-invalid", "/privacy.json", { version: 1 });
		expect(where).toBe("/privacy.json\nrights[0].kind: one of many\ntitle: a text");
		expect(message).toContain(where);
		expect((await explain("policy-invalid", "", {})).where).not.toMatch(/^\n/);
	});

	it("reaches the console also where the owner's handler throws", async () => {
		const error = vi.spyOn(console, "error").mockImplementation(() => {});
		const broken = () => {
			throw new Error("mine");
		};
		await expect(tell("global-taken", "", undefined, broken, load)).resolves.toBeUndefined();
		expect(error.mock.calls.length).toBeGreaterThan(0);
		vi.restoreAllMocks();
	});

	it("repeats a place to the letter", async () => {
		for (const where of ["a$&b", "$'", "$$", "{hint}"])
			expect((await explain("config-invalid", where)).message).toContain(where);
	});

	it("of an unknown key names the nearest known one", async () => {
		expect((await explain("config-unknown-key", "site.nmae")).message).toContain("Did you mean name?");
		expect((await explain("config-unknown-key", "xyzzyplugh")).message).toContain("Remove it.");
	});
});

describe("the nearest key", async () => {
	it.each([
		["purpose", "purposes"],
		["purposes[0].vendor", "vendors"],
		["purposes[0].vendors[1].cokies", "cookies"],
		["languages.defualt", "default"],
		["Endpoint", "endpoint"],
		["onwithdraw", "onWithdraw"],
		["purposes[0].legalbasis", "legalBasis"],
		["minimumage", "minimumAge"],
	])("to %s is %s", (path, key) => expect(nearestKey(path)).toBe(key));

	it.each(["xyzzyplugh", "analyticsId", "somethingWhollyDifferent"])("to %s is none", (path) =>
		expect(nearestKey(path)).toBeUndefined(),
	);

	it("to a key in other capitals is that key, for every key of the configuration", async () => {
		for (const [path] of table) {
			if (/\[\]$|^policy\.|^rules\.DE$|\.tcf\.\w+\.|_Storage$/.test(path)) continue;
			const last = path.split(".").pop()!;
			expect(nearestKey(last.toUpperCase()), path).toBe(last);
		}
	});
});
