/** Views, placeholders and messages: what is shown once the page is up. */
import type { Choices } from "../../types/consent.ts";
import type { Mounted, Parts, Stage, Views } from "../../types/parts.ts";
import type { Method } from "../../types/record.ts";
import type { Words } from "../../types/words.ts";
import { attendLayer } from "./attend.ts";

/** The panel as part of a page. */
export const inPage = "your-say-preferences";

export function createViews(stage: Stage): Views {
	const { consent, load, report, settings, language, onDispose } = stage;
	let current: Mounted | undefined;

	const withWords = async <Name extends keyof Parts>(name: Name) => {
		const [part, { words }] = await Promise.all([load(name), load("words")]);
		const own = settings.languages?.texts?.[language] ?? {};
		const groups = Object.entries(words).map(([group, texts]) => [group, { ...texts, ...own[group] }]);
		return [part, Object.fromEntries(groups) as Words] as const;
	};
	const say: Views["say"] = (message) =>
		void withWords("trigger").then(
			([part, words]) => part.say(stage, words, message),
			() => {}, // reported by load
		);

	if (!customElements.get(inPage))
		customElements.define(
			inPage,
			class extends HTMLElement {
				mounted?: Promise<Mounted>;
				connectedCallback() {
					this.mounted = withWords("preferences").then(([{ mount }, words]) => mount(stage, words, this));
				}
				disconnectedCallback() {
					this.mounted?.then((mounted) => mounted.dispose());
				}
			},
		);

	/** The panel is fetched when the pointer or the focus comes near a way to it. */
	const near = (event: Event) => {
		if (!(event.target as Element).closest?.("your-say, [data-yoursay-open]")) return;
		stopNear();
		withWords("preferences").catch(() => {}); // reported by load
	};
	const nearing = ["pointerover", "focusin"];
	const stopNear = () => {
		for (const name of nearing) document.removeEventListener(name, near);
	};
	for (const name of nearing) document.addEventListener(name, near);
	onDispose(stopNear);

	if (settings.trigger ?? !document.querySelector("[data-yoursay-open]"))
		withWords("trigger").then(
			([{ mount }, words]) => onDispose(mount(stage, words).dispose),
			() => {}, // reported by load
		);
	onDispose(() => current?.dispose());

	for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-yoursay-purpose]"))
		for (const id of dataset.yoursayPurpose!.split(/\s+/))
			if (!settings.purposes.some((purpose) => purpose.id === id)) report("purpose-unknown", id);
	// While nothing is decided, a marked script with another type was never held, unless it was allowed to run.
	if (!consent.snapshot().method)
		for (const { dataset } of document.querySelectorAll<HTMLElement>(
			'script[data-yoursay-purpose]:not([type="text/plain"])',
		)) {
			const purposes = dataset.yoursayPurpose!.split(/\s+/);
			if (!purposes.every((id) => consent.allows(id, dataset.yoursayVendor)))
				report("held-runs-anyway", dataset.yoursayPurpose);
		}

	return {
		say,
		attend: (layer) => attendLayer(stage, layer),
		async rephrase(words) {
			const { decidedAt, expiresAt, purposes, regime } = consent.snapshot();
			const [, { again }] = await withWords("words");
			const optional = settings.purposes.filter(({ required }) => !required);
			const open = optional.filter(({ id }) => purposes[id] === "not-asked");
			if (regime !== "opt-in") return { title: again.optOutTitle, body: again.optOutBody, asked: optional };
			const isOver = Date.parse(expiresAt!) < Date.now();
			// An answer to one vendor alone is no answer to the question.
			if (!isOver && open.length === optional.length) return { ...words, asked: optional };
			if (!isOver && open.length) return { title: again.newTitle, body: again.newBody, asked: open };
			const date = new Date(decidedAt!).toLocaleDateString(language, { dateStyle: "long" });
			return { title: again.title, body: `${again.body} ${words.body}`, asked: optional, date };
		},
		async press(action, event) {
			if (action === "preferences") return consent.open(action);
			const { view, asked } = (await stage.ask)!;
			const isYes = action === "accept-all";
			const copy = view.cloneNode(true) as HTMLElement;
			copy.querySelector("time")?.replaceWith("{date}");
			const words = [...copy.querySelectorAll("h2,p,button")].map((each) => each.textContent!);
			const options = {
				event,
				method: action as Method,
				shown: { view: "ask", layout: settings.layout, language, words },
			} as const;
			// Where only something new is asked, a yes is to that alone; a no to all is what it says.
			const purposes: Choices["purposes"] = Object.fromEntries(asked.map(({ id }) => [id, isYes]));
			const isAll = asked.length === settings.purposes.filter(({ required }) => !required).length;
			if (!isYes) consent.rejectAll(options);
			else if (isAll) consent.acceptAll(options);
			else consent.decide({ purposes }, options);
			say("saved");
		},
		async open(_, view = "preferences") {
			if (view !== "preferences") return report("view-unknown", view);
			const part = await withWords(view).catch(() => say("notLoaded"));
			if (!part) return;
			current?.dispose();
			const [{ mount }, words] = part;
			const mounted = mount(stage, words, undefined, () => {
				if (current === mounted) current = undefined;
			});
			current = mounted;
		},
		async close(_, options) {
			const isAnswer = !current && stage.ask && settings.regime === "opt-in";
			const wasNotice = !current && settings.regime !== "opt-in";
			current?.dispose();
			current = undefined;
			if (isAnswer) await consent.rejectAll({ method: "close", ...options });
			else if (wasNotice) (await stage.ask)?.dispose();
		},
		cover: (element, release) =>
			withWords("embeds").then(([part, words]) => part.cover(stage, words, element, release)),
	};
}
