/** Which view stands when: the first layer while something is undecided, the others when they are asked for. */
import type { View } from "../../types/consent.ts";
import type { Mounted, Parts, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";

export interface Views {
	open(view?: View): Promise<void>;
	/** Closes what is open; true when that was the first layer. */
	close(): boolean;
	/** Begins to ask and to answer the page's own controls. */
	start(): void;
	cover(element: HTMLElement, release: () => void): Promise<Mounted>;
}

const inPage = "your-say-preferences";
const whenIdle = (work: () => void) => ("requestIdleCallback" in window ? requestIdleCallback(work) : setTimeout(work, 200));

export function createViews(stage: Stage): Views {
	const { load, report } = stage;
	let ask: Promise<Mounted> | undefined;
	let current: Mounted | undefined;

	const withWords = <Name extends keyof Parts>(name: Name) =>
		Promise.all([load(name), load("words")]).then(([part, { words }]) => {
			const own = stage.settings.languages?.texts?.[stage.language] ?? {};
			const groups = Object.entries(words).map(([group, texts]) => [group, { ...texts, ...own[group] }]);
			return [part, Object.fromEntries(groups) as Words] as const;
		});

	const prepare = () => Promise.all([withWords("preferences"), load("trigger")]).catch(() => {}); // reported by load
	stage.say = (message) => void withWords("trigger").then(([{ say }, words]) => say(stage, words, message), () => {});

	function toggleAsk(isNeeded: boolean) {
		if (isNeeded && !ask) {
			ask = load("ask").then((part) => part.mount(stage));
			ask.then(
				() => whenIdle(prepare),
				() => {}, // reported by load; everything stays held
			);
		} else if (!isNeeded && ask) {
			ask.then((mounted) => mounted.dispose());
			ask = undefined;
		}
	}

	const open: Views["open"] = async (view = "preferences") => {
		if (view === "ask") return toggleAsk(true);
		if (view !== "preferences") return report("view-unknown", view);
		const part = await withWords(view).catch(() => stage.say("notLoaded"));
		if (!part) return;
		const [{ mount }, words] = part;
		current?.dispose();
		const mounted = mount(stage, words, undefined, () => {
			if (current === mounted) current = undefined;
		});
		current = mounted;
	};

	const opener = ({ target }: Event) => (target as Element).closest?.<HTMLElement>("[data-yoursay-open]");
	const onClick = (event: Event) => {
		const element = opener(event);
		const view = element?.dataset.yoursayOpen as View;
		// A view that this build lacks leaves a link its own address.
		if (!element || (view !== "preferences" && element.closest("a[href]"))) return;
		event.preventDefault();
		stage.consent.open(view);
	};
	const onNear = (event: Event) => opener(event) && prepare();

	return {
		open,
		close() {
			if (current) {
				current.dispose();
				current = undefined;
				return false;
			}
			return !!ask;
		},
		cover: async (element, release) => {
			await stage.consent.ready;
			const [part, words] = await withWords("embeds");
			return part.cover(stage, words, element, release);
		},
		start() {
			const { consent } = stage;
			const events = { click: onClick, pointerover: onNear, focusin: onNear };
			for (const [name, listener] of Object.entries(events)) {
				document.addEventListener(name, listener);
				stage.onDispose(() => document.removeEventListener(name, listener));
			}
			stage.onDispose(consent.subscribe(({ decided }) => toggleAsk(!decided)));
			stage.onDispose(() => (toggleAsk(false), current?.dispose()));
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
			whenIdle(() => {
				if (stage.settings.trigger ?? !document.querySelector("[data-yoursay-open]"))
					withWords("trigger").then(([{ mount }, words]) => stage.onDispose(mount(stage, words).dispose));
			});
		},
	};
}
