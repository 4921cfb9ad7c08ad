/** The request form: what to ask for, how to be reached, a look before it leaves, and what becomes of it. As a dialog or as part of a page. */
import type { Parts } from "../../types/parts.ts";
import type { PolicyContent } from "../../types/policy.ts";
import type { KeptRequest } from "../../types/request.ts";
import type { Sent } from "../../types/store.ts";
import { documentOf } from "../policy/address.ts";
import { contentAt } from "../policy/content.ts";
import { readPolicy } from "../policy/document.ts";
import { countryName, fillText } from "../policy/words.ts";
import { deadlineOf } from "../rights/deadlines.ts";
import { offersOf } from "../rights/offers.ts";
import css from "./css/rights.css?inline";
import { button, element, fill } from "./dom.ts";
import { emailOf } from "./policy-contact.ts";
import { chooseStep } from "./rights-choose.ts";
import { detailsStep } from "./rights-details.ts";
import type { Form, Page, Step } from "./rights-form.ts";
import { progressStep } from "./rights-progress.ts";
import { requestOf } from "./rights-request.ts";
import { linesOf, reviewStep } from "./rights-review.ts";
import { sentStep } from "./rights-sent.ts";
import { openSheet } from "./sheet.ts";

/** How long the document may be on its way before its place is shown. */
const patienceMs = 300;

export const mount: Parts["rights"]["mount"] = (stage, words, texts, target, closed, start = {}) => {
	const { language, law, report, settings } = stage;
	const { site, policy } = settings;
	let isOver = false;
	/** Puts back what stood before the question whether to leave. */
	let leaving: (() => void) | undefined;
	let isSending = false;
	let isSent = false;
	let standing: Page | undefined;

	const sheet = openSheet(stage, words, {
		name: "rights",
		title: texts.rights.title,
		about: [],
		main: [],
		css,
		target,
		mayClose,
		closed() {
			isOver = true;
			clearTimeout(timer);
			closed?.();
		},
	});
	const { view, main } = sheet;
	let heading = view.querySelector("h2")!;
	const about = view.querySelector(".head p")!;
	const contact = site?.controller?.contact;

	const form: Form = {
		stage,
		words,
		texts,
		isInPage: !!target,
		controller: site?.controller?.name ?? site?.name ?? location.host,
		email: /^[^\s@]+@[^\s@]+$/.test(contact ?? "") ? contact : undefined,
		answers: { region: law.place?.region ?? "", kind: start.kind, recipients: start.recipients },
		offers: () =>
			offersOf({
				content: form.content,
				purposes: settings.purposes,
				region: form.answers.region || null,
				now: Date.now(),
			}),
		deadline: (kind) =>
			deadlineOf({
				kind,
				region: form.answers.region || null,
				responseDays: form.content?.responseDays,
				received: today(),
			}),
		nameOf(kind) {
			const isUs = /^US/.test(form.answers.region) && texts.usKinds[kind];
			const { title, body } = isUs || texts.kinds[kind];
			return { title, body: fill(body, { controller: [element("bdi", "", {}, form.controller)] }) };
		},
		dateOf: (day) =>
			new Date(day).toLocaleDateString(language, { dateStyle: "long", timeZone: day[10] ? undefined : "UTC" }),
		placeOf: (region) => (region ? (texts.places[region] ?? countryName(language, region.slice(0, 2))) : ""),
		requests: async () => {
			await stage.desk();
			return stage.requests!();
		},
		go(step) {
			if (step.name === "details") isSent = false;
			show(pageOf(step));
		},
		close() {
			if (!target) return void sheet.dispose();
			form.answers = { region: form.answers.region };
			form.go({ name: "choose" });
		},
		show,
		async send() {
			if (isSending) return;
			isSending = true;
			const { kind, addsId } = form.answers;
			try {
				form.written = requestOf(form, { kind: kind! });
				await form.deliver(await (await form.requests()).keep(form.written, addsId));
			} catch (cause) {
				report("desk-failed", "rights", cause);
				fail(form.email ? fillText(texts.problem.sendBodyMail, { email: form.email }) : texts.problem.sendBody);
			}
			isSending = false;
		},
		async deliver(kept) {
			const button = view.querySelector("[data-yoursay-action=send]");
			if (button?.hasAttribute("aria-disabled")) return;
			// It keeps the focus, so that the next step's title is read out.
			button?.setAttribute("aria-disabled", "true");
			about.textContent = texts.review.sending;
			const sent: Sent = await form
				.requests()
				.then((requests) => requests.deliver(kept))
				.catch((cause) => {
					report("desk-failed", "rights", cause);
					return { kept, waits: true }; // it is kept, and whoever sends it anew would send it twice
				});
			if ("problem" in sent) {
				const problem = fillText(texts.problem.refused, { controller: form.controller, reason: sent.problem });
				// What was written earlier is not here any more.
				return form.written?.id === kept.id
					? fail(problem)
					: form.go({ name: "progress", kept: { ...kept, delivery: "refused", problem } });
			}
			isSent = true;
			form.go({ name: "sent", kept: sent.kept, waits: "waits" in sent ? sent : undefined });
		},
		mailed() {
			isSent = true;
		},
		copyOf(request, kept = {} as KeptRequest) {
			const { reference, statusUrl, secret, dueAt } = kept;
			const { sent, review } = texts;
			const lines = [
				[sent.reference, reference],
				...(request ? [...linesOf(form, request), [review.sentTo, form.controller]] : []),
				[review.answerBy, dueAt && form.dateOf(dueAt)],
				[sent.follow, statusUrl && `${statusUrl}#${secret}`],
			];
			return lines.flatMap(([term, value]) => (value ? `${term}: ${value}` : [])).join("\n");
		},
	};

	/** Back to the review, with all that was written, and what went wrong. */
	function fail(why: string) {
		const page = reviewStep(form);
		const note = element(
			"div",
			"note bad",
			{ role: "alert" },
			element("b", "", {}, texts.problem.sendTitle),
			element("p", "body", {}, why),
		);
		show({ ...page, main: [note, ...page.main] });
	}

	function pageOf(step: Step): Page {
		if (step.name === "details") return detailsStep(form);
		if (step.name === "review") return reviewStep(form);
		if (step.name === "sent") return sentStep(form, step.kept, step.waits);
		if (step.name === "progress") return progressStep(form, step.kept);
		return chooseStep(form);
	}
	function show(page: Page, isFirst?: boolean) {
		if (isOver) return;
		clearTimeout(timer);
		leaving = undefined;
		standing = page;
		view.ariaBusy = null;
		// Another element, because one that has the focus already would not be read out again.
		if (!isFirst) heading.replaceWith((heading = heading.cloneNode() as HTMLHeadingElement));
		heading.textContent = page.title;
		about.replaceChildren(...(page.about.filter(Boolean) as Node[]));
		main.replaceChildren(...(page.main.filter(Boolean) as Node[]));
		view.querySelector(".foot")?.remove();
		view.append(page.foot);
		main.scrollTop = 0;
		if (!isFirst) heading.focus();
	}

	/** Something was typed that would be lost. */
	const isFilled = () => {
		const { name, email, message, account, outcome, agent } = form.answers;
		return [name, email, message, account, outcome, agent?.of].some(Boolean);
	};
	function mayClose(isOutside: boolean): boolean {
		if (isOver || isSent || !isFilled()) return true;
		if (isOutside) return false;
		if (leaving) {
			leaving();
			return false;
		}
		const back = standing!;
		const { scrollTop } = main;
		const at = (view.getRootNode() as ShadowRoot).activeElement as HTMLElement;
		const stay = () => {
			show(back);
			main.scrollTop = scrollTop;
			if (main.contains(at)) at.focus();
		};
		show({
			title: texts.leave.title,
			about: [texts.leave.body],
			main: [],
			foot: element(
				"div",
				"foot",
				{},
				button("choice", texts.leave.stay, stay, "stay"),
				button("choice", texts.leave.go, sheet.dispose, "leave"),
			),
		});
		leaving = stay;
		return false;
	}

	function wait() {
		view.ariaBusy = "true";
		main.replaceChildren(...[1, 2, 3].map(() => element("div", "blank")));
	}
	async function begin() {
		const found = documentOf(policy) ? await readPolicy(policy, report, "") : undefined;
		const content: PolicyContent | undefined = found && contentAt(found, Date.now());
		form.content = content;
		form.controller = content?.controller?.name ?? form.controller;
		form.email = (content && emailOf(content)) ?? form.email;
		const again = start.id && (await (await form.requests()).list()).find(({ id }) => id === start.id);
		if (again) {
			form.optedOut = again.id;
			return await form.deliver(again);
		}
		const isOffered = form.offers().rights.some(({ kind }) => kind === start.kind);
		if (start.kind && isOffered) show(pageOf({ name: "details" }), true);
		else show(chooseStep(form), true);
	}
	const timer = setTimeout(wait, patienceMs);
	begin().catch((cause) => {
		report("desk-failed", "rights", cause);
		sheet.dispose();
	});
	return sheet;
};

/** The visitor's own day, as an ISO date. */
const today = () => {
	const now = new Date();
	return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())).toISOString().slice(0, 10);
};
