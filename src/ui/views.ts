/** Views, placeholders and messages: what is shown once the page is up. */
import type { PolicyReference } from "../../types/config.ts";
import type { Choices } from "../../types/consent.ts";
import type { Views } from "../../types/desk.ts";
import type { DrawView } from "../../types/elements.ts";
import type { Method } from "../../types/record.ts";
import type { Mounted, Stage } from "../../types/stage.ts";
import type { AskWords } from "../../types/words.ts";
import type { Words } from "../../types/words-panel.ts";
import { attempt } from "../core/errors.ts";
import { attendLayer, dress } from "./attend.ts";
import { createDialogs } from "./dialogs.ts";
import { createHeeded } from "./heeded.ts";
import { join } from "./in-page.ts";
import { lookAtMarks } from "./marks.ts";
import { createReady } from "./ready.ts";

/** Where a site is made, not visited: there the choices are looked at. */
const ofOwners = /^(localhost|127\.|\[::1\])|\.(localhost|test)$/;
/** A version that took effect may be told of so long. */
const newsMs = 30 * 86_400_000;

/** `rephrase`: as that of `again`. */
export function createViews(
	stage: Stage,
	rephrase: (ask: AskWords, words: Words) => ReturnType<Views["rephrase"]>,
): Views {
	const { consent, law, load, report, settings, onDispose } = stage;
	stage.dress = (...given) => dress(stage, ...given);
	const mayBeAsked = () => settings.purposes.filter((purpose) => !purpose.required && !law.isExempt(purpose));

	const { withWords, mountOf } = createReady(stage);
	const draw: DrawView = async (view) => {
		const mount = await mountOf(view);
		return (element) => {
			try {
				return mount(element);
			} catch (cause) {
				report("desk-failed", view, cause);
				throw cause;
			}
		};
	};
	/** Once it stands still. */
	const inspect = (view: HTMLElement) =>
		ofOwners.test(location.hostname) &&
		setTimeout(() => {
			if (view.isConnected)
				load("equal").then(
					(part) => part.inspect(stage, view),
					() => {}, // reported by load
				);
		}, 500);
	const say: Views["say"] = (message) =>
		void withWords("trigger").then(
			([part, words]) => part.say(stage, words, message),
			() => {}, // reported by load
		);

	stage.inPage ??= join(consent, draw);
	onDispose(() => stage.inPage?.leave());

	/** The panel is fetched when the pointer or the focus comes near a way to it. */
	const near = (event: Event) => {
		if (!(event.target as Element).closest?.("your-say, [data-yoursay-open=preferences]")) return;
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
	let trigger: Mounted | undefined;
	const putTrigger = () =>
		void withWords("trigger").then(
			([{ mount }, words]) => {
				trigger = mount(stage, words, isFloating);
				onDispose(trigger.dispose);
			},
			() => {}, // reported by load
		);
	if (isFloating || (due && isLabelled)) putTrigger();
	const dialogs = createDialogs(stage, mountOf, say, (name) => {
		if (name === "preferences")
			inspect(stage.host!.shadowRoot!.querySelector<HTMLElement>("dialog[part=preferences]")!);
	});
	const heeded = createHeeded(stage, withWords);
	let isDisposed = false;
	const isDue = () => !isDisposed && !consent.snapshot().decided && !law.isHeeded();
	const endAsk = () => {
		stage.ask = void stage.ask?.then((layer) => layer?.dispose());
	};
	onDispose(consent.subscribe(() => isDue() || endAsk()));
	onDispose(() => {
		isDisposed = true;
		endAsk();
	});

	const { versions } = Object(settings.policy) as PolicyReference;
	const isNews =
		Array.isArray(versions) && versions.some((each) => Date.parse(each?.effectiveDate) > Date.now() - newsMs);
	const { decided, method } = consent.snapshot();
	// Whoever is asked, or was on this page, hears of it another time.
	if (isNews && decided && method && !stage.ask)
		withWords("change").then(
			([{ tell }, words]) =>
				tell(stage, words).then(
					(told) => told && onDispose(told.dispose),
					(cause) => report("desk-failed", "change", cause),
				),
			() => {}, // reported by load
		);

	// An opt-out may have loaded the page again: it shows what became of it.
	const shown = `${settings.key}-rights`;
	const id = attempt(() => sessionStorage.getItem(shown));
	if (id) {
		attempt(() => sessionStorage.removeItem(shown));
		stage.rightsStart = { id };
		consent.open("rights");
	}

	lookAtMarks(stage);

	/** All that stands comes up anew; nothing changes where the words do not load. */
	const speak: Views["speak"] = async (language) => {
		const before = stage.language;
		if (language === before) return;
		stage.language = language;
		const [layer, part] = await Promise.all([stage.ask, load("ask"), load("words")]).catch(() => []);
		// Reported by load, and to the visitor nothing has changed.
		if (!part) {
			stage.language = before;
			return say("notLoaded");
		}
		stage.base = part.base;
		stage.own = before;
		if (layer) {
			layer.view.remove();
			layer.dispose();
			stage.ask = part.mount(stage);
			(await stage.ask)?.view.querySelector<HTMLElement>("[data-yoursay-action=language]")?.focus();
		}
		if (trigger) {
			trigger.dispose();
			putTrigger();
		}
		stage.inPage?.renew();
		// A form keeps what is typed into it, and its words, until it is opened again.
		const names = dialogs.names();
		const kept = names.lastIndexOf("rights") + 1;
		dialogs.closeTo(kept);
		for (const name of names.slice(kept)) await consent.open(name);
	};

	/** Lets the first layer stand where something is to be asked, and it does not. */
	const ask = async (): Promise<void> => {
		const before = stage.ask;
		const isUp = (await before)?.view.isConnected;
		// Asked for twice at once, or taken away meanwhile.
		if (stage.ask !== before) return ask();
		if (!isDue() || isUp) return;
		stage.ask = load("ask")
			.then((part) => part.mount(stage))
			.catch(() => undefined); // reported by load
		await stage.ask;
	};

	return {
		say,
		draw,
		attend(layer) {
			// Each is put first in body, so one that stood before, of another copy of yoursay, comes after: that one stays.
			const hosts = [...document.querySelectorAll("your-say")];
			const older = hosts.slice(hosts.indexOf(stage.host!) + 1);
			if (older.some((host) => host.shadowRoot?.querySelector("[data-yoursay-view=ask]:not([inert])"))) return endAsk();
			attendLayer(stage, layer);
			inspect(layer.view);
		},
		rephrase: async (ask) => rephrase(ask, (await withWords("words"))[1]),
		honour: heeded.honour,
		speak,
		async press(action, event) {
			if (action === "language") return speak((event.target as HTMLElement).lang);
			if (action === "preferences" || action === "policy") return consent.open(action);
			const { view, asked } = (await stage.ask)!;
			const isYes = action === "accept-all";
			const copy = view.cloneNode(true) as HTMLElement;
			copy.querySelector("time")?.replaceWith("{date}");
			// A way to the same words in another language is none of them.
			copy.querySelector("[data-yoursay-action=language]")?.parentElement?.remove();
			const words = [...copy.querySelectorAll("h2,.words>p,.acts button")].map((each) => each.textContent!);
			const options = {
				event,
				method: action as Method,
				shown: { view: "ask", layout: settings.layout, language: stage.language, words },
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
			if (view === "ask") return ask();
			return dialogs.open(view);
		},
		async close(_, options) {
			const { length } = dialogs.names();
			if (length) return dialogs.closeTo(length - 1);
			heeded.end();
			const layer = await stage.ask;
			if (!layer) return;
			if (consent.snapshot().regime === "opt-in") await consent.rejectAll({ method: "close", ...options });
			else {
				law.place!.isSeen = true;
				attempt(() => localStorage.setItem(`${settings.key}-seen`, `${settings.revision}`));
				layer.dispose();
			}
		},
		cover: (element, release) =>
			withWords("embeds").then(([part, words]) => part.cover(stage, words, element, release)),
	};
}
