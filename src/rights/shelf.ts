/** Where a person's requests lie on their device: whole while they wait, and then what is left of them. */
import type { KeptRequest, RightsRequest } from "../../types/request.ts";
import { digest } from "../core/canonical.ts";
import { once } from "../core/errors.ts";
import { keep, recall } from "../core/storage.ts";
import { memoryStore, openStore, type Store } from "../records/store.ts";

const dayMs = 86_400_000;
/** What could not be delivered for so long is deleted. */
const longestWaitMs = 30 * dayMs;
/** After its making a request is no more listed. */
const keptForMs = 365 * dayMs;
/** The first record of a browser is sealed long before; where it never is, the request goes without. */
const longestSealMs = 60_000;

/** A request on its way. */
export interface Waiting {
	request: RightsRequest;
	secret: string;
	/** The browser's `subject` is still to come with it. */
	addsId?: boolean;
	/** Milliseconds since 1970. */
	queuedAt: number;
}

type Delivery = KeptRequest["delivery"];

export function createShelf(key: string, now: () => number) {
	const flagName = `${key}-requests`;
	const opened = once(() => openStore(key));
	let isOpen = false;
	const open = () => {
		isOpen = true;
		return opened();
	};
	/** Holds what the database did not take, as long as this page lasts. */
	let memory: Store | undefined;
	/** Whoever only looks leaves no database behind; where the browser does not tell, it may be there. */
	const isThere = async () => {
		try {
			return isOpen || (await indexedDB.databases()).some(({ name }) => name === key);
		} catch {
			return true;
		}
	};
	const stores = async () =>
		[(await isThere()) ? await open().catch(() => undefined) : undefined, memory].filter(
			(each): each is Store => each !== undefined,
		);

	const isLate = ({ queuedAt }: Waiting) => now() - queuedAt > longestWaitMs;
	const isOver = ({ madeAt }: KeptRequest) => now() - Date.parse(madeAt) > keptForMs;
	const keptOf = ({ request }: Waiting, delivery: Delivery): KeptRequest => {
		const { id, kind, madeAt, region } = request;
		return { id, kind, madeAt, region, delivery };
	};

	/** What waits, each with the store it waits in. */
	async function waiting() {
		const found: [Store, Waiting][] = [];
		for (const store of await stores())
			for (const each of await store.list<Waiting>("request:")) found.push([store, each]);
		return found;
	}

	/** Puts what is left of a request in its place, in one transaction. */
	const settle = (store: Store, one: Waiting, delivery: Delivery, more?: Partial<KeptRequest>) =>
		store.write([
			[`request:${one.request.id}`, undefined],
			[`kept:${one.request.id}`, { ...keptOf(one, delivery), ...more }],
		]);

	async function remove(...names: string[]) {
		for (const store of await stores()) await store.write(names.map((name) => [name, undefined]));
	}

	/** Has later pages look for what waits, though not before a time (ms since 1970). */
	function remember(notBefore: number) {
		keep(flagName, `${notBefore}`);
		// The loader wakes the desk for whatever is not the time of the choice here.
		if (!recall(`${key}-outbox`)?.startsWith("until")) keep(`${key}-outbox`, "until.0");
	}

	return {
		waiting,
		settle,
		remember,
		/** Milliseconds since 1970 before which nobody tries. */
		notBefore: () => Number(recall(flagName)),
		/** Nothing waits any more. */
		rest: () => keep(flagName, null),
		/** Onto the disk; else in memory. */
		async hold(one: Waiting): Promise<KeptRequest> {
			const entry: [string, Waiting] = [`request:${one.request.id}`, one];
			remember(0); // first, so that a page that ends in between leads back to it
			await open()
				.then((store) => store.write([entry], "strict"))
				.catch(() => {
					memory ??= memoryStore();
					return memory.write([entry]);
				});
			return keptOf(one, "waiting");
		},
		/**
		 * With the browser's `subject` where it is to come with it, and from then on the same for ever; nothing while
		 * the record that makes the subject is on its way.
		 */
		async complete(store: Store, one: Waiting): Promise<Waiting | undefined> {
			if (!one.addsId) return one;
			// What memory holds goes without: there is no record whose subject it could name.
			const secret = await open().then(
				(durable) => durable.get<string>("secret"),
				() => undefined,
			);
			if (!secret && store.isDurable && now() - one.queuedAt < longestSealMs) return;
			const subject = secret && (await digest(secret));
			const whole = { ...one, addsId: false, request: { ...one.request, ...(subject && { subject }) } };
			await store.write([[`request:${one.request.id}`, whole]], "strict");
			return whole;
		},
		async list(): Promise<KeptRequest[]> {
			// In this order, so that what is delivered meanwhile is in one of them.
			const unsent = await waiting();
			const kept = (await Promise.all((await stores()).map((store) => store.list<KeptRequest>("kept:")))).flat();
			const all = [...unsent.map(([, each]) => keptOf(each, isLate(each) ? "lapsed" : "waiting")), ...kept];
			const byId = new Map(all.filter((each) => !isOver(each)).map((each) => [each.id, each]));
			return [...byId.values()].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
		},
		/** Takes a request off, whatever is left of it. */
		takeOff: (id: string) => remove(`request:${id}`, `kept:${id}`),
		/** Takes off what was settled. */
		forget: ({ id, delivery }: KeptRequest) =>
			remove(`kept:${id}`, ...(delivery === "lapsed" ? [`request:${id}`] : [])),
		/** Ends what waited too long, and what is long over. */
		async tidy() {
			for (const [store, each] of await waiting()) if (isLate(each)) await settle(store, each, "lapsed");
			for (const store of await stores()) {
				const over = (await store.list<KeptRequest>("kept:")).filter(isOver);
				if (over.length) await store.write(over.map(({ id }) => [`kept:${id}`, undefined]));
			}
		},
	};
}
