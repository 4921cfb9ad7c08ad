import { PGlite } from "@electric-sql/pglite";
import { expect } from "vitest";
import { type CollectorError, type CollectorOptions, createCollector } from "../../../src/collector/collector.ts";
import { createSqlStore } from "../../../src/collector/sql-store.ts";
import type { Store } from "../../../src/collector/store.ts";
import type {
	InboxRequest,
	RequestChange,
	RequestReceipt,
	RequestStatus,
	RightsRequest,
} from "../../../types/request.ts";
import { sampleRequest } from "./request-sample.ts";
import { NOON } from "./sample.ts";

export const BASE = "https://collect.example/yoursay";
export const SHOP = "https://shop.example";
export const ownerToken = "owner-token-of-the-example";
export const DAY = 24 * 60;

/** A collector on a database in memory, and the hands of a person and of its owner. */
export async function openDesk() {
	const database = await PGlite.create();
	const store = await createSqlStore((sql, params) => database.query(sql, params), 1);
	const desk = {
		database,
		store: store as Store,
		/** Since noon of 2026-11-21. */
		minutes: 0,
		errors: [] as CollectorError[],
		collect: undefined as unknown as (request: Request) => Promise<Response>,

		async clear(changes: Partial<CollectorOptions> = {}) {
			desk.minutes = 0;
			desk.errors = [];
			await database.exec("delete from yoursay_requests");
			desk.open(changes);
		},
		open(changes: Partial<CollectorOptions> = {}) {
			desk.collect = createCollector({
				store,
				origins: [SHOP],
				ownerToken,
				now: () => NOON + desk.minutes * 60_000,
				onError: (error) => desk.errors.push(error),
				...changes,
			});
		},
		call: (path: string, init: RequestInit = {}) => desk.collect(new Request(`${BASE}${path}`, init)),
		post: (body: unknown, headers: Record<string, string> = {}) =>
			desk.call("/requests", {
				method: "POST",
				headers: { "content-type": "application/json", ...headers },
				body: typeof body === "string" ? body : JSON.stringify(body),
			}),
		async send(changes: Partial<RightsRequest> = {}) {
			const { body, secret } = await sampleRequest(changes);
			const response = await desk.post(body);
			expect(response.status).toBe(201);
			const receipt = (await response.json()) as RequestReceipt;
			return { body, secret, receipt, reference: receipt.reference };
		},
		own: (reference: string, secret: string, method = "GET") =>
			desk.call(`/requests/${reference}`, { method, headers: { authorization: `Bearer ${secret}` } }),
		async status(reference: string, secret: string): Promise<RequestStatus> {
			const response = await desk.own(reference, secret);
			expect(response.status).toBe(200);
			return (await response.json()) as RequestStatus;
		},
		asOwner: (path: string, init: RequestInit = {}) =>
			desk.call(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${ownerToken}` } }),
		async list(query = "") {
			const response = await desk.asOwner(`/requests${query}`);
			expect(response.status).toBe(200);
			return (await response.json()) as { requests: InboxRequest[]; next: string | null };
		},
		patch: (reference: string, change: Partial<RequestChange>) =>
			desk.asOwner(`/requests/${reference}`, {
				method: "PATCH",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(change),
			}),
		/** Makes a change on whatever the request is now. */
		async move(reference: string, change: Omit<RequestChange, "revision">): Promise<InboxRequest> {
			const kept = await store.findRequest(reference);
			const response = await desk.patch(reference, { revision: kept!.revision, ...change });
			expect(response.status, JSON.stringify(await response.clone().json())).toBe(200);
			return (await response.json()) as InboxRequest;
		},
		close: () => database.close(),
	};
	desk.open();
	return desk;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The paths that a problem names. */
export async function pathsOf(response: Response): Promise<string[]> {
	const { errors = [] } = (await response.json()) as { errors?: { path: string }[] };
	return errors.map(({ path }) => path);
}
