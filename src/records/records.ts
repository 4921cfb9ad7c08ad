/** Turns decisions into evidence and gets it to the collector, once, even after a crash. Loaded with the first decision. */
import type { Settings } from "../../types/config.ts";
import type { ConsentRecord, Draft } from "../../types/record.ts";
import type { Report } from "../../types/stage.ts";
import type { Records } from "../../types/store.ts";
import { attempt, once } from "../core/errors.ts";
import { bake, cookies, draftNames, keep, readChoice, recall } from "../core/storage.ts";
import { createDelivery } from "./delivery.ts";
import { locked } from "./locked.ts";
import { seal } from "./seal.ts";
import { openStore, type Store } from "./store.ts";
import { uuid } from "./uuid.ts";

/** A cookie reaches other tabs by another way than a storage event, and later. */
const cookieTravelMs = 100;

export function openRecords(key: string, report: Report): Records {
	let delivery: ReturnType<typeof createDelivery> | undefined;
	const flagName = `${key}-outbox`;

	/** A database that did not answer is asked again when it is next needed. */
	const open = once(() => openStore(key));
	/** `until.<ms>` while something waits; once all is sent, the time of the choice it was sent for, so that a lost entry is missed. */
	const remember = (notBefore: number | undefined) => {
		const isWaiting = notBefore !== undefined || draftNames(key).length || recall(`${key}-requests`);
		const sentFor = readChoice(key)?.time;
		keep(flagName, isWaiting ? `until.${notBefore ?? 0}` : sentFor ? String(sentFor) : null);
	};

	const drop = ({ id }: Draft) => void keep(`${key}~${id}`, null);

	/** A collector on this origin sends the cookie back as it got it; by then a newer choice may have been made. */
	function mendCookie(settings: Settings) {
		const text = recall(key) ?? "";
		const newest = readChoice(key);
		if (newest && text.startsWith(`1.${newest.time}.`) && !cookies().includes(text))
			bake(settings, text, newest.expires - Date.now());
	}

	/** Nothing where the owner has no collector. */
	function deliverFrom(store: Store, settings: Settings) {
		const { endpoint } = settings;
		if (!endpoint || delivery) return delivery;
		delivery = createDelivery({
			store,
			endpoint,
			report,
			remember,
			locked: (work) => locked(`${key}-deliver`, work),
			answered: () => mendCookie(settings),
		});
		addEventListener("online", delivery.flush);
		return delivery;
	}

	async function sealAll(drafts: Draft[], settings: Settings, given?: string) {
		let store: Store;
		try {
			store = await open();
			await locked(`${key}-seal`, async () => {
				for (const draft of drafts) {
					const choice = recall(`${key}~${draft.id}`)?.split("\n")[0] ?? given;
					await seal(store, draft, settings, choice);
					if (settings.endpoint) remember(0); // before the draft goes, so that one of them always leads back to the record
					if (store.isDurable) drop(draft);
				}
			});
		} catch (cause) {
			report("record-unsealed", location.protocol, cause);
			throw cause;
		}
		const room = deliverFrom(store, settings);
		if (!room) return remember(undefined);
		const sent = room.flush();
		// Without a database the draft is all that outlives this page, so it stays until the collector has its record.
		if (!store.isDurable) sent.then(async () => (await store.list("outbox:")).length || drafts.forEach(drop));
	}

	/** Drafts that no page sealed. One that cannot be read is kept aside. */
	const leftDrafts = () =>
		draftNames(key)
			.sort()
			.flatMap((name): Draft[] => {
				const draft = attempt(() => JSON.parse(recall(name)!.split("\n")[1]!) as Draft);
				if (draft && `${key}~${draft.id}` === name && draft.snapshot?.decidedAt) return [draft];
				keep(`${key}-aside`, recall(name) ?? null);
				keep(name, null);
				report("storage-foreign", name);
				return [];
			});

	return {
		seal: sealAll,
		async resume(settings) {
			mendCookie(settings);
			const [, notBefore = 0] = /^until\.(\d+)$/.exec(recall(flagName) ?? "") ?? [];
			const drafts = leftDrafts();
			if (drafts.length) return sealAll(drafts, settings);
			const room = deliverFrom(await open(), settings);
			if (room) room.resume(+notBefore);
			else remember(undefined);
		},
		all: async () => (await open()).list<ConsentRecord>("record:"),
		async evidence() {
			const store = await open();
			const under = async (prefix: string) => {
				const [keys, values] = await Promise.all([store.keys(prefix), store.list(prefix)]);
				return Object.fromEntries(keys.map((name, index) => [name.slice(prefix.length), values[index]])) as never;
			};
			const idsUnder = async (prefix: string) => (await store.keys(prefix)).map((name) => name.slice(prefix.length));
			const now = Date.now();
			return {
				id: uuid(now, crypto.getRandomValues(new Uint8Array(10))),
				now,
				records: await store.list("record:"),
				acknowledgements: await store.list("signed:"),
				notices: await under("notice:"),
				configs: await under("config:"),
				waiting: await idsUnder("outbox:"),
				refused: await idsUnder("refused:"),
				isDurable: store.isDurable,
			};
		},
		async collected({ endpoint }) {
			const secret = endpoint && (await (await open()).get<string>("secret"));
			if (!secret) return null;
			const { collect } = await import("./collected.ts");
			return collect(endpoint, secret, (...request) => fetch(...request));
		},
		async erase(settings) {
			const left = leftDrafts();
			if (left.length) await sealAll(left, settings);
			const store = await open();
			const forget = async (prefixes: string[]) => {
				const keys = (await Promise.all(prefixes.map((prefix) => store.keys(prefix)))).flat();
				await store.write(keys.map((each) => [each, undefined]));
			};
			await locked(`${key}-seal`, () =>
				forget(["record:", "refused:", "signed:", "notice:", "config:", "kept:", "head", "secret", "choice"]),
			);
			const domain = settings.storage?.cookie?.domain;
			// Where a browser takes none for the domain, it stands for the host alone.
			const dropCookie = () => {
				for (const where of ["", ...(domain ? [`;domain=${domain}`] : [])])
					attempt(() => (document.cookie = `${key}=;path=/;max-age=0${where}`));
			};
			// The cookie first, and a while ahead: other tabs look again when localStorage changes, and must find neither.
			dropCookie();
			await new Promise((resolve) => setTimeout(resolve, cookieTravelMs));
			for (const name of [
				`${key}-aside`,
				`${key}-place`,
				`${key}-seen`,
				`${key}-told`,
				`${key}-worded`,
				`${key}-tcf`,
				...draftNames(key),
				key,
			])
				keep(name, null);
			// What is under way to a collector of this origin carries the cookie, and its answer would set it again; nobody
			// who wants to be forgotten waits for that.
			locked(`${key}-deliver`, async () => {
				if (!recall(key)) dropCookie(); // unless the visitor has decided anew
				await forget(["refused:", "signed:"]);
			}).catch((cause) => report("record-unsealed", key, cause));
		},
		dispose() {
			if (!delivery) return;
			removeEventListener("online", delivery.flush);
			delivery.dispose();
		},
	};
}
