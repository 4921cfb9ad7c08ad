import type { Acknowledgement, Batch, BatchReply } from "../../types/record.ts";
import type { Report } from "../../types/stage.ts";
import { type AttemptOptions, addressOf, call, createPauses, type Failure, failureOf } from "./attempts.ts";
import type { Waiting } from "./seal.ts";
import type { Entry, Store } from "./store.ts";

/** Bounds of one batch: the collector's 50 records, and room for the envelope under the 64 KiB of `keepalive`. */
const batchSize = 50;
const batchBytes = 58 * 1024;
/** Above this many waiting records the owner is told. */
const manyWaiting = 500;

export interface DeliveryOptions extends AttemptOptions {
	store: Store;
	/** Base address of the collector. */
	endpoint: string;
	report: Report;
	/** Runs work while no other tab runs its own. */
	locked<T>(work: () => Promise<T>): Promise<T>;
	/** Remembers across pages that something waits, and until when (ms since 1970; 0 for at once); undefined: all is sent. */
	remember(notBefore: number | undefined): void;
	/** Called after each answer of the collector, whatever it says. */
	answered?(): void;
}

const bytesOf = ({ record }: Waiting) => new TextEncoder().encode(JSON.stringify(record)).length;

/** Whether an acknowledgement's own parts have the form that a receipt can hold. */
const isSignature = ({ receivedAt, kid, signature }: Acknowledgement) =>
	/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\w-]{43} [\w-]{86}$/.test(`${receivedAt} ${kid} ${signature}`);

type Outcome = "done" | "smaller" | Failure;

/** Sends what waits, oldest first, until it is accepted. Never drops, never rejects. */
export function createDelivery(options: DeliveryOptions) {
	const { store, endpoint, report, locked, remember } = options;
	const { now = Date.now } = options;
	const wait = options.wait ?? ((work, ms) => setTimeout(work, ms));
	const send = options.fetch ?? ((...request) => fetch(...request));
	const pauses = createPauses(options.random);
	let limit = batchSize;
	let isDisposed = false;

	async function nextBatch(): Promise<Waiting[]> {
		const [first, ...rest] = await store.list<Waiting>("outbox:", limit);
		if (!first) return [];
		const batch = [first];
		let bytes = bytesOf(first);
		for (const each of rest) {
			bytes += bytesOf(each);
			if (each.secret !== first.secret || bytes > batchBytes) break;
			batch.push(each);
		}
		return batch;
	}

	const settle = async (batch: Waiting[], refused: BatchReply["rejected"], signed: Acknowledgement[] = []) => {
		const reasons = new Map(refused.map((each) => [each.id, each]));
		await store.write(
			batch.flatMap(({ record, secret }) => {
				const { id, hash } = record;
				const reason = reasons.get(id);
				const found = signed.find((each) => each?.id === id && each.hash === hash && isSignature(each));
				const entries: Entry[] = [[`outbox:${id}`, undefined]];
				if (reason) entries.push([`refused:${id}`, { record, secret, reason }]);
				if (found) {
					const { receivedAt, kid, signature } = found; // and nothing else that may come with them
					entries.push([`signed:${id}`, { id, hash, receivedAt, kid, signature }]);
				}
				return entries;
			}),
		);
		for (const { id, code } of refused) report("records-refused", `${id}: ${code}`);
	};

	async function post(batch: Waiting[]): Promise<Outcome> {
		const body: Batch = { secret: batch[0]!.secret, records: batch.map(({ record }) => record) };
		const called = await call(send, addressOf(endpoint, "records"), {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
			keepalive: true,
		});
		if ("failure" in called) return called.failure;
		const { response } = called;
		options.answered?.();
		const { status } = response;
		if ([400, 413, 422].includes(status)) {
			if (batch.length > 1) return "smaller";
			await settle(batch, [{ id: batch[0]!.record.id, code: String(status), message: "" }]);
			return "done";
		}
		if (!response.ok) return failureOf(response, now());
		const reply = (await response.json().catch(() => null)) as Partial<BatchReply> | null;
		const refused = reply?.rejected;
		const sent = new Set(batch.map(({ record }) => record.id));
		const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
		const isWhole =
			isCount(reply?.accepted) &&
			isCount(reply?.duplicate) &&
			Array.isArray(refused) &&
			refused.every((each) => sent.delete(each?.id)) &&
			reply!.accepted! + reply!.duplicate! === sent.size;
		if (!isWhole) return { reason: "an answer that does not account for every record" };
		// A collector that signs nothing has accepted them all the same.
		await settle(batch, refused, Array.isArray(reply!.acknowledgements) ? reply!.acknowledgements : []);
		return "done";
	}

	async function drain(): Promise<void> {
		if ((await store.list("outbox:", manyWaiting + 1)).length > manyWaiting) report("outbox-full");
		while (!isDisposed) {
			let batch = await nextBatch();
			if (!batch.length) {
				remember(undefined);
				batch = await nextBatch(); // another tab may have queued meanwhile, and said so too early
				if (!batch.length) return;
			}
			remember(0);
			const outcome = await post(batch);
			if (outcome === "smaller") limit = 1;
			else if (outcome === "done") pauses.end();
			else {
				const { waitMs, isTold } = pauses.next(outcome);
				remember(now() + waitMs);
				if (isTold) report("records-undelivered", `${endpoint}, ${outcome.reason}`);
				wait(flush, waitMs);
				return;
			}
		}
	}

	const flush = (): Promise<void> =>
		isDisposed ? Promise.resolve() : locked(drain).catch((cause) => report("records-undelivered", endpoint, cause));

	return {
		/** Sends now, whatever the pause. */
		flush,
		/** Sends once the remembered pause is over. */
		resume: (notBefore: number) => (notBefore > now() ? void wait(flush, notBefore - now()) : void flush()),
		dispose() {
			isDisposed = true;
		},
	};
}
