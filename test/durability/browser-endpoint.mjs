// The record endpoint of this proof: keeps what it is sent, in memory, and fails as told. It shares no code with the
// product, so that neither can hide the other's mistake.
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { bodyOf } from "./browser-site.mjs";

export const failures = ["off", "off", "off", "503", "hang-up", "late-hang-up", "slow"];

export function createEndpoint() {
	/** Accepted records by id. */
	const kept = new Map();
	/** What no browser of ours should ever send. */
	const flaws = [];
	let mode = "off";

	async function answer(request, response) {
		const now = mode;
		const { secret, records } = JSON.parse(await bodyOf(request));
		if (now === "hang-up") return request.socket.destroy();
		if (now === "503") {
			response.writeHead(503, { "retry-after": "1" });
			return response.end();
		}
		if (now === "slow") await wait(1500);
		let duplicate = 0;
		for (const record of records) {
			const before = kept.get(record.id);
			if (before) duplicate++;
			if (before && before.hash !== record.hash) flaws.push(`${record.id} arrived with two hashes`);
			if (sha256(secret) !== record.subject) flaws.push(`${record.id} is not of its secret's subject`);
			if (!before) kept.set(record.id, record);
		}
		if (now === "late-hang-up") return request.socket.destroy();
		response.writeHead(200, { "content-type": "application/json" });
		response.end(
			JSON.stringify({ accepted: records.length - duplicate, duplicate, rejected: [], acknowledgements: [] }),
		);
	}

	return {
		answer,
		flaws,
		records: () => [...kept.values()],
		fail(next) {
			mode = next;
		},
	};
}

const sha256 = (text) => createHash("sha256").update(text).digest("base64url");

/** RFC 8785 for what records are made of: strings, whole numbers, booleans, null, objects. */
const canonical = (value) =>
	value && typeof value === "object"
		? `{${Object.keys(value)
				.sort()
				.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
				.join(",")}}`
		: JSON.stringify(value);

/** Whether a record carries the hash of its own content. */
export const isGenuine = ({ hash, ...rest }) => sha256(canonical(rest)) === hash;
