/** Views, placeholders and messages: what is shown once the page is up. */
import type { PolicyReference } from "../../types/config.ts";
import type { Choices, View } from "../../types/consent.ts";
import type { Mounted, Parts, RightsStart, Stage, Views } from "../../types/parts.ts";
import type { Method } from "../../types/record.ts";
import type { AskWords, Words } from "../../types/words.ts";
import { attempt } from "../core/errors.ts";
import { documentOf } from "../policy/address.ts";
import { withOwnTexts } from "../policy/words.ts";
import { attendLayer, dress } from "./attend.ts";
import { join } from "./in-page.ts";

/** What opens as a dialog. */
const dialogs = ["preferences", "policy", "rights", "receipt"] as const;
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
	/** Dialogs, the one on top last. */
	const open: { name: View; mounted: Mounted }[] = [];
	/** Ends the status of the browser's signal, from when it is on its way. */
	let endStatus: (() => void) | undefined;
	stage.dress = (...given) => dress(stage, ...given);
	const mayBeAsked = () => settings.purposes.filter((purpose) => !purpose.required && !law.isExempt(purpose));

	/** Words as the owner wants them. */
	const ofOwner = <All extends object>({ words }: { words: All }) =>
		withOwnTexts(words, settings.languages?.texts?.[stage.language]);
	const withWords = async <Name extends keyof Parts>(name: Name) => {
		const [part, words] = await Promise.all([load(name), load("words")]);
		return [part, ofOwner(words)] as const;
	};
	/** Gets all that a view needs; what comes back puts it up, as a part of the page or as a dialog that calls `closed`. */
	const ready = async (name: Exclude<View, "ask">) => {
		type Mount = (target?: HTMLElement, closed?: () => void) => Mounted;
		if (name === "preferences" || name === "policy") {
			const [part, words] = await withWords(name);
			return ((...given) => part.mount(stage, words, ...given)) as Mount;
		}
		if (name === "receipt") {
			const [[part, words], own] = await Promise.all([withWords("history"), load("words-history").then(ofOwner)]);
			return ((...given) => part.mount(stage, words, own, ...given)) as Mount;
		}
		const [[part, words], own] = await Promise.all([withWords("rights"), load("words-rights").then(ofOwner)]);
		return ((target, closed) => {
			// What was asked for opens as a dialog; a form in the page that comes up meanwhile has no part in it.
			const kind = target?.getAttribute("kind") as RightsStart["kind"] | null;
			const start = target ? kind && { kind } : stage.rightsStart;
			if (!target) stage.rightsStart = undefined;
			return part.mount(stage, words, own, target, closed, start ?? undefined);
		}) as Mount;
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

	stage.inPage ??= join(consent, ready);
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
	/** Takes away all that stands over the first so many. */
	const closeTo = (count: number) => {
		while (open.length > count) open.pop()!.mounted.dispose();
	};
	onDispose(() => closeTo(0));
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
	onDispose(() => endStatus?.());

	// An opt-out may have loaded the page again: it shows what became of it.
	const shown = `${settings.key}-rights`;
	const id = attempt(() => sessionStorage.getItem(shown));
	if (id) {
		attempt(() => sessionStorage.removeItem(shown));
		stage.rightsStart = { id };
		consent.open("rights");
	}

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
		const names = open.map(({ name }) => name);
		const kept = names.lastIndexOf("rights") + 1;
		closeTo(kept);
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
		draw: ready,
		attend(layer) {
			// Each is put first in body, so one that stood before, of another copy of yoursay, comes after: that one stays.
			const hosts = [...document.querySelectorAll("your-say")];
			const older = hosts.slice(hosts.indexOf(stage.host!) + 1);
			if (older.some((host) => host.shadowRoot?.querySelector("[data-yoursay-view=ask]:not([inert])"))) return endAsk();
			attendLayer(stage, layer);
			inspect(layer.view);
		},
		rephrase: async (ask) => rephrase(ask, (await withWords("words"))[1]),
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
		speak,
		async press(action, event) {
			if (action === "language") return speak((event.target as HTMLElement).lang);
			if (action === "preferences" || action === "policy") return consent.open(action);
			const { view, asked } = (await stage.ask)!;
			const isYes = action === "accept-all";
			const copy = view.cloneNode(true) as HTMLElement;
			copy.querySelector("time")?.replaceWith("{date}");
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
			const name = dialogs.find((each) => each === view);
			if (!name) return report("view-unknown", view);
			if (name === "policy" && !documentOf(settings.policy)) {
				const link = document.querySelector<HTMLAnchorElement>("a[data-yoursay-open=policy]");
				const address = (typeof settings.policy === "object" ? settings.policy.url : settings.policy) ?? link?.href;
				return address ? location.assign(address) : report("view-unknown", view);
			}
			const mount = await ready(name).catch(() => say("notLoaded"));
			if (!mount || isDisposed) return;
			// Back to a view that stands already, with all that was moved in it; another one stands over it.
			const at = open.findIndex((each) => each.name === name);
			if (at >= 0) {
				stage.rightsStart = undefined; // else a later form would begin with it
				return closeTo(at + 1);
			}
			const mounted = mount(undefined, () => {
				const place = open.findIndex((each) => each.mounted === mounted);
				if (place >= 0) open.splice(place, 1);
			});
			open.push({ name, mounted });
			if (name === "preferences")
				inspect(stage.host!.shadowRoot!.querySelector<HTMLElement>("dialog[part=preferences]")!);
		},
		async close(_, options) {
			if (open.length) return closeTo(open.length - 1);
			endStatus?.();
			const layer = await stage.ask;
			if (layer && consent.snapshot().regime === "opt-in") await consent.rejectAll({ method: "close", ...options });
			else layer?.dispose();
		},
		cover: (element, release) =>
			withWords("embeds").then(([part, words]) => part.cover(stage, words, element, release)),
	};
}
