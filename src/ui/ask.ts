/**
 * The first layer, in plain DOM: one question, two equal answers, one way to the details. Only what must stand in the
 * first frame is here; answers, announcements and everything that follows are the desk's.
 */

import type { Parts } from "../../types/parts.ts";
import type { Layer, Stage } from "../../types/stage.ts";
import type { AskWords } from "../../types/words.ts";
import css from "./css/ask.css?inline";
import { element, fill } from "./dom.ts";
import { styled } from "./host.ts";

/** Nothing where nobody need be asked, where the notice was seen, or of all that is undecided nothing may be asked yet. */
export async function mountAsk(
	stage: Stage,
	standard: AskWords,
	situate: Parts["ask"]["situate"],
	base: string[],
): Promise<Layer | undefined> {
	await situate(stage.law);
	if (stage.consent.snapshot().decided || stage.law.isHeeded() || stage.law.place?.isSeen) return;
	// The first frame comes once body and style sheets are there; in a hidden tab, once it is looked at.
	await new Promise(requestAnimationFrame);
	const { consent, law, settings, language, own } = stage;
	const { layout, position = "", policy, site } = settings;
	const { method, regime } = consent.snapshot();
	const texts = settings.languages?.texts?.[language];
	const words: AskWords = { ...standard, ...texts?.ask };
	const { title, body, asked, date, changes } = method
		? await (await stage.desk()).rephrase(words)
		: {
				title: regime === "opt-in" ? words.title : words.optOutTitle,
				body: regime === "opt-in" ? words.body : words.optOutBody,
				asked: settings.purposes.filter((purpose) => !purpose.required && !law.isExempt(purpose)),
			};
	if (!asked.length) return;

	const [pair, between, last] = words.list;
	const end = asked.length - 1;
	const purposes = asked.flatMap(({ id, title: own }, index) => [
		...(index ? [index < end ? between : end > 1 ? last : pair] : []),
		element("b", "", {}, own ?? texts?.inSentence?.[id] ?? words.inSentence[id] ?? id),
	]);
	const text = fill(body, {
		controller: [site?.controller?.name ?? site?.name ?? location.host],
		purposes,
		date: [element("time", "", {}, date ?? "")],
	});
	const href = typeof policy === "object" ? (policy.url ?? policy.document ?? (policy.version && "#")) : policy;
	if (href) {
		// A full text is a page of its own; a summary opens here.
		const action = (href !== policy || /\.json/.test(href)) && "policy";
		text.push(" ", element("a", "link", { href, "data-yoursay-action": action }, words.howWeUse));
	}

	const isModal = layout === "dialog";
	const button = (action: string, looks: string, label: string) =>
		element("button", looks, { type: "button", "data-yoursay-action": action }, element("span", "", {}, label));
	const view = element(
		isModal ? "dialog" : "section",
		`ask ${layout} ${position}`,
		{ "aria-label": words.label, "data-yoursay-view": "ask" },
		element(
			"div",
			"words",
			{},
			element("h2", "title", isModal ? { tabindex: "-1", autofocus: "" } : {}, title),
			element("p", "body", {}, ...text),
			changes,
		),
		element(
			"div",
			"acts",
			{},
			button("reject-all", "choice", words.rejectAll),
			button("accept-all", "choice", words.acceptAll),
			button("preferences", "quiet", words.preferences),
		),
	);
	view.addEventListener("click", (event) => {
		const action = (event.target as Element).closest<HTMLElement>("[data-yoursay-action]")?.dataset.yoursayAction;
		if (!action) return;
		event.preventDefault();
		stage
			.desk()
			.then((desk) => desk.press(action, event))
			.catch(() => {}); // reported by load; a next press tries again
	});
	const { close, vendors } = law.place?.rule ?? {};
	const more =
		close || vendors || (own && own !== language) ? [await (await stage.load("adorn")).adorn(stage, view, asked)] : [];
	styled(stage, (stage.host ??= document.createElement("your-say")), ...base, css, ...more).append(view);
	document.body?.prepend(stage.host);
	stage.onDispose(() => stage.host?.remove());
	if (isModal) (view as HTMLDialogElement).showModal();
	const layer: Layer = { view, asked, dispose: () => view.remove() };
	// The desk is fetched at once, but after the layer, so that it never competes with it.
	stage
		.desk()
		.then((desk) => desk.attend(layer))
		.catch(() => {}); // reported by load
	return layer;
}
