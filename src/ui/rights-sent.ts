import type { KeptRequest } from "../../types/request.ts";
import { fillText } from "../policy/words.ts";
import { canAppeal } from "../rights/laws.ts";
import { button, type Child, element, fill } from "./dom.ts";
import { fillAuthorities } from "./rights-authority.ts";
import type { Form, Page } from "./rights-form.ts";
import { saveFile } from "./save-file.ts";
import { fixedIn } from "./wording.ts";

/** What is seen at a glance: a question in small words, and its answer. */
export const tiles = (...all: [question: string, answer: string | undefined, looks?: string][]): HTMLElement =>
	element(
		"dl",
		"tiles",
		{},
		...all.map(
			([question, answer, looks]) =>
				!!answer &&
				element("div", "note", {}, element("dt", "small", {}, question), element("dd", looks ?? "", {}, answer)),
		),
	);

/** Whom to turn to when the answer is no good, with the authority's address where one is known. */
export function unhappy(form: Form): Child[] {
	const { sent } = form.texts;
	if (!form.offers().hasAuthority) return [];
	const place = element("span", "");
	const [before, after] = sent.unhappy.split("{authority}");
	return [before, fillAuthorities(form, place, "–"), after];
}

/** What comes after a request that arrived: dates, who does what, and what one can do. */
function nextOf(form: Form, { id, kind, dueAt, acknowledgeAt, region }: KeptRequest): HTMLElement {
	const { controller, texts, written } = form;
	// Not known of one that an earlier page made.
	const email = written?.id === id && written.email;
	const { sent } = texts;
	const bdi = (text: string) => element("bdi", "", {}, text);
	const date = form.dateOf(dueAt!);
	const isOptOut = /^(opt-out|limit)/.test(kind);
	const isComplaint = kind === "complaint" && acknowledgeAt;
	const steps: Child[][] = [
		acknowledgeAt ? [fillText(sent.acknowledge, { date: form.dateOf(acknowledgeAt) })] : [],
		isOptOut
			? fill(sent.checkNot, { controller: [bdi(controller)] })
			: email
				? fill(sent.check, { controller: [bdi(controller)], email: [bdi(email)] })
				: [],
		isComplaint ? [] : [fillText(isOptOut ? sent.answerOnly : sent.answer, { date })],
		canAppeal(region) && !isOptOut ? [sent.appeal] : [],
		unhappy(form),
	];
	return element(
		"ol",
		"next body",
		{},
		...steps.filter((step) => step.some(Boolean)).map((step) => element("li", "", {}, element("p", "", {}, ...step))),
	);
}

/** The last step: it is sent; or it waits here until it can be. */
export function sentStep(form: Form, kept: KeptRequest, waits?: { retryAfterMs?: number }): Page {
	const { controller, texts } = form;
	const { sent, offline, problem, progress, review } = texts;
	const { kind, reference, dueAt, acknowledgeAt } = kept;
	const isComplaint = kind === "complaint" && acknowledgeAt;
	const written = form.written?.id === kept.id ? form.written : undefined;
	const copy = () => saveFile(`${reference ?? kind}.txt`, "text/plain", form.copyOf(written, kept));
	const isHere = form.optedOut === kept.id;
	const again = () => form.deliver(kept);
	/** A browser's id says nothing of an account: whoever has one may say so (4 CCR 904-3-4.03). */
	const more = () => {
		form.answers.kind = kind;
		form.go({ name: "details" });
	};
	form.answers.region = kept.region ?? form.answers.region;
	const laterMs = waits?.retryAfterMs;
	const time =
		laterMs && new Date(Date.now() + laterMs).toLocaleTimeString(form.stage.language, { timeStyle: "short" });
	const why = time ? `${fillText(problem.sendLater, { time })} ${progress.waitingBody}` : offline.body;
	return {
		title: waits ? offline.title : sent.title,
		about: [waits ? why : sent.keep],
		main: [
			isHere &&
				element(
					"div",
					"note ok",
					{},
					element("b", "", {}, fixedIn(form.stage, form.words).optOutHonoured),
					element("p", "body", {}, fillText(sent.device, { controller })),
				),
			tiles(
				[sent.reference, reference, "ref"],
				[isComplaint ? review.arrivedBy : review.answerBy, dueAt && form.dateOf(isComplaint ? acknowledgeAt! : dueAt)],
			),
			isHere &&
				element(
					"p",
					"body",
					{},
					sent.more,
					" ",
					element("button", "link", { type: "button", "data-yoursay-action": "details", click: more }, sent.account),
				),
			dueAt && element("h3", "title", {}, sent.next),
			dueAt && nextOf(form, kept),
		],
		foot: element(
			"div",
			"foot ends",
			{},
			button("quiet", sent.copy, copy, "download"),
			!!waits && button("quiet", offline.tryNow, again, "send"),
			button("choice", sent.done, form.close, "close"),
		),
	};
}
