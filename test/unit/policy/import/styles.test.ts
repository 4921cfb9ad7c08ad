import { describe, expect, it } from "vitest";
import { importPolicy } from "../../../../src/policy/import/import.ts";
import { explainPolicy } from "../../../../src/policy/schema.ts";
import type { FromSection } from "../../../../types/policy.ts";
import { bare, excerptsOf, inventedIn, isPartition } from "./excerpts.ts";
import { type Sample, samples } from "./generator.ts";

const all = [...samples(200, 20261121)];

/** Whether a text is in a policy, whatever the quotes and the dot at its end. */
const same = (one: string | undefined, other: string) => bare(one ?? "") === bare(other);

describe.each(all.map((sample) => [sample.style, sample] as const))("%s", (_, { facts, kind, source }: Sample) => {
	const { policy, report } = importPolicy(source, kind);

	it("recovers what it was made from", () => {
		expect(policy.title).toBe("Privacy Policy");
		expect(policy.lastUpdated).toBe(facts.lastUpdated);
		expect(policy.controller?.name).toBe(facts.name);
		expect(policy.collected?.map(({ category }) => category)).toEqual(facts.collected.map(({ category }) => category));
		for (const [at, { text }] of facts.collected.entries())
			expect(bare(policy.collected![at]!.items!.join(" "))).toBe(
				bare(policy.collected![at]!.items!.length > 2 ? text.replace(/, and /, ", ") : text),
			);
		expect(policy.uses?.map(({ purpose }) => bare(purpose).toLowerCase())).toEqual(
			facts.uses.map((use) => bare(use).toLowerCase()),
		);
		expect(policy.recipients?.map(({ name, purpose, location }) => ({ name, purpose, location }))).toEqual(
			facts.recipients,
		);
		expect(
			policy.retention?.map(({ category, period }) => ({
				category,
				period: period.text,
				amount: period.amount,
				unit: period.unit,
			})),
		).toEqual(facts.retention);
		for (const [at, { period }] of facts.retention.entries())
			expect(policy.retention![at]!.period.rolling ?? false).toBe(/rolling/.test(period));
		expect(policy.rights?.map((right) => right.kind)).toEqual(facts.rights.map((right) => right.kind));
		for (const [at, { title, text }] of facts.rights.entries()) {
			expect(policy.rights![at]!.title).toBe(title);
			expect(same(policy.rights![at]!.text, text)).toBe(true);
		}
		const emails = policy.controller?.contacts?.map((contact) => [contact.kind, contact.email]);
		expect(emails?.sort()).toEqual([
			["privacy", facts.email],
			["security", facts.securityEmail],
		]);
		expect(policy.responseDays).toBe(facts.responseDays);
		expect(policy.changes?.noticeDays).toBe(facts.noticeDays);
		expect(policy.children?.minimumAge).toBe(facts.minimumAge);
		expect(policy.security?.map(({ text }) => text)).toEqual(facts.measures);
		expect(policy.statements?.map((statement) => statement.kind) ?? []).toEqual(facts.sells ? [] : ["no-sale"]);
		expect(bare(JSON.stringify(policy.sections))).toContain(bare(JSON.stringify(facts.other)));
	});

	it("gives each fact the section that it stands in", () => {
		const facts: FromSection[] = [
			policy.collected,
			policy.recipients,
			policy.retention,
			policy.rights,
		].flatMap<FromSection>((list) => list ?? []);
		for (const fact of facts) {
			expect(fact.section?.title).toBeTruthy();
			const { number = "", title = "" } = fact.section!;
			expect(bare(source)).toContain(bare(`${number} ${title}`));
		}
	});

	it("is parted without gap or overlap, and no line with words is lost", () => {
		expect(isPartition(report)).toBe(true);
		expect(report.lines).toBe(source.split(/\r?\n/).length);
		const lines = source.split(/\r?\n/);
		const lost = report.entries
			.filter(({ what }) => what === "markup" || what === "blank")
			.flatMap(({ from, to }) => lines.slice(from - 1, to))
			.filter((line) => !/^<(?:!doctype|html)/.test(line) && bare(line));
		expect(lost).toEqual([]);
	});

	it("has no word that the source has not, and loses none but labels and dates", () => {
		expect(inventedIn(policy, source)).toEqual([]);
		const kept = new Set(excerptsOf(policy).flatMap((text) => bare(text).split(" ")));
		const others = [policy.lastUpdated ?? "", ...Array.from({ length: 12 }, (_, at) => String(at)), "and", "to"];
		for (const each of others) kept.add(each);
		const words = bare(source)
			.split(" ")
			.filter((word) => word.length > 4 && !kept.has(word));
		const allowed =
			/^(?:doctype|Section|updated|margin|\d+|\d{4}|January|February|March|April|August|September|October|November|December|Category|Retention|Purpose|Location|Country|Region|Service|Provider|Company|Recipient|[Pp]eriod|processor)$/;
		expect(words.filter((word) => !allowed.test(word))).toEqual([]);
	});

	it("is taken by the schema, and leaves nothing to look at", () => {
		expect(explainPolicy(policy)).toEqual([]);
		expect(report.placeholders).toEqual([]);
		expect(report.unplaced).toEqual([]);
	});
});
