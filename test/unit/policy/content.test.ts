import { describe, expect, it } from "vitest";
import { contentAt } from "../../../src/policy/content.ts";
import type { Policy } from "../../../types/policy.ts";

const at = (text: string) => Date.parse(text);
const of = (more: Partial<Policy>): Policy => ({ version: 1, title: "document", ...more });
const version = (effectiveDate: string) => ({ effectiveDate, content: { title: effectiveDate } });

describe("what holds", () => {
	it("is the document until an announced version's day begins, at 00:00 UTC", () => {
		const policy = of({ effectiveDate: "2026-01-01", versions: [version("2026-12-21")] });
		expect(contentAt(policy, at("2026-12-20T23:59:59.999Z")).title).toBe("document");
		expect(contentAt(policy, at("2026-12-21T00:00:00.000Z")).title).toBe("2026-12-21");
	});

	it.each<[string, Partial<Policy>, string]>([
		[
			"the newest whose day has come, in whatever order they stand",
			{
				effectiveDate: "2025-01-01",
				versions: [version("2026-03-01"), version("2027-01-01"), version("2026-05-01"), version("2026-02-01")],
			},
			"2026-05-01",
		],
		[
			"the document where its history is older",
			{ effectiveDate: "2026-01-01", versions: [version("2025-01-01"), version("2024-01-01")] },
			"document",
		],
		[
			"the document where it has taken over a version of the same day",
			{ effectiveDate: "2026-05-01", versions: [version("2026-05-01")] },
			"document",
		],
		[
			"the document where it was updated after a version's day",
			{ effectiveDate: "2026-01-01", lastUpdated: "2026-05-02", versions: [version("2026-05-01")] },
			"document",
		],
		[
			"a version whose day is after the document's last update",
			{ lastUpdated: "2026-04-30", versions: [version("2026-05-01")] },
			"2026-05-01",
		],
		["a version over a document without any date", { versions: [version("2026-05-01")] }, "2026-05-01"],
		[
			"the document where a version says nothing to hold",
			{ effectiveDate: "2026-01-01", versions: [{ effectiveDate: "2026-05-01", summary: "New" }] },
			"document",
		],
		[
			"an earlier version until the document's own day",
			{ effectiveDate: "2026-12-01", versions: [version("2025-01-01"), version("2026-12-24")] },
			"2025-01-01",
		],
		["the document before its day where nothing earlier is known", { effectiveDate: "2026-12-01" }, "document"],
	])("is %s", (_, policy, title) => {
		expect(contentAt(of(policy), at("2026-06-01T12:00:00Z")).title).toBe(title);
	});
});
