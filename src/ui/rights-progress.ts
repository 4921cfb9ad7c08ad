import type { KeptRequest, RequestEvent, RequestStatus } from "../../types/request.ts";
import type { RightsWords } from "../../types/words-rights.ts";
import { fillText } from "../policy/words.ts";
import { button, type Child, element } from "./dom.ts";
import { icon } from "./icon.ts";
import type { Form, Page } from "./rights-form.ts";
import { tiles, unhappy } from "./rights-sent.ts";
import { saveFile } from "./save-file.ts";

/** States in which nothing is to come. */
const closed = /^(fulfilled|partly|denied|withdrawn|expired)$/;

/** One move in words. */
const moveOf = ({ texts, dateOf }: Form, { state }: RequestEvent, dueAt?: string): string =>
	state === "extended"
		? fillText(texts.progress.extended, { date: dueAt ? dateOf(dueAt) : "" })
		: texts.progress[state];

/** What is known of a request without asking anybody. */
const knownOf = ({ progress }: RightsWords, { delivery }: KeptRequest): string =>
	({ waiting: progress.waiting, sent: progress.received, refused: progress.refused, lapsed: progress.lapsed })[
		delivery
	];

/** Requests of this device, above what else can be asked; nothing where there are none. */
export function ownRequests(form: Form): HTMLElement {
	const { stage, texts } = form;
	const place = element("div", "mine");
	if (stage.settings.endpoint)
		form
			.requests()
			.then((requests) => requests.list())
			.then((all) => {
				if (!all[0]) return;
				place.append(
					element("h3", "title", {}, texts.rights.yours),
					element(
						"ul",
						"card rows",
						{},
						...all.map((kept) =>
							element(
								"li",
								"",
								{},
								element(
									"button",
									"known",
									{ type: "button", "data-yoursay-action": "status", click: () => form.go({ name: "progress", kept }) },
									element("b", "", {}, texts.kinds[kept.kind].title),
									element(
										"span",
										"small",
										{},
										[knownOf(texts, kept), kept.reference ?? form.dateOf(kept.madeAt)].join(" · "),
									),
									icon("chevron"),
								),
							),
						),
					),
				);
			})
			.catch((cause) => stage.report("desk-failed", "rights", cause));
	return place;
}

/** How a request stands: what is known here at once, and what the collector says when it has answered. */
export function progressStep(form: Form, kept: KeptRequest): Page {
	const { texts } = form;
	const { common, progress, sent } = texts;
	const main = element("div", "", { "aria-live": "polite" });
	form.answers.region = kept.region ?? form.answers.region;
	const foot = element("div", "foot ends");
	const back = () => button("quiet", common.back, () => form.go({ name: "choose" }), "back");
	const { title } = form.nameOf(kept.kind);

	const show = (body: Child[], ...buttons: Child[]) => {
		const hadFocus = foot.matches(":focus-within");
		main.replaceChildren(...(body.filter(Boolean) as Node[]));
		foot.replaceChildren(...([back(), ...buttons].filter(Boolean) as Node[]));
		if (hadFocus) main.closest(".view")?.querySelector("h2")?.focus();
	};
	const note = (looks: string, head: string, ...rest: Child[]) =>
		element(
			"div",
			`note ${looks}`,
			{},
			element("b", "", {}, head),
			...rest.map((each) => each && element("p", "body", {}, each)),
		);
	const forget = button(
		"quiet",
		progress.forget,
		async () => {
			await (await form.requests()).forget(kept);
			form.go({ name: "choose" });
		},
		"erase",
	);
	const failed = () => show([note("bad", progress.unreachable)], button("choice", progress.tryAgain, ask, "retry"));

	/** Asks once, because it cannot be undone. */
	const withdraw = (ask: () => void) => {
		const yes = async () => {
			const requests = await form.requests();
			await requests.withdraw(kept).then((status) => (status ? draw(status) : form.go({ name: "choose" })), failed);
		};
		show([note("", progress.withdrawTitle)]);
		foot.replaceChildren(
			button("choice", progress.keep, ask, "back"),
			button("choice", progress.withdraw, yes, "withdraw"),
		);
		(foot.firstChild as HTMLElement).focus();
	};
	const timeline = (status: RequestStatus) =>
		element(
			"ol",
			"moves",
			{},
			...status.events.map((event) =>
				element(
					"li",
					"",
					{},
					element("b", "", {}, moveOf(form, event, status.dueAt)),
					element("span", "small", {}, form.dateOf(event.at)),
					event.reason && element("p", "body spoken", {}, element("bdi", "", {}, event.reason)),
				),
			),
		);
	function draw(status: RequestStatus) {
		const { state, dueAt, reference, canAppeal, isConfirmed } = status;
		const isClosed = closed.test(state);
		const isLate = !isClosed && Date.parse(dueAt) < Date.now();
		const copy = () =>
			saveFile(
				`${reference}.txt`,
				"text/plain",
				[
					`${sent.reference}: ${reference}`,
					title,
					...status.events.map((event) =>
						[form.dateOf(event.at), moveOf(form, event, dueAt), event.reason].filter(Boolean).join(": "),
					),
				].join("\n"),
			);
		const appeal = () => {
			form.answers.appeals = reference;
			form.answers.kind = "appeal";
			form.answers.region = kept.region ?? form.answers.region;
			form.go({ name: "details" });
		};
		show(
			[
				isLate && note("bad", fillText(progress.late, { date: form.dateOf(dueAt) })),
				isConfirmed === false && !isClosed && note("", progress.unconfirmed),
				tiles([sent.reference, reference, "ref"], [texts.review.answerBy, isClosed ? undefined : form.dateOf(dueAt)]),
				timeline(status),
				(isLate || state === "denied" || state === "partly") && element("p", "body", {}, ...unhappy(form)),
			],
			button("quiet", sent.copy, copy, "download"),
			canAppeal && button("quiet", progress.appeal, appeal, "appeal"),
			isClosed ? forget : button("quiet", progress.withdraw, () => withdraw(() => draw(status)), "withdraw"),
		);
	}
	async function ask() {
		show([1, 2, 3].map(() => element("div", "blank")));
		try {
			const status = await (await form.requests()).status(kept);
			if (status) draw(status);
			else show([note("", progress.unknown)], forget);
		} catch {
			failed(); // the person is told, and may ask again
		}
	}

	if (kept.delivery === "sent") ask();
	else if (kept.delivery === "waiting")
		show(
			[note("", progress.waiting, progress.waitingBody)],
			button("quiet", progress.withdraw, () => withdraw(() => form.go({ name: "progress", kept })), "withdraw"),
			button("choice", texts.offline.tryNow, () => form.deliver(kept), "send"),
		);
	else
		show(
			[
				kept.delivery === "lapsed"
					? note("bad", progress.lapsed, progress.lapsedBody)
					: note("bad", progress.refused, kept.problem),
			],
			forget,
		);
	return {
		title: progress.title,
		about: [[title, form.placeOf(kept.region)].filter(Boolean).join(" · ")],
		main: [main],
		foot,
	};
}
