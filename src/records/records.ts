/** Turns decisions into evidence and gets it to the collector, once, even after a crash. Loaded with the first decision. */
import type { Settings } from "../../types/config.ts";
import type { Records, Report } from "../../types/parts.ts";
import type { ConsentRecord, Draft } from "../../types/record.ts";
import { attempt } from "../core/errors.ts";
import { draftNames, keep, recall } from "../core/storage.ts";
import { createDelivery } from "./delivery.ts";
import { seal } from "./seal.ts";
import { openStore, type Store } from "./store.ts";

/** A cookie reaches other tabs by another way than a storage event, and later. */
const cookieTravelMs = 100;

export function openRecords(key: string, report: Report): Records {
	const opened = openStore(key);
	let delivery: Promise<ReturnType<typeof createDelivery>> | undefined;
	const flagName = `${key}-outbox`;

	const locked = <T>(name: string, work: () => Promise<T>): Promise<T> =>
		navigator.locks ? (navigator.locks.request(`${key}-${name}`, work) as Promise<T>) : work();
	const remember = (notBefore: number | undefined) =>
		keep(flagName, notBefore === undefined ? null : String(notBefore));

	const drop = ({ id }: Draft) => void keep(`${key}~${id}`, null);

	const openDelivery = (settings: Settings) =>
		settings.endpoint &&
		(delivery ??= opened.then((store) => {
			const made = createDelivery({
				store,
				endpoint: settings.endpoint!,
				report,
				locked: (work) => locked("deliver", work),
				remember,
			});
			addEventListener("online", made.flush);
			return made;
		}));

	async function sealAll(drafts: Draft[], settings: Settings) {
		const room = openDelivery(settings);
		let store: Store;
		try {
			store = await opened;
			await locked("seal", async () => {
				for (const draft of drafts) {
					const choice = recall(`${key}~${draft.id}`)?.split("\n")[0];
					await seal(store, draft, settings, choice);
					if (room) remember(0); // before the draft goes, so that one of them always leads back to the record
					if (store.isDurable) drop(draft);
				}
			});
		} catch (cause) {
			report("record-unsealed", location.protocol, cause);
			throw cause;
		}
		if (!room) return;
		const sent = room.then((made) => made.flush());
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
			const notBefore = Number(recall(flagName) ?? 0);
			const drafts = leftDrafts();
			if (drafts.length) await sealAll(drafts, settings);
			else ((await openDelivery(settings)) || undefined)?.resume(notBefore);
		},
		all: async () => (await opened).list<ConsentRecord>("record:"),
		async erase(settings) {
			const left = leftDrafts();
			if (left.length) await sealAll(left, settings);
			const store = await opened;
			await locked("seal", async () => {
				const prefixes = ["record:", "refused:", "notice:", "config:", "head", "secret", "choice"];
				const keys = (await Promise.all(prefixes.map((prefix) => store.keys(prefix)))).flat();
				await store.write(keys.map((each) => [each, undefined]));
			});
			// The cookie first, and a while ahead: other tabs look again when localStorage changes, and must find neither.
			const domain = settings.storage?.cookie?.domain;
			attempt(() => (document.cookie = `${key}=;path=/;max-age=0${domain ? `;domain=${domain}` : ""}`));
			await new Promise((resolve) => setTimeout(resolve, cookieTravelMs));
			for (const name of [`${key}-aside`, ...draftNames(key), key]) keep(name, null);
		},
		dispose() {
			const made = delivery;
			(made || undefined)?.then((each) => {
				removeEventListener("online", each.flush);
				each.dispose();
			});
		},
	};
}
