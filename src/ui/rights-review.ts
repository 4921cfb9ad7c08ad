import type { RightsRequest } from "../../types/request.ts";
import { attempt } from "../core/errors.ts";
import { fillText } from "../policy/words.ts";
import { button, type Child, element } from "./dom.ts";
import { type Form, type Page, type Step, stepText } from "./rights-form.ts";
import { requestOf } from "./rights-request.ts";
import { saveFile } from "./save-file.ts";

/** What will be sent, line by line, with the step where it can be changed. */
export function linesOf(
	form: Form,
	request: Omit<RightsRequest, "secretHash">,
): [term: string, value: string, step?: Step["name"]][] {
	const { texts } = form;
	const { details, review, rights } = texts;
	const { kind, name, email, message, agent, since, until, account, recipients, happenedAt, outcome, decision } =
		request;
	const dates =
		since || until
			? fillText(review.between, { since: since ? form.dateOf(since) : "…", until: until ? form.dateOf(until) : "…" })
			: undefined;
	const lines: [string, string | undefined, Step["name"]?][] = [
		[review.request, form.nameOf(kind).title, "choose"],
		[rights.place, form.placeOf(request.region), "choose"],
		[details.decision, decision && (decision === "granted" ? details.yes : details.no), "details"],
		[details.account, account, "details"],
		[details.recipients, recipients && new Intl.ListFormat(form.stage.language).format(recipients), "details"],
		[details.name, name, "details"],
		[details.email, email, "details"],
		[review.dates, dates, "details"],
		[(details as Record<string, string>)[kind] ?? details.message, message, "details"],
		[details.happenedAt, happenedAt && form.dateOf(happenedAt), "details"],
		[details.outcome, outcome, "details"],
		[review.onBehalf, agent?.of, "details"],
	];
	return lines.filter((line): line is [string, string, Step["name"]?] => !!line[1]);
}

/** The terms of a request's dates. */
export function datesOf(form: Form, kind: RightsRequest["kind"]): [term: string, value: string][] {
	const { answer, acknowledge } = form.deadline(kind);
	const { review } = form.texts;
	const isByArrival = kind === "complaint" && acknowledge;
	return [[isByArrival ? review.arrivedBy : review.answerBy, form.dateOf(isByArrival || answer)]];
}

/** A prepared e-mail with all of it; nothing where nobody can be written to. */
export function mailOf(form: Form, lines: [string, string, ...unknown[]][]): string | undefined {
	const subject = fillText(form.texts.rights.subject, { kind: lines[0]![1] });
	const body = lines.map(([term, value]) => `${term}: ${value}`).join("\r\n");
	return attempt(
		() =>
			form.email &&
			`mailto:${encodeURIComponent(form.email).replace("%40", "@")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`,
	);
}

/** The third step: a look before it leaves. */
export function reviewStep(form: Form): Page {
	const { answers, controller, email, stage, texts } = form;
	const { review, common, sent } = texts;
	const kind = answers.kind!;
	const request = requestOf(form, { kind });
	const lines = linesOf(form, request);
	const dt = (term: string) => element("dt", "", {}, term);
	const summary = element(
		"dl",
		"card rows sum",
		{},
		...lines.map(([term, value, name]) =>
			element(
				"div",
				"",
				{},
				dt(term),
				element("dd", "spoken", {}, element("bdi", "", {}, value)),
				name &&
					element(
						"dd",
						"",
						{},
						element(
							"button",
							"link",
							{
								type: "button",
								"data-yoursay-action": "change",
								"aria-label": fillText(review.changeName, { field: term }),
								click: () => form.go({ name } as Step),
							},
							review.change,
						),
					),
			),
		),
		element(
			"div",
			"",
			{},
			dt(review.sentTo),
			element(
				"dd",
				"said",
				{},
				element("bdi", "", {}, controller),
				email && ", ",
				email && element("bdi", "", {}, email),
			),
		),
		...datesOf(form, kind).map(([term, value]) => element("div", "", {}, dt(term), element("dd", "", {}, value))),
	);
	const addId = element("input", "", { type: "checkbox" });
	addId.checked = !!answers.addsId;
	addId.onchange = () => {
		answers.addsId = addId.checked;
	};
	const id = element("label", "check", { hidden: "" }, addId, element("span", "", {}, review.addId));
	// Whoever never decided has no id.
	if (stage.consent.snapshot().method) id.hidden = false;

	const send = button("choice", review.send, () => form.send(), "send");
	const mail = mailOf(form, lines);
	const isByMail = !stage.settings.endpoint;
	const label = mail && element("span", "", {}, fillText(review.mail, { email: email! }));
	const copy = () => saveFile("request.txt", "text/plain", form.copyOf(request));
	const last: Child[] = isByMail
		? [
				button("quiet", sent.copy, copy, "download"),
				mail && element("a", "choice", { href: mail, "data-yoursay-action": "send", click: form.mailed }, label),
			]
		: [send];
	return {
		title: review.title,
		about: [stepText(form, 3), " ", isByMail ? (mail ? sent.mailBody : sent.noWay) : review.nothingSent],
		main: [summary, !isByMail && id],
		foot: element(
			"div",
			"foot ends",
			{},
			button("quiet", common.back, () => form.go({ name: "details" }), "back"),
			...last,
		),
	};
}
