/** Sends a person's requests, each once, even after a crash, and forgets then what the person wrote. */
import type { Settings } from "../../types/config.ts";
import type { KeptRequest, RightsRequest } from "../../types/request.ts";
import type { Report } from "../../types/stage.ts";
import type { Requests, Sent } from "../../types/store.ts";
import { digest } from "../core/canonical.ts";
import { type AttemptOptions, addressOf, call, createPauses, type Failure, failureOf } from "../records/attempts.ts";
import { locked } from "../records/locked.ts";
import { makeSecret } from "../records/secret.ts";
import type { Store } from "../records/store.ts";
import { problemOf, receiptOf, statusOf } from "./answers.ts";
import { createShelf, type Waiting } from "./shelf.ts";

/** So long a person is left without a word of what became of it. */
const patienceMs = 20_000;
/** `keepalive` shares 64 KiB among all that is under way; more is sent without. */
const shortBytes = 16 * 1024;
const final = [400, 409, 413, 415, 422];

export function openRequests(settings: Settings, report: Report, options: AttemptOptions = {}): Requests {
	const { key, endpoint = "" } = settings;
	const { now = Date.now } = options;
	const send = options.fetch ?? ((...request) => fetch(...request));
	const wait = options.wait ?? ((work, ms) => setTimeout(work, ms));
	const pauses = createPauses(options.random);
	const shelf = createShelf(key, now);
	const alone = <T>(work: () => Promise<T>) => locked(`${key}-requests`, work);
	/** Collectors' words for what they refused, by id; in memory only, for they may repeat what the person wrote. */
	const problems = new Map<string, string>();
	const sending = new Map<string, Promise<Sent>>();
	/** Only the newest pause is waited out. */
	let turn = 0;
	let isDisposed = false;

	/** One attempt; nothing where that settled it. */
	async function deliver(store: Store, kept: Waiting): Promise<Failure | undefined> {
		const waiting = await shelf.complete(store, kept);
		if (!waiting) return { reason: "a record that is not sealed" };
		const body = JSON.stringify(waiting.request);
		const called = await call(send, addressOf(endpoint, "requests"), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body,
			redirect: "error", // it is for nobody but this endpoint
			keepalive: new TextEncoder().encode(body).length < shortBytes,
		});
		if ("failure" in called) return called.failure;
		const { response } = called;
		const problem = `status ${response.status}`;
		if (final.includes(response.status)) {
			problems.set(waiting.request.id, await problemOf(response));
			await shelf.settle(store, waiting, "refused", { problem });
			return void report("requests-refused", `${endpoint}, ${problem}`);
		}
		if (!response.ok) return failureOf(response, now());
		const receipt = await receiptOf(response, endpoint);
		if (!receipt) return { reason: "an answer that is no receipt" };
		await shelf.settle(store, waiting, "sent", { ...receipt, secret: waiting.secret });
	}

	function pauseFor(failure: Failure) {
		const { waitMs, isTold } = pauses.next(failure);
		shelf.remember(now() + waitMs);
		if (isTold) report("requests-undelivered", `${endpoint}, ${failure.reason}`);
		flushIn(waitMs);
	}

	function flushIn(ms: number) {
		const mine = ++turn;
		wait(() => void (mine === turn && flush()), ms);
	}

	async function drain(): Promise<void> {
		await shelf.tidy();
		while (!isDisposed) {
			let waiting = await shelf.waiting();
			if (!waiting.length) {
				shelf.rest();
				waiting = await shelf.waiting(); // another tab may have kept one meanwhile, and said so too early
				if (!waiting.length) return;
			}
			shelf.remember(0);
			if (!endpoint) return;
			let failure: Failure | undefined;
			for (const each of waiting) {
				failure = (await deliver(...each)) ?? failure;
				// A collector's own error may be about this one alone.
				if (failure && !failure.reason.startsWith("status 5")) break;
			}
			if (failure) return pauseFor(failure);
			pauses.end();
		}
	}

	const flush = (): Promise<void> =>
		isDisposed
			? Promise.resolve()
			: alone(drain).catch((cause) => report("requests-undelivered", `${endpoint}, ${cause?.name}`));

	const find = async (id: string) => (await shelf.list()).find((each) => each.id === id);

	async function keep(request: Omit<RightsRequest, "secretHash">, addsId = false): Promise<KeptRequest> {
		if (!endpoint) throw new Error("There is no endpoint to send a request to.");
		const known = await find(request.id);
		if (known) return known;
		const secret = makeSecret();
		const secretHash = await digest(secret);
		return shelf.hold({ request: { ...request, secretHash }, secret, addsId, queuedAt: now() });
	}

	async function deliverKept({ id }: KeptRequest): Promise<Sent> {
		const attempt = async () => {
			for (const each of await shelf.waiting()) if (each[1].request.id === id) return deliver(...each);
		};
		const attempted = alone(attempt)
			.catch((cause): Failure => ({ reason: cause?.name }))
			.then((failure) => {
				if (failure) pauseFor(failure);
				else flush(); // the others
				return failure;
			});
		const outOfPatience = new Promise<undefined>((resolve) => wait(() => resolve(undefined), patienceMs));
		const failure = await Promise.race([attempted, outOfPatience]);
		const kept = (await find(id))!;
		if (kept.delivery === "sent") return { kept };
		const isTooOften = failure?.reason === "status 429";
		if (kept.delivery !== "refused")
			return { kept, waits: true, retryAfterMs: isTooOften ? failure.retryAfterMs : undefined };
		await shelf.forget(kept); // whoever sent it still has it
		return { problem: problems.get(id) ?? kept.problem! };
	}

	/** Two calls for one request are one. */
	function once(id: string, work: () => Promise<Sent>): Promise<Sent> {
		const sent = sending.get(id) ?? work().finally(() => sending.delete(id));
		sending.set(id, sent);
		return sent;
	}

	/** A call about a request that the collector has. */
	async function ask(kept: KeptRequest, method: "GET" | "DELETE"): ReturnType<Requests["status"]> {
		const { reference, secret } = kept;
		if (!reference || !endpoint) return;
		const called = await call(send, addressOf(endpoint, `requests/${encodeURIComponent(reference)}`), {
			method,
			headers: { accept: "application/json", authorization: `Bearer ${secret}` },
			redirect: "error",
			cache: "no-store",
		});
		if ("failure" in called) throw new Error(called.failure.reason);
		const { response } = called;
		if (response.status === 404) return;
		// It is closed already.
		if (response.status === 409 && method === "DELETE") return ask(kept, "GET");
		const status = response.ok && (await statusOf(response, kept, endpoint));
		if (!status) throw new Error(`status ${response.status}`);
		return status;
	}

	/** One whose answer was lost may have arrived; so it is sent once more, and where that fails, only deleted. */
	async function takeBack(id: string) {
		for (const each of await shelf.waiting()) if (each[1].request.id === id && endpoint) await deliver(...each);
		if ((await find(id))?.delivery !== "sent") await shelf.takeOff(id);
	}

	addEventListener("online", flush);
	return {
		expect() {
			if (!shelf.notBefore()) shelf.remember(0);
		},
		keep,
		deliver: (kept) => once(kept.id, () => deliverKept(kept)),
		send: (request, addsId) => once(request.id, async () => deliverKept(await keep(request, addsId))),
		list: shelf.list,
		status: (kept) => ask(kept, "GET"),
		async withdraw(given) {
			await alone(() => takeBack(given.id));
			const kept = await find(given.id);
			if (!kept) flush(); // nothing may be left that is looked for
			return ask(kept ?? given, "DELETE");
		},
		forget: shelf.forget,
		async resume() {
			const waitMs = shelf.notBefore() - now();
			if (waitMs > 0) flushIn(waitMs);
			else await flush();
		},
		dispose() {
			isDisposed = true;
			removeEventListener("online", flush);
		},
	};
}
