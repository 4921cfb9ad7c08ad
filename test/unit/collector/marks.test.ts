import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSqlStore } from "../../../src/collector/sql-store.ts";
import type { ConsentRecord } from "../../../types/record.ts";
import { at, newSecret, sampleRecord } from "./sample.ts";

let database: PGlite;
beforeAll(async () => {
	database = await PGlite.create();
}, 60_000);
afterAll(() => database?.close());

/** Database pages that one page of 50 takes to read, half-way through what one browser sent. */
async function costOf(many: number, previousOf: (made: ConsentRecord[]) => string | null): Promise<number> {
	await database.exec("drop schema public cascade; create schema public");
	let statement: [sql: string, params: unknown[]] | undefined;
	const store = await createSqlStore((sql, params) => {
		statement = [sql, params];
		return database.query(sql, params);
	}, 1);
	const secret = newSecret();
	const made: ConsentRecord[] = [];
	while (made.length < many) {
		made.push(await sampleRecord(secret, { sequence: made.length, previous: previousOf(made) }));
	}
	for (let start = 0; start < many; start += 50) await store.insert(made.slice(start, start + 50), at(start));
	const after = { receivedAt: at(many / 2), record: made[many / 2]! };
	// Without the subject, so that the page itself comes from the index of times.
	expect(await store.read({ after, until: at(many / 2 + 51), limit: 50 })).toHaveLength(50);
	const [sql, params] = statement!;
	const { rows } = await database.query<{ "QUERY PLAN": [{ Plan: Record<string, number> }] }>(
		`explain (analyze, buffers, format json) ${sql}`,
		params,
	);
	const { Plan } = rows[0]!["QUERY PLAN"][0];
	return Plan["Shared Hit Blocks"]! + Plan["Shared Read Blocks"]!;
}

it.each<[string, (made: ConsentRecord[]) => string | null]>([
	["a chain", (made) => made.at(-1)?.hash ?? null],
	["beginnings", () => null],
	["forks", (made) => made[0]?.hash ?? null],
	["gaps", () => "A".repeat(43)],
])(
	"a page costs no more where one browser sent a long history of %s",
	async (_, previousOf) => {
		const short = await costOf(400, previousOf);
		const long = await costOf(2400, previousOf);
		expect(long).toBeLessThan(short * 2);
	},
	60_000,
);
