import type { RequestKind } from "../../types/request.ts";
import { fillText } from "../policy/words.ts";
import { checkRequest, needs, uses } from "../rights/check.ts";
import { lawOf } from "../rights/laws.ts";
import { button, element } from "./dom.ts";
import { accept, choiceField, type Field, flawText, textField } from "./rights-field.ts";
import { type Form, type Page, stepText } from "./rights-form.ts";
import { requestOf } from "./rights-request.ts";
import { guardSecrets } from "./rights-secrets.ts";

/** Companies that work for the site, which alone can be objected to. */
const processors = ({ content, answers }: Form): string[] => [
	...new Set([
		...(answers.recipients ?? []),
		...(content?.recipients ?? []).flatMap(({ kind, name }) => (kind === "processor" && name ? name : [])),
	]),
];

/** Every question of this right, in the order in which they stand. */
function fieldsOf(form: Form, kind: RequestKind): Field[] {
	const { answers, controller, texts } = form;
	const { details } = texts;
	const isOptional = !needs(kind, "email");
	const today = new Date().toLocaleDateString("sv");
	// California's right to know is asked for over a range of days (Civ. 1798.130(a)(2)(B)).
	const hasRange = uses(kind, "since") && lawOf(answers.region || null) === "ccpa";
	const fields: (Field | false)[] = [
		uses(kind, "decision") &&
			choiceField(
				form,
				{ name: "decision", label: details.decision, hint: fillText(details.yesHint, { controller }) },
				"radio",
				[
					["granted", details.yes],
					["withdrawn", details.no],
				],
				answers.decision ? [answers.decision] : [],
				([decision]) => {
					answers.decision = decision as typeof answers.decision;
				},
			),
		uses(kind, "account") &&
			textField(
				form,
				{ name: "account", label: details.account, hint: details.accountHint },
				"input",
				{ autocomplete: "off", spellcheck: "false" },
				answers.account,
				(account) => {
					answers.account = account;
				},
			),
		uses(kind, "recipients") &&
			choiceField(
				form,
				{ name: "recipients", label: details.recipients },
				"checkbox",
				processors(form).map((name) => [name, element("bdi", "", {}, name)]),
				answers.recipients ?? [],
				(recipients) => {
					answers.recipients = recipients;
				},
			),
		!/^(opt-out|limit|marketing)/.test(kind) &&
			textField(
				form,
				{ name: "name", label: details.name, isOptional: true },
				"input",
				{ autocomplete: "name" },
				answers.name,
				(name) => {
					answers.name = name;
				},
			),
		textField(
			form,
			{
				name: "email",
				label: details.email,
				hint: /^(opt-out|limit)/.test(kind) ? details.emailOptOut : details.emailHint,
				isOptional,
			},
			"input",
			{ type: "email", autocomplete: "email" },
			answers.email,
			(email) => {
				answers.email = email;
			},
		),
		hasRange &&
			textField(
				form,
				{ name: "since", label: details.since, hint: details.sinceHint, isOptional: true },
				"input",
				{ type: "date", max: today },
				answers.since,
				(since) => {
					answers.since = since;
				},
			),
		hasRange &&
			textField(
				form,
				{ name: "until", label: details.until, isOptional: true },
				"input",
				{ type: "date", max: today },
				answers.until,
				(until) => {
					answers.until = until;
				},
			),
		!/^(opt-out|limit|marketing)/.test(kind) &&
			textField(
				form,
				{
					name: "message",
					label: (details as Partial<Record<RequestKind, string>>)[kind] ?? details.message,
					hint: needs(kind, "message") ? undefined : details.messageHint,
					isOptional: !needs(kind, "message"),
				},
				"textarea",
				{},
				answers.message,
				(message) => {
					answers.message = message;
				},
			),
		uses(kind, "happenedAt") &&
			textField(
				form,
				{ name: "happenedAt", label: details.happenedAt, isOptional: true },
				"input",
				{ type: "date", max: today },
				answers.happenedAt,
				(happenedAt) => {
					answers.happenedAt = happenedAt;
				},
			),
		uses(kind, "outcome") &&
			textField(
				form,
				{ name: "outcome", label: details.outcome, isOptional: true },
				"textarea",
				{},
				answers.outcome,
				(outcome) => {
					answers.outcome = outcome;
				},
			),
	];
	return fields.filter((field): field is Field => !!field);
}

/** Somebody else asks: opens what is needed for that, and no more. */
function agentFields(form: Form): { view: HTMLElement; fields(): Field[] } {
	const { answers, texts } = form;
	const { details } = texts;
	const agent = (answers.agent ??= { kind: "agent", of: "" });
	const fields = [
		choiceField(
			form,
			{ name: "agent", label: details.agentKind },
			"radio",
			[
				["agent", details.representative],
				["parent", details.parent],
			],
			[agent.kind],
			([kind]) => {
				agent.kind = (kind ?? "agent") as typeof agent.kind;
			},
		),
		textField(form, { name: "of", label: details.of }, "input", { autocomplete: "off" }, agent.of, (of) => {
			agent.of = of;
		}),
	];
	const box = element("input", "", { type: "checkbox", "aria-controls": "rights-agent-part" });
	const part = element(
		"div",
		"part",
		{ id: "rights-agent-part" },
		...fields.map(({ view }) => view),
		element("p", "small", {}, details.proof),
	);
	const update = () => {
		answers.isAgent = box.checked;
		part.hidden = !box.checked;
		box.setAttribute("aria-expanded", `${box.checked}`);
	};
	box.checked = !!answers.isAgent;
	box.onchange = update;
	update();
	const view = element("div", "", {}, element("label", "check", {}, box, element("span", "", {}, details.agent)), part);
	return { view, fields: () => (answers.isAgent ? fields : []) };
}

/** The second step: one way to reach the person, and what this right needs to be granted. */
export function detailsStep(form: Form): Page {
	const { answers, texts } = form;
	const { details, common } = texts;
	const kind = answers.kind!;
	const own = fieldsOf(form, kind);
	if (form.stage.settings.endpoint)
		form.requests().then(
			(requests) => requests.expect(),
			() => {}, // reported by load
		);
	const agent = /^(marketing|disconnect|object-)/.test(kind) ? undefined : agentFields(form);
	const all = () => [...own, ...(agent?.fields() ?? [])];
	const flaws = () => checkRequest(requestOf(form, { kind }), Date.now());

	const main = element("div", "fields", {}, ...own.map(({ view }) => view), agent?.view);
	// What was left is looked at; what is still being written is not.
	main.addEventListener("focusout", ({ target }) => {
		const field = all().find(({ control }) => control === target);
		if (!field || !(target as HTMLInputElement).value) return;
		const look = () => {
			const flaw = flaws().find((each) => each.field === field.name);
			field.mark(flaw && flawText(form, flaw));
		};
		// What is being pressed must not move away from under the pointer; in Firefox it is active only after this event.
		setTimeout(() => {
			if (main.closest(".view:active")) addEventListener("pointerup", () => setTimeout(look), { once: true });
			else look();
		});
	});
	const proceed = () =>
		accept(form, main, all(), flaws) && guardSecrets(form, main, own, () => form.go({ name: "review" }));
	return {
		title: details.title,
		about: [stepText(form, 2), " ", element("b", "lone", {}, form.nameOf(kind).title), " ", details.use],
		main: [main, element("p", "small", {}, details.noIdentity)],
		foot: element(
			"div",
			"foot ends",
			{},
			button("quiet", common.back, () => form.go({ name: "choose" }), "back"),
			button("choice", common.continue, proceed, "review"),
		),
	};
}
