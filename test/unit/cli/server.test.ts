import { Pool } from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { BatchReply } from "../../../types/record.ts";
import { type Server, startPostgres } from "../collector/postgres-server.ts";
import { newSecret, sampleRecord } from "../collector/sample.ts";
import { buildCommand } from "./command.ts";

const origin = "https://shop.example";
// The server may be somebody's, with tables of the same name.
const schema = `yoursay_command_${process.pid}`;

vi.setConfig({ testTimeout: 60_000 });

let command: Awaited<ReturnType<typeof buildCommand>>;
let server: Server;
let admin: Pool;
let env: Record<string, string>;
beforeAll(async () => {
	[command, server] = await Promise.all([buildCommand(), startPostgres()]);
	admin = new Pool({ connectionString: server.connectionString, max: 1 });
	await admin.query(`create schema ${schema}`);
	const url = new URL(server.connectionString);
	url.searchParams.set("options", `-c search_path=${schema}`);
	env = { DATABASE_URL: url.href };
}, 60_000);
afterAll(async () => {
	await command?.remove();
	await admin?.query(`drop schema ${schema} cascade`);
	await admin?.end();
	await server?.stop();
});

it("on a PostgreSQL server two collectors serve side by side, and a subject is erased meanwhile", async () => {
	const [one, other] = await Promise.all([
		command.serve(["--origins", origin], env),
		command.serve(["--origins", origin], env),
	]);
	const secret = newSecret();
	const record = await sampleRecord(secret);
	const post = async (url: string) => {
		const response = await fetch(`${url}/records`, {
			method: "POST",
			headers: { "content-type": "application/json", origin },
			body: JSON.stringify({ secret, records: [record] }),
		});
		return (await response.json()) as BatchReply;
	};
	expect([(await post(one.url)).accepted, (await post(other.url)).duplicate]).toEqual([1, 1]);
	const erased = await command.run(["collector", "erase", record.subject], { env });
	expect([erased.code, JSON.parse(erased.stdout)]).toEqual([0, { records: 1 }]);
	expect((await post(other.url)).accepted).toBe(1);
	expect([(await one.stop()).code, (await other.stop()).code]).toEqual([0, 0]);
	expect(one.log() + other.log()).not.toContain(server.connectionString);
});
