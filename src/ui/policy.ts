/** The policy summary: what the site does with data, at a glance and then section by section, as a dialog or as part of a page. */
import type { Parts } from "../../types/parts.ts";
import type { Policy } from "../../types/policy.ts";
import type { RequestKind } from "../../types/request.ts";
import { documentOf } from "../policy/address.ts";
import { contentAt } from "../policy/content.ts";
import { readPolicy } from "../policy/document.ts";
import { fillText } from "../policy/words.ts";
import { begin, breathe } from "./breathe.ts";
import css from "./css/policy.css?inline";
import printed from "./css/print.css?inline";
import { button, element } from "./dom.ts";
import { factsOf } from "./policy-facts.ts";
import { finder } from "./policy-find.ts";
import { link, make } from "./policy-pieces.ts";
import { opener, type Row, rowOf } from "./policy-rows.ts";
import { sectionsOf } from "./policy-sections.ts";
import { attendPrint } from "./print.ts";
import { openSheet, type Sheet } from "./sheet.ts";

/** How long the document may be on its way before its place is shown. */
const patienceMs = 300;

export const mount: Parts["policy"]["mount"] = (stage, words, target, closed) => {
	const { consent, language, report, settings } = stage;
	const { policy: given, site } = settings;
	const texts = words.policy;
	const undo: (() => void)[] = [];
	let sheet: Sheet | undefined;
	let isOver = false;
	const failed = (cause: unknown) => report("desk-failed", "policy", cause);

	const way = () => button("quiet", words.preferences.title, () => consent.open("preferences"), "preferences");
	/** To the request form: at one right, or at all of them. */
	const use = (kind?: RequestKind) =>
		button(
			kind ? "quiet" : "choice",
			kind ? texts.useRight : texts.useRights,
			() => {
				stage.rightsStart = { kind };
				consent.open("rights");
			},
			"rights",
		);
	const dateOf = (day: string) => new Date(day).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });

	function end() {
		isOver = true;
		clearTimeout(timer);
		for (const each of undo) each();
		closed?.();
	}
	function stand(controller = site?.controller?.name ?? site?.name ?? location.host) {
		const title = fillText(texts.title, { controller });
		sheet ??= openSheet(stage, words, {
			name: "policy",
			title,
			about: [],
			main: [],
			css: css + printed,
			target,
			closed: end,
		});
		sheet.view.querySelector("h2")!.textContent = title;
		return { ...sheet, controller, about: sheet.view.querySelector(".head p")! };
	}
	function wait() {
		const { view, main } = stand();
		view.ariaBusy = "true";
		main.replaceChildren(...[1, 2, 3].map(() => element("div", "blank")));
	}
	const read = () => readPolicy(given, report, texts.notPublished).then(fill).catch(failed);
	function tryAgain() {
		wait();
		sheet!.view.querySelector("h2")!.focus();
		read();
	}
	/** Draws what is known; without a document, why there is none and where the full text is. */
	async function fill(policy: Policy | undefined) {
		clearTimeout(timer);
		// Judging a long document was work enough for one task, and so is opening the dialog.
		await breathe();
		if (isOver) return;
		const now = Date.now();
		const content = policy && contentAt(policy, now);
		const { view, main, about, controller } = stand(content?.controller?.name);
		const full = content?.url ?? (typeof given === "object" ? given.url : documentOf(given) ? undefined : given);
		main.replaceChildren();
		about.replaceChildren();
		view.querySelector(".foot")?.remove();
		view.ariaBusy = null;
		await breathe();
		if (isOver) return;
		if (!target)
			view.append(
				element(
					"div",
					"foot ends",
					{},
					full &&
						element(
							"a",
							"quiet to",
							{ href: full, target: "_blank", rel: "noopener noreferrer" },
							make("span", texts.full),
						),
					use(),
				),
			);
		if (!policy || !content) {
			const isLost = documentOf(given);
			about.append(isLost ? texts.notLoaded : fillText(texts.empty, { controller }));
			if (isLost) main.append(button("quiet", texts.tryAgain, tryAgain, "retry"));
			if (full && target) main.append(make("p", link(full, texts.full)));
			return;
		}
		// What compares versions is fetched where there are any; without it the rest still stands.
		const news =
			policy.versions?.[0] &&
			(await stage
				.load("change")
				.then(({ announce }) => announce(stage, words, policy, target))
				.catch(failed));
		if (isOver) return;
		const startOf = (day: string) =>
			fillText(Date.parse(day) > now ? texts.startsLater : texts.starts, { date: dateOf(day) });
		const { lastUpdated, effectiveDate } = content;
		about.append(
			lastUpdated ? fillText(texts.updated, { date: dateOf(lastUpdated) }) : texts.updateMissing,
			" ",
			effectiveDate ? startOf(effectiveDate) : texts.startMissing,
		);
		const rows: Row[] = [];
		const contents = element("ul", "");
		const sections = element("div", "secs rows");
		const facts = factsOf(texts, language, content);
		const parts = [
			news,
			facts[0] &&
				element(
					"dl",
					"facts",
					{},
					...facts.map(([question, answer]) =>
						element("div", "note fact", {}, element("dt", "small", {}, question), make("dd", answer)),
					),
				),
			finder(texts, language, rows, undo, !target && button("quiet", texts.print, () => print(), "print")),
			sections,
		].filter(Boolean) as Node[];
		if (target) {
			if (full) about.append(" ", link(full, texts.full));
			const nav = element("nav", "toc", { "aria-label": texts.contents }, contents);
			main.append(element("div", "cols", {}, nav, element("div", "", {}, ...parts)));
		} else main.append(...parts);
		undo.push(attendPrint(!target, opener(rows)));

		begin();
		for (const section of sectionsOf({ stage, words, policy, content, dateOf, startOf, way, use })) {
			const row = rowOf(section, failed);
			if (section.body) rows.push(row);
			sections.append(
				section.body ? row.view : element("h3", section.isLabel ? "small sec" : "sec", {}, section.title),
			);
			if (target && section.body)
				contents.append(
					make(
						"li",
						element(
							"a",
							"link",
							{
								href: "#",
								click(event: Event) {
									event.preventDefault();
									// A search may have put it away.
									row.view.hidden = false;
									row.view.open = true;
									row.view.querySelector("summary")!.focus();
									row.view.scrollIntoView();
								},
							},
							section.title,
						),
					),
				);
			await breathe();
			if (isOver) return;
		}
	}

	const timer = setTimeout(wait, patienceMs);
	read();
	return {
		dispose() {
			if (sheet) sheet.dispose();
			else if (!isOver) end();
		},
	};
};
