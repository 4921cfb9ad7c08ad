/** The first layer, in plain DOM: one question, two equal answers, one way to the details. */
import type { Shown } from "../../types/consent.ts";
import type { Mounted, Stage } from "../../types/parts.ts";
import type { AskWords } from "../../types/words.ts";
import css from "./css/ask.css?inline";
import base from "./css/base.css?inline";
import { element, fill } from "./dom.ts";
import { rootOf } from "./host.ts";

/** Screen readers hear a live region only when it was there, empty, before its text. */
const announceAfterMs = 300;

export function mountAsk(stage: Stage, standard: AskWords): Mounted {
	const { consent, settings, language } = stage;
	const { layout, position, policy, site } = settings;
	const words: AskWords = { ...standard, ...settings.languages?.texts?.[language]?.ask };
	const { method, decidedAt, purposes, regime } = consent.snapshot();
	const optional = settings.purposes.filter((purpose) => !purpose.required);
	const open = optional.filter(({ id }) => purposes[id] === "not-asked");
	// Some were answered before: only what is new is asked, and only that is answered.
	const isNew = !!method && open.length < optional.length && !!open.length;

	const list = new Intl.ListFormat(language).formatToParts(
		(isNew ? open : optional).map(({ id, title }) => title ?? words.inSentence[id] ?? id),
	);
	const values = {
		controller: site?.controller?.name ?? site?.name ?? location.host,
		purposes: list.map(({ type, value }) => (type === "element" ? element("b", {}, value) : value)),
		date: decidedAt ? new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(decidedAt)) : "",
	};
	const [title, body] = isNew
		? [words.newTitle, words.newBody]
		: regime === "opt-in"
			? [method ? words.againTitle : words.title, method ? `${words.againBody} ${words.body}` : words.body]
			: [words.optOutTitle, words.optOutBody];

	const address = typeof policy === "object" ? policy.url : policy;
	const paragraph = element("p", { class: "body" }, ...fill(body, values));
	if (address) paragraph.append(" ", element("a", { class: "link", href: address, part: "link" }, words.howWeUse));

	const button = (action: string, label: string, look: string, press: (event: MouseEvent) => void) => {
		const made = element("button", { type: "button", class: look, part: `button ${look}`, "data-yoursay-action": action }, element("span", {}, label));
		made.addEventListener("click", press);
		return made;
	};
	const answer = (yes: boolean) => (event: MouseEvent) => {
		const shown: Shown = { view: "ask", layout, language, words: [...view.querySelectorAll("h2,p,button")].map((each) => each.textContent!) };
		const options = { event, shown };
		if (isNew)
			consent.decide(
				{ purposes: Object.fromEntries(open.map(({ id }) => [id, yes])) },
				{ ...options, method: yes ? "accept-all" : "reject-all" },
			);
		else if (yes) consent.acceptAll(options);
		else consent.rejectAll(options);
		stage.say("saved");
	};

	const isModal = layout === "dialog";
	const view = element(
		isModal ? "dialog" : "section",
		{
			class: `ask ${layout} ${position ?? ""}`,
			part: "ask",
			role: isModal ? "dialog" : "region",
			"aria-label": words.label,
			"data-yoursay-view": "ask",
		},
		element(
			"div",
			{ class: "in" },
			element("div", { class: "words" }, element("h2", { class: "title" }, title), paragraph),
			element(
				"div",
				{ class: "acts" },
				button("reject-all", words.rejectAll, "choice", answer(false)),
				button("accept-all", words.acceptAll, "choice", answer(true)),
				button("preferences", words.preferences, "quiet", () => consent.open("preferences")),
			),
		),
	);
	const live = element("div", { class: "said", role: "status" });
	rootOf(stage, base, css).append(live, view);
	if (isModal) {
		// Escape is never an answer.
		view.addEventListener("cancel", (event) => event.preventDefault());
		(view as HTMLDialogElement).showModal();
	}
	const timer = setTimeout(() => {
		live.textContent = `${title}. ${paragraph.textContent}`;
	}, announceAfterMs);

	// Nothing with focus may end up wholly under the layer (WCAG 2.4.11).
	const page = document.documentElement.style;
	const before = page.scrollPaddingBlockEnd;
	const size = new ResizeObserver(([entry]) => {
		page.scrollPaddingBlockEnd = `${Math.ceil(entry!.borderBoxSize[0]!.blockSize)}px`;
	});
	if (!isModal) size.observe(view);

	return {
		dispose() {
			clearTimeout(timer);
			size.disconnect();
			page.scrollPaddingBlockEnd = before;
			live.remove();
			const leave = view.animate({ opacity: 0 }, matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 160);
			leave.onfinish = () => view.remove();
		},
	};
}
