// @ts-check
/** The section of requests: the list, and one of them opened. */
import { Refusal, save } from "./calls.js";
import { byId, make, showOnly } from "./element.js";
import { drawForms } from "./inbox-change.js";
import { createTable, queryOf } from "./inbox-list.js";
import { drawRequest } from "./inbox-request.js";
import { KINDS } from "./inbox-words.js";

/** @typedef {import("../../../types/request.ts").InboxRequest} InboxRequest */
/** @typedef {Omit<import("../../../types/request.ts").RequestChange, "revision">} Change */

const PAGE = 50;

/** @param {import("./inbox.js").Desk} desk */
export function openRequests({ ask, attempt, say }) {
	/** @type {Map<string, InboxRequest>} */
	const known = new Map();
	/** @type {string | null} */
	let next = null;
	/** A slow answer to an earlier question must not take the place of the last one's. */
	let asked = 0;
	let table = createTable(open);
	const [list, shown, found, more] = [byId("list"), byId("request"), byId("found"), byId("more")];
	const filter = /** @type {HTMLFormElement} */ (byId("filter"));
	byId("kind").append(...Object.entries(KINDS).map(([value, label]) => make("option", { value }, label)));

	/** @param {URLSearchParams} query @returns {Promise<{ requests: InboxRequest[], next: string | null }>} */
	const read = async (query) => (await ask(`requests?${query}`)).json();

	/** @param {string | null} after */
	function readPage(after) {
		const query = queryOf(new FormData(filter));
		query.set("limit", String(PAGE));
		if (after !== null) query.set("after", after);
		return read(query);
	}

	/** @param {{ requests: InboxRequest[], next: string | null }} page */
	function add(page) {
		next = page.next;
		for (const each of page.requests) known.set(each.reference, each);
		more.hidden = next === null;
		byId("exports").hidden = known.size === 0;
		return table.add(page.requests);
	}

	async function load() {
		const mine = ++asked;
		const page = await readPage(null);
		if (mine !== asked) return;
		known.clear();
		table = createTable(open);
		const { length } = page.requests;
		found.replaceChildren(length > 0 ? table.table : make("p", { class: "body" }, "No request matches this."));
		add(page);
		say(`${next === null ? length : `The first ${length}`} ${length === 1 ? "request" : "requests"}, by due date`);
	}

	async function loadMore() {
		const mine = ++asked;
		const page = await readPage(next);
		if (mine !== asked) return;
		const first = add(page);
		say(`${page.requests.length} more ${page.requests.length === 1 ? "request" : "requests"}`);
		(first ?? byId("list-title")).focus();
	}

	/** @param {string} reference @param {Change} [draft] what stands in the fields */
	function open(reference, draft) {
		const request = known.get(reference);
		if (!request) return;
		const forms = drawForms(request, (change) => saveChange(request, change), draft);
		shown.replaceChildren(...drawRequest(request, { back: () => void close(reference), copy, forms }));
		showOnly(shown, [list, shown]);
		byId("request-title").focus();
		say("");
	}

	/** @param {string} reference */
	async function close(reference) {
		showOnly(list, [list, shown]);
		shown.replaceChildren();
		await attempt(load);
		const opener = found.querySelector(`[data-reference="${CSS.escape(reference)}"] button`);
		(opener instanceof HTMLElement ? opener : byId("list-title")).focus();
	}

	/**
	 * @param {InboxRequest} request as it was read
	 * @param {Change} change
	 * @returns {Promise<{ path: string, message: string }[]>} what was wrong with it
	 */
	async function saveChange(request, change) {
		const { reference, revision } = request;
		/** @type {{ path: string, message: string }[]} */
		const flaws = [];
		await attempt(async () => {
			try {
				const path = `requests/${encodeURIComponent(reference)}`;
				const answer = await ask(path, { method: "PATCH", body: { revision, ...change } });
				known.set(reference, await answer.json());
				open(reference);
				say(change.note === undefined ? "The new state is saved." : "The note is saved.");
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				const named = error.errors.filter(({ path }) => path in change || path === "dueAt");
				if (error.status === 409) await readAgain(request, change);
				else if (error.status === 422 && named.length > 0)
					flaws.push(...named.map(({ path, message }) => ({ path, message: `This ${message}` })));
				else throw error;
			}
		});
		return flaws;
	}

	/** @param {InboxRequest} request @param {Change} draft */
	async function readAgain({ reference, kind, site }, draft) {
		/** @type {string | null} */
		let after = "";
		while (after !== null) {
			const page = await read(new URLSearchParams({ kind, site, limit: "200", ...(after && { after }) }));
			const again = page.requests.find((each) => each.reference === reference);
			if (again) {
				known.set(reference, again);
				open(reference, draft);
				say(
					"It was changed meanwhile, and is shown as it is now. What you typed still stands: check it, save again.",
					true,
				);
				return;
			}
			after = page.next;
		}
		say("It was changed meanwhile, and cannot be found any more.", true);
	}

	/** @param {string} text */
	async function copy(text) {
		try {
			await navigator.clipboard.writeText(text);
			say("The email address is copied.");
		} catch {
			// Not allowed, or not there because the page did not come over https.
			say("This browser does not let the page copy. Select the address and copy it by hand.", true);
		}
	}

	/** They are fetched, for a link cannot carry the token. @param {string} kind */
	async function download(kind) {
		const answer = await ask(`requests.${kind}?${queryOf(new FormData(filter))}`);
		save(await answer.blob(), `requests-${new Date().toISOString().slice(0, 10)}.${kind}`);
		say("The file is in your downloads.");
	}

	more.addEventListener("click", () => attempt(loadMore));
	filter.addEventListener("change", () => attempt(load));
	filter.addEventListener("submit", (event) => {
		event.preventDefault();
		void attempt(load);
	});
	byId("exports").addEventListener("click", (event) => {
		const kind = event.target instanceof HTMLElement ? event.target.dataset.file : undefined;
		if (kind !== undefined) void attempt(() => download(kind));
	});

	return {
		async show() {
			showOnly(list, [list, shown]);
			shown.replaceChildren();
			byId("list-title").focus();
			await load();
		},
		hide() {
			list.hidden = shown.hidden = true;
		},
		/** Forgets what was read. */
		clear() {
			asked += 1;
			known.clear();
			for (const element of [found, shown]) element.replaceChildren();
		},
	};
}
