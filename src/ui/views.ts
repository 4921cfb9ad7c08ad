/** Views, placeholders and messages: what is shown once the page is up. */
import type { Choices } from "../../types/consent.ts";
import type { Mounted, Parts, Stage, Views } from "../../types/parts.ts";
import type { Method } from "../../types/record.ts";
import type { Words } from "../../types/words.ts";
import { attempt } from "../core/errors.ts";
import { askAgain } from "./again.ts";
import { attendLayer, dress } from "./attend.ts";

/** The panel as part of a page. */
export const inPage = "your-say-preferences";

/** `monthsAfter`: so many calendar months after a time. */
export function createViews(stage: Stage, monthsAfter: (time: number, months: number) => number): Views {
	const { consent, law, load, report, settings, language, onDispose } = stage;
	let current: Mounted | undefined;
	/** Ends the status of the browser's signal, from when it is on its way. */
	let endStatus: (() => void) | undefined;
	stage.dress = (...given) => dress(stage, ...given);
	const mayBeAsked = () => settings.purposes.filter((purpose) => !purpose.required && !law.isExempt(purpose));

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

	const due = law.place?.link;
	const isLabelled = document.querySelector("[data-yoursay-open][data-yoursay-label]");
	const isFloating = settings.trigger ?? (due ? !isLabelled : !document.querySelector("[data-yoursay-open]"));
	if (isFloating || (due && isLabelled))
		withWords("trigger").then(
			([{ mount }, words]) => onDispose(mount(stage, words, isFloating).dispose),
			() => {}, // reported by load
		);
	onDispose(() => current?.dispose());
	onDispose(() => endStatus?.());

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
			const [, { again }] = await withWords("words");
			return askAgain(words, again, consent.snapshot(), mayBeAsked(), language, (time) =>
				monthsAfter(time, law.place?.rule.askMonths ?? 12),
			);
		},
		async honour(before) {
			const { decidedAt, purposes, vendors } = consent.snapshot();
			const key = `${settings.key}-seen`;
			const markOf = (time: string | null) => `${law.signal()} ${time}`;
			const remember = (time: string | null) => attempt(() => sessionStorage.setItem(key, markOf(time)));
			if (endStatus || attempt(() => sessionStorage.getItem(key)) === markOf(decidedAt)) return;
			// Whoever said yes in spite of it is not told that it is followed.
			if (settings.purposes.some((purpose) => law.isOpposed(purpose) && consent.allows(purpose.id))) return;
			const overridden = settings.purposes.filter(
				(purpose) =>
					purposes[purpose.id] !== before.purposes[purpose.id] ||
					purpose.vendors.some(({ id }) => vendors[id] !== before.vendors[id]),
			);
			let isOver = false;
			let layer: Parameters<typeof attendLayer>[1] | undefined;
			endStatus = () => {
				isOver = true;
				endStatus = undefined;
				stop();
				layer?.dispose();
			};
			// Whoever decides has seen to it themselves.
			const stop = consent.subscribe((now) => {
				if (now.decidedAt === decidedAt) return;
				remember(now.decidedAt);
				endStatus?.();
			});
			const [part, words] = await withWords("trigger");
			if (isOver) return;
			const close = () => {
				remember(decidedAt);
				endStatus?.();
			};
			layer = { view: part.tell(stage, words, overridden, close), dispose() {} };
			attendLayer(stage, layer);
		},
		async press(action, event) {
			if (action === "preferences") return consent.open(action);
			const { view, asked } = (await stage.ask)!;
			const isYes = action === "accept-all";
			const copy = view.cloneNode(true) as HTMLElement;
			copy.querySelector("time")?.replaceWith("{date}");
			const words = [...copy.querySelectorAll("h2,p,.acts button")].map((each) => each.textContent!);
			const options = {
				event,
				method: action as Method,
				shown: { view: "ask", layout: settings.layout, language, words },
			} as const;
			// Where only something new is asked, a yes is to that alone; a no to all is what it says.
			const purposes: Choices["purposes"] = Object.fromEntries(asked.map(({ id }) => [id, isYes]));
			const isAll = asked.length === mayBeAsked().length;
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
			const view = current;
			current = undefined;
			if (view) return view.dispose();
			endStatus?.();
			const layer = await stage.ask;
			if (layer && consent.snapshot().regime === "opt-in") await consent.rejectAll({ method: "close", ...options });
			else layer?.dispose();
		},
		cover: (element, release) =>
			withWords("embeds").then(([part, words]) => part.cover(stage, words, element, release)),
	};
}
