// Obeys orders from outside the browser and tells what came of them. Runs in the page, beside the loader.
const { yoursay, tell } = window;
const { load } = document.currentScript.dataset;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function sealed(after) {
	for (;;) {
		const { decidedAt } = yoursay.snapshot();
		if (decidedAt && Date.parse(decidedAt) > after) {
			const records = await yoursay.records();
			if (records.some(({ occurredAt }) => occurredAt === decidedAt)) return decidedAt;
		}
		await pause(5);
	}
}

async function buttonOf(view, action) {
	let before = "";
	for (let tries = 0; tries < 200; tries++) {
		const root = document.querySelector("your-say")?.shadowRoot;
		const button = root?.querySelector(`[data-yoursay-view="${view}"] [data-yoursay-action="${action}"]`);
		button?.scrollIntoView({ block: "center" });
		const { x = 0, y = 0, width = 0, height = 0 } = button?.getBoundingClientRect() ?? {};
		const now = [x, y, width, height].join();
		if (width && now === before) return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
		before = now;
		await pause(30);
	}
	return null;
}

const doings = {
	/** Decisions one right after the other; each is told as it settles. */
	async decide({ calls }) {
		// With everything loaded, each is written within its call, and the snapshot tells its own time at once.
		if (calls.length > 1) await yoursay.records();
		await Promise.all(
			calls.map(async ({ number, name, given }) => {
				window.decisions++;
				const done = yoursay[name](...given);
				const own = calls.length > 1 && yoursay.snapshot().decidedAt;
				const { decidedAt } = await done;
				tell({ kind: "settled", number, decidedAt: own || decidedAt });
			}),
		);
	},
	/** A decision by a click settles once its record is found among the browser's own. */
	async watch({ number, after }) {
		window.decisions++;
		const decidedAt = await sealed(after);
		tell({ kind: "settled", number, decidedAt });
	},
	/** Where to press; opens the panel where the first layer is gone. */
	async find({ action }) {
		await yoursay.ready;
		const isDecided = yoursay.snapshot().decided;
		if (isDecided) await yoursay.open("preferences");
		return buttonOf(isDecided ? "preferences" : "ask", action);
	},
	async look() {
		await yoursay.ready;
		const records = await yoursay.records();
		return { snapshot: yoursay.snapshot(), records, cookie: document.cookie, local: { ...localStorage } };
	},
	/** Delivers without waiting out a pause; answers with the ids that still wait. */
	async flush() {
		await yoursay.records();
		dispatchEvent(new Event("online"));
		await pause(100);
		return new Promise((resolve, reject) => {
			const opening = indexedDB.open("yoursay_kill");
			opening.onerror = () => reject(opening.error);
			opening.onsuccess = () => {
				const keys = opening.result.transaction("keyval").objectStore("keyval").getAllKeys();
				keys.onsuccess = () => {
					opening.result.close();
					resolve(keys.result.filter((key) => key.startsWith("outbox:")));
				};
			};
		});
	},
};

async function obey() {
	for (;;) {
		const response = await fetch(`/next?load=${load}`);
		const order = await response.json();
		const done = Promise.resolve(doings[order.name](order)).then(
			(given) => tell({ kind: "answer", id: order.id, given: given ?? { none: true } }),
			(error) => tell({ kind: "answer", id: order.id, given: { error: String(error) } }),
		);
		if (order.name !== "decide" && order.name !== "watch") await done;
	}
}
yoursay.ready.then(() => {
	tell({ kind: "ready" });
	obey().catch(() => {}); // the server closed, or the page is being left
});
