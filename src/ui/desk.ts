/** Everything that happens after the page is up: decisions, views, placeholders, messages. */
import type { Desk, Mounted, Parts, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";
import { decide, enforce, forget } from "../core/decide.ts";

const inPage = "your-say-preferences";

export function createDesk(stage: Stage): Desk {
	const { load, report, settings, language, onDispose } = stage;
	let current: Mounted | undefined;

	const withWords = async <Name extends keyof Parts>(name: Name) => {
		const [part, { words }] = await Promise.all([load(name), load("words")]);
		const own = settings.languages?.texts?.[language] ?? {};
		const groups = Object.entries(words).map(([group, texts]) => [group, { ...texts, ...own[group] }]);
		return [part, Object.fromEntries(groups) as Words] as const;
	};
	const say: Desk["say"] = (message) =>
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

	const prepare = async () => {
		const [{ mount }, words] = await withWords("trigger");
		if (settings.trigger ?? !document.querySelector("[data-yoursay-open]")) onDispose(mount(stage, words).dispose);
		await load("preferences");
	};
	const idle = window.requestIdleCallback ?? setTimeout;
	idle(() => prepare().catch(() => {})); // reported by load
	onDispose(() => current?.dispose());

	return {
		decide,
		enforce,
		forget,
		say,
		async open(view = "preferences") {
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
		close() {
			const wasAsking = !current && !!stage.ask;
			current?.dispose();
			current = undefined;
			return wasAsking;
		},
		async cover(element, release) {
			if (element.localName === inPage) return { dispose() {} };
			const [part, words] = await withWords("embeds");
			return part.cover(stage, words, element, release);
		},
	};
}
