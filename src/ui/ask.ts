/** The first layer, in plain DOM: one question, two equal answers, one way to the details. */
import type { Shown } from "../../types/consent.ts";
import type { Mounted, Stage } from "../../types/parts.ts";
import type { AskWords } from "../../types/words.ts";
import css from "./css/ask.css?inline";
import base from "./css/base.css?inline";
import { button, element, fill } from "./dom.ts";
import { rootOf } from "./host.ts";

/** Screen readers hear a live region only when it was there, empty, before its text. */
const announceAfterMs = 300;

export async function mountAsk(stage: Stage, standard: AskWords): Promise<Mounted> {
	// The first frame comes once body and style sheets are there; in a hidden tab, once it is looked at.
	await new Promise(requestAnimationFrame);
	const { consent, settings, language } = stage;
	const { layout, position = "", policy, site } = settings;
	const { method, decidedAt, purposes, regime } = consent.snapshot();
	const words: AskWords = { ...standard, ...settings.languages?.texts?.[language]?.ask };
	const optional = settings.purposes.filter(({ required }) => !required);
	let { title, body } = words;
	let asked = optional;
	let isPartial = false;

	if (method || regime !== "opt-in") {
		const { again } = (await stage.load("words")).words;
		const open = optional.filter(({ id }) => purposes[id] === "not-asked");
		isPartial = !!open.length && open.length < optional.length;
		[title, body] =
			regime !== "opt-in"
				? [again.optOutTitle, again.optOutBody]
				: isPartial
					? [again.newTitle, again.newBody]
					: [again.title, `${again.body} ${body}`];
		if (isPartial) asked = open;
	}

	const names = new Intl.ListFormat(language).formatToParts(asked.map(({ id, title: own }) => own ?? words.inSentence[id] ?? id));
	const values = {
		controller: [site?.controller?.name ?? site?.name ?? location.host],
		purposes: names.map(({ type, value }) => (type[0] === "e" ? element("b", "", {}, value) : value)),
		date: [decidedAt ? new Date(decidedAt).toLocaleDateString(language, { dateStyle: "long" }) : ""],
	};
	const href = typeof policy === "object" ? policy.url : policy;
	const text = element("p", "body", {}, ...fill(body, values), ...(href ? [" ", element("a", "link", { href }, words.howWeUse)] : []));

	const answer = (yes: boolean) => (event: Event) => {
		const shown: Shown = { view: "ask", layout, language, words: [...view.querySelectorAll("h2,p,button")].map((each) => each.textContent!) };
		const options = { event, shown };
		// Where only something new is asked, only that is answered.
		const ids = Object.fromEntries(asked.map(({ id }) => [id, yes]));
		if (isPartial) consent.decide({ purposes: ids }, { method: yes ? "accept-all" : "reject-all", ...options });
		else consent[yes ? "acceptAll" : "rejectAll"](options);
		stage.desk().then((desk) => desk.say("saved"));
	};

	const isModal = layout === "dialog";
	const view = element(
		isModal ? "dialog" : "section",
		`ask ${layout} ${position}`,
		{ "aria-label": words.label, "data-yoursay-view": "ask" },
		element("div", "words", {}, element("h2", "title", {}, title), text),
		element(
			"div",
			"acts",
			{},
			button("reject-all", "choice", words.rejectAll, answer(false)),
			button("accept-all", "choice", words.acceptAll, answer(true)),
			button("preferences", "quiet", words.preferences, () => consent.open("preferences")),
		),
	);
	const live = element("div", "said", { role: "status" });
	rootOf(stage, base, css).append(live, view);
	if (isModal) {
		view.addEventListener("cancel", (event) => event.preventDefault()); // Escape is never an answer
		(view as HTMLDialogElement).showModal();
	}
	const timer = setTimeout(() => live.append(`${title}. ${text.textContent}`), announceAfterMs);

	// Nothing with focus may end up wholly under the layer (WCAG 2.4.11).
	const page = document.documentElement.style;
	const before = page.scrollPaddingBlockEnd;
	const size = new ResizeObserver(([entry]) => {
		page.scrollPaddingBlockEnd = isModal ? before : `${entry!.borderBoxSize[0]!.blockSize}px`;
	});
	size.observe(view);

	return {
		dispose() {
			clearTimeout(timer);
			size.disconnect();
			page.scrollPaddingBlockEnd = before;
			live.remove();
			const isStill = matchMedia("(prefers-reduced-motion:reduce)").matches;
			view.animate({ opacity: 0 }, isStill ? 0 : 160).onfinish = () => view.remove();
		},
	};
}
