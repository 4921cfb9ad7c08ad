import type { Received } from "./sql-store.ts";
import type { Outcome } from "./store.ts";

/** Batches that are committed together at most. */
const MOST_TOGETHER = 64;
/** Batches that wait at most: where a disk or a database hangs, memory must not fill. Senders come back. */
const MOST_WAITING = 512;

interface Waiting {
	batch: Received;
	resolve(outcomes: Outcome[]): void;
	reject(error: unknown): void;
}

/**
 * Lets work on a folder happen one piece at a time: its journal may be emptied only when every batch in it has reached
 * the database. Batches that wait for their turn are committed together; where that fails, each by itself, so that
 * one bad batch spoils no other.
 */
export function createTurns(commit: (batches: readonly Received[]) => Promise<Outcome[][]>) {
	let turn: Promise<unknown> = Promise.resolve();
	const waiting: Waiting[] = [];

	const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
		const result = turn.then(work);
		turn = result.catch(() => {});
		return result;
	};
	const alone = async ({ batch, resolve, reject }: Waiting) => {
		try {
			resolve((await commit([batch]))[0]!);
		} catch (error) {
			reject(error);
		}
	};
	const next = async () => {
		const group = waiting.splice(0, MOST_TOGETHER);
		if (group.length <= 1) {
			for (const each of group) await alone(each);
			return;
		}
		let outcomes: Outcome[][];
		try {
			outcomes = await commit(group.map(({ batch }) => batch));
		} catch {
			// Whoever is at fault hears of it from their own try.
			for (const each of group) await alone(each);
			return;
		}
		for (const [index, { resolve }] of group.entries()) resolve(outcomes[index]!);
	};
	return {
		inTurn,
		insert: (batch: Received): Promise<Outcome[]> =>
			new Promise((resolve, reject) => {
				if (waiting.length >= MOST_WAITING) throw new Error("too many batches wait to be written");
				waiting.push({ batch, resolve, reject });
				inTurn(next).catch(reject);
			}),
	};
}

/**
 * Lets changes that wait for their turn together share what comes after them, and is answered for only once it is done.
 * One that fails spoils no other.
 */
export function createSharedTurns(
	inTurn: <T>(work: () => Promise<T>) => Promise<T>,
	after: () => Promise<void>,
): <T>(work: () => Promise<T>) => Promise<T> {
	/** Each does its work, and gives what answers for it. */
	const waiting: (() => Promise<(failure?: { error: unknown }) => void>)[] = [];
	const next = async () => {
		const group = waiting.splice(0, MOST_TOGETHER);
		if (group.length === 0) return;
		const answers = [];
		for (const work of group) answers.push(await work());
		const failure = await after().then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		for (const answer of answers) answer(failure);
	};
	return (work) =>
		new Promise((resolve, reject) => {
			if (waiting.length >= MOST_WAITING) throw new Error("too many changes wait to be written");
			waiting.push(() =>
				work().then(
					(result) => (failure) => (failure ? reject(failure.error) : resolve(result)),
					(error: unknown) => () => reject(error),
				),
			);
			inTurn(next).catch(reject);
		});
}
