import { describe, expect, it } from "vitest";
import type { StoredRequest } from "../../../src/collector/request-store.ts";
import type { Store } from "../../../src/collector/store.ts";
import { canonical, digest } from "../../../src/core/canonical.ts";
import { sampleRequest } from "./request-sample.ts";
import { at } from "./sample.ts";

let count = 0;
/** A request as the collector hands it to a store. */
export async function storedRequest(changes: Partial<StoredRequest> = {}): Promise<StoredRequest> {
	const { body } = await sampleRequest({ message: "Größe & 株式会社 €\u{1f600}\\\"'$1\n" });
	const { secretHash, ...content } = body;
	return {
		id: body.id,
		reference: `REQ-${String((count += 1)).padStart(4, "0")}-${crypto.randomUUID().slice(0, 4).toUpperCase()}`,
		site: body.site,
		kind: body.kind,
		state: "received",
		region: body.region,
		law: "gdpr",
		secretHash,
		bodyHash: await digest(canonical(body)),
		receivedAt: at(0),
		dueAt: at(60),
		acknowledgeAt: null,
		extendableTo: at(120),
		closedAt: null,
		revision: 1,
		content,
		events: [{ state: "received", at: at(0) }],
		notes: [],
		confirmHash: null,
		isConfirmed: null,
		mails: [],
		...changes,
	};
}

export const closed = (request: StoredRequest, minute: number): StoredRequest => ({
	...request,
	state: "fulfilled",
	closedAt: at(minute),
	revision: request.revision + 1,
	events: [...request.events, { state: "fulfilled", at: at(minute), reason: "Erika has it" }],
	notes: [{ at: at(minute), text: "called Erika" }],
	mails: [],
});

/** What every store keeps to with requests. `fresh` gives one without any. */
export function requestContract(name: string, fresh: () => Promise<Store>): void {
	const all = (store: Store) => store.listRequests({ limit: 1000 });

	describe(`requests on ${name}`, () => {
		it("come back exactly as they were added", async () => {
			const store = await fresh();
			const one = await storedRequest();
			const other = await storedRequest({
				acknowledgeAt: at(30),
				region: null,
				extendableTo: null,
				confirmHash: await digest("token"),
				isConfirmed: false,
				mails: [{ key: "confirm", token: "t".repeat(43) }],
				dueAt: at(90),
			});
			for (const each of [one, other]) {
				expect(await store.addRequest(each)).toEqual(each);
				expect(await store.findRequest(each.reference)).toEqual(each);
			}
			expect(await all(store)).toEqual([one, other]);
			expect(await store.findRequest("REQ-XXXX-XXXX")).toBeUndefined();
		});

		it("are kept once under an id, the first of them, however many come at once", async () => {
			const store = await fresh();
			const request = await storedRequest();
			const others = await Promise.all(
				Array.from({ length: 20 }, async () => ({ ...(await storedRequest()), id: request.id })),
			);
			const standing = await Promise.all([request, ...others].map((each) => store.addRequest(each)));
			expect(new Set(standing.map((each) => JSON.stringify(each))).size).toBe(1);
			expect(await all(store)).toEqual([standing[0]]);
		});

		it("need another reference where theirs is taken", async () => {
			const store = await fresh();
			const first = await storedRequest();
			await store.addRequest(first);
			expect(await store.addRequest(await storedRequest({ reference: first.reference }))).toBeUndefined();
			expect(await all(store)).toEqual([first]);
		});

		it("are changed once from each revision, and never in what they were added with", async () => {
			const store = await fresh();
			const request = await storedRequest();
			await store.addRequest(request);
			const next = { ...request, revision: 2, state: "in-progress" as const, dueAt: at(70), isConfirmed: true };
			const tries = await Promise.all(Array.from({ length: 5 }, () => store.changeRequest(next)));
			expect(tries.filter(Boolean)).toHaveLength(1);
			expect(await store.changeRequest({ ...next, revision: 4 })).toBe(false);
			expect(await store.changeRequest({ ...next, revision: 3, site: "other", content: null })).toBe(true);
			expect(await store.findRequest(request.reference)).toEqual({ ...next, revision: 3 });
		});

		it("are listed by their due date, each once, over pages", async () => {
			const store = await fresh();
			const requests = await Promise.all([3, 1, 2, 1, 3, 1].map((minute) => storedRequest({ dueAt: at(minute) })));
			for (const each of requests) await store.addRequest(each);
			const seen: StoredRequest[] = [];
			for (let after: StoredRequest | undefined; ; after = seen.at(-1)) {
				const page = await store.listRequests({ after, limit: 2 });
				seen.push(...page);
				if (page.length < 2) break;
			}
			expect(seen.map(({ dueAt }) => dueAt)).toEqual([1, 1, 1, 2, 3, 3].map(at));
			expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
			await expect(store.listRequests({ limit: 1001 })).rejects.toThrow(RangeError);
		});

		it("owe e-mails to one taker at a time, until each is struck out", async () => {
			const store = await fresh();
			const request = await storedRequest({ mails: [{ key: "confirm", token: "t".repeat(43) }] });
			await store.addRequest(request);
			expect(await store.claimMails({ before: at(-1), limit: 9 })).toEqual([]);
			const claims = await Promise.all(Array.from({ length: 4 }, () => store.claimMails({ before: at(0), limit: 9 })));
			expect(claims.flat()).toEqual([request]);
			const event = { state: "denied" as const, at: at(1), reason: "r" };
			const told = { key: "2", event, dueAt: at(60) };
			await store.changeRequest({ ...request, revision: 2, events: [...request.events, event], mails: [told] });
			await store.strikeMail(request.id, "confirm", at(2));
			expect((await store.claimMails({ before: at(2), id: request.id, limit: 9 }))[0]?.mails).toEqual([told]);
			await store.strikeMail(request.id, "2", at(3));
			expect(await store.claimMails({ before: at(99999), limit: 9 })).toEqual([]);
		});

		it("are pseudonymised once they were closed long enough, whole, and no others", async () => {
			const store = await fresh();
			const [old, young, open] = [await storedRequest(), await storedRequest(), await storedRequest()];
			for (const each of [old, young, open]) await store.addRequest(each);
			await store.changeRequest(closed(old, 1));
			await store.changeRequest(closed(young, 2));
			expect(await store.pseudonymise(at(1))).toBe(0);
			expect(await store.pseudonymise(at(2))).toBe(1);
			expect(await store.pseudonymise(at(2))).toBe(0);
			expect(await store.findRequest(old.reference)).toEqual({
				...closed(old, 1),
				revision: 3,
				content: null,
				secretHash: null,
				notes: [],
				events: [
					{ state: "received", at: at(0) },
					{ state: "fulfilled", at: at(1) },
				],
			});
			expect(await store.findRequest(young.reference)).toEqual(closed(young, 2));
			expect(await store.findRequest(open.reference)).toEqual(open);
		});

		it("are counted, by a clock that is handed in", async () => {
			const store = await fresh();
			const [late, due, done, slow] = await Promise.all([
				storedRequest({ dueAt: at(10), kind: "erasure" }),
				storedRequest({ dueAt: at(20) }),
				storedRequest({ dueAt: at(9999) }),
				storedRequest({ dueAt: at(10), site: "other.example" }),
			]);
			for (const each of [late, due, done, slow]) await store.addRequest(each);
			await store.changeRequest(closed(done, 24 * 60));
			await store.changeRequest(closed(slow, 4 * 24 * 60));
			expect((await store.report({}, at(20))).requests).toEqual({
				requests: 4,
				kinds: [
					{ value: "access", requests: 3 },
					{ value: "erasure", requests: 1 },
				],
				states: [
					{ value: "fulfilled", requests: 2 },
					{ value: "received", requests: 2 },
				],
				late: 1,
				closedLate: 1,
				medianDays: 2.5,
			});
			expect((await store.report({ site: "other.example" })).requests).toMatchObject({ requests: 1, medianDays: 4 });
			expect((await store.report({ since: at(1) })).requests.requests).toBe(0);
		});
	});
}
