import type { RequestKind } from "../../types/request.ts";
import { fillText, plural } from "../policy/words.ts";
import { button, element } from "./dom.ts";
import { icon } from "./icon.ts";
import { authorityRow } from "./rights-authority.ts";
import { actHere, actsHere } from "./rights-device.ts";
import { accept, choiceField, type Field, textField } from "./rights-field.ts";
import { type Form, type Page, stepText } from "./rights-form.ts";
import { placeOptions } from "./rights-places.ts";
import { ownRequests } from "./rights-progress.ts";

/** When the answer to a right is due, or that it needs none, in a sentence. */
function promiseOf(form: Form, kind: RequestKind): string {
	const { rights } = form.texts;
	const { answer, acknowledge } = form.deadline(kind);
	const date = form.dateOf(answer);
	if (actsHere(form, kind)) return kind === "withdraw-consent" ? rights.atOnce : fillText(rights.atOnceAnd, { date });
	if (kind === "complaint" && acknowledge) return fillText(rights.arrivedBy, { date: form.dateOf(acknowledge) });
	return fillText(rights.answerBy, { date });
}

/** The first step: where the person lives, and what can be asked for there. */
export function chooseStep(form: Form): Page {
	const { answers, content, stage, texts } = form;
	const { rights } = texts;
	const list = element("div", "offers");
	const ways = element("div", "beyond");

	const place = textField(
		form,
		{ name: "region", label: rights.place, hint: rights.placeHint },
		"select",
		{ autocomplete: "country" },
		undefined,
		(region) => {
			if (region === answers.region) return;
			answers.region = region;
			draw();
		},
		...placeOptions(form),
	);
	(place.control as HTMLSelectElement).value = answers.region;

	let right: Field;
	function draw() {
		const { rights: offered, hasAuthority } = form.offers();
		if (!offered.some(({ kind }) => kind === answers.kind)) answers.kind = undefined;
		right = choiceField(
			form,
			{ name: "kind", label: rights.title },
			"radio",
			offered.map(({ kind }) => {
				const { title, body } = form.nameOf(kind);
				return [kind, title, [...body, " ", element("span", "promise", {}, promiseOf(form, kind))]];
			}),
			answers.kind ? [answers.kind] : [],
			([kind]) => {
				answers.kind = kind as RequestKind | undefined;
				promise();
			},
			"opt",
		);
		list.replaceChildren(right.view);
		ways.replaceChildren(...(hasAuthority ? [authorityRow(form)] : []));
		promise();
	}

	const proceed = (event: Event) => {
		const flaws = () => [
			...(answers.region ? [] : [{ field: "region", code: "noPlace" } as const]),
			...(answers.kind ? [] : [{ field: "kind", code: "noRight" } as const]),
		];
		if (!accept(form, list.parentElement!, [place, right], flaws)) return;
		const kind = answers.kind!;
		if (actsHere(form, kind)) actHere(form, kind, event);
		else form.go({ name: "details" });
	};
	const next = button("choice", "", proceed, "review");
	/** The button says what it does: an opt-out needs no second step. */
	function promise() {
		const { kind } = answers;
		const acts = kind && actsHere(form, kind);
		const isYes = kind === "withdraw-consent";
		next.firstChild!.textContent = acts ? (isYes ? rights.withdraw : rights.optOut) : texts.common.continue;
		next.dataset.yoursayAction = acts ? (isYes ? "withdraw" : "opt-out") : "review";
	}
	draw();
	const days = content?.responseDays;
	return {
		title: rights.title,
		about: [stepText(form, 1), " ", days ? plural(form.stage.language, rights.free, days) : rights.freeNoDays],
		main: [
			ownRequests(form),
			element(
				"button",
				"opt here",
				{ type: "button", "data-yoursay-action": "preferences", click: () => stage.consent.open("preferences") },
				element("b", "", {}, rights.here),
				element("span", "small", {}, rights.hereBody),
				icon("chevron"),
			),
			place.view,
			list,
			ways,
		],
		foot: element(
			"div",
			"foot ends",
			{},
			!form.isInPage && button("quiet", texts.common.cancel, form.close, "close"),
			next,
		),
	};
}
