import { plural } from "../policy/words.ts";
import type { Flaw } from "../rights/check.ts";
import { type Attributes, type Child, element } from "./dom.ts";
import { icon } from "./icon.ts";
import type { Form } from "./rights-form.ts";

/** One question: its words, its control, and what is wrong with the answer, beside it. */
export interface Field {
	view: HTMLElement;
	/** Names its flaws. */
	name: Flaw["field"];
	/** Takes the focus when a flaw is followed. */
	control: HTMLElement;
	/** Takes the answer over. */
	take(): void;
	/** Shows what is wrong with it; nothing takes that away. */
	mark(flaw?: string): void;
}

interface Question {
	name: Flaw["field"];
	label: string;
	hint?: string;
	isOptional?: boolean;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is wrong with an answer, in words. */
export const flawText = ({ texts, stage }: Form, { code, count }: Flaw): string => {
	const words = texts.problem[code];
	return typeof words === "string" ? words : plural(stage.language, words, count ?? 1);
};

/** `role`: of a group; none for a single control. */
function frame(form: Form, { name, label, hint, isOptional }: Question, role?: "radiogroup" | "group") {
	const id = `rights-${name}`;
	// Stands empty before, so that what comes is read out.
	const flaw = element("p", "err", { id: `${id}-err`, "aria-live": "polite" });
	const words: Child[] = [label, isOptional && element("i", "", {}, ` (${form.texts.details.optional})`)];
	const help = hint && element("p", "small", { id: `${id}-hint` }, hint);
	const describedBy = (isFlawed = false) =>
		[hint && `${id}-hint`, isFlawed && `${id}-err`].filter(Boolean).join(" ") || undefined;
	const isGroup = !!role;
	const view = isGroup
		? element(
				"fieldset",
				"field",
				{
					id,
					role,
					tabindex: -1,
					"aria-required": role === "radiogroup" && "true",
					"aria-describedby": describedBy(),
				},
				element("legend", "", {}, ...words),
				help,
			)
		: element("div", "field", {}, element("label", "", { for: id }, ...words), help);
	const mark = (control: HTMLElement) => (text?: string) => {
		flaw.textContent = text ?? "";
		if (text && role !== "group") control.setAttribute("aria-invalid", "true");
		else control.removeAttribute("aria-invalid");
		const by = describedBy(!!text);
		if (by) control.setAttribute("aria-describedby", by);
		else control.removeAttribute("aria-describedby");
	};
	return { id, view, flaw, mark, describedBy: describedBy() };
}

/** A question that is answered in words, by a day, or from a list. */
export function textField(
	form: Form,
	question: Question,
	kind: "input" | "textarea" | "select",
	attributes: Attributes,
	value: string | undefined,
	take: (answer: string) => void,
	...options: Child[]
): Field {
	const { id, view, flaw, mark, describedBy } = frame(form, question);
	const control: Control = element(
		kind,
		"input",
		{
			id,
			name: question.name,
			"aria-required": !question.isOptional && "true",
			"aria-describedby": describedBy,
			...attributes,
		},
		...options,
	);
	control.value = value ?? "";
	view.append(kind === "select" ? element("span", "drop", {}, control, icon("chevron")) : control, flaw);
	// It is kept as it is typed, so that nothing is lost on the way back; and trimmed where it is used.
	control.oninput = () => take(control.value);
	return { view, name: question.name, control, take: () => take(control.value), mark: mark(control) };
}

/** A question with a few answers, one or several of which hold. */
export function choiceField(
	form: Form,
	question: Question,
	type: "radio" | "checkbox",
	choices: [value: string, label: Child, body?: Child[]][],
	chosen: string[],
	take: (chosen: string[]) => void,
	looks = "check",
): Field {
	const { id, view, flaw, mark } = frame(form, question, type === "radio" ? "radiogroup" : "group");
	const inputs = choices.map(([value, label, body]) => {
		const input = element("input", "", { type, name: id, value });
		const title = element(body ? "b" : "span", "", { id: `${id}-${value}` }, label);
		const says = body && element("span", "small", { id: `${id}-${value}-body` }, ...body);
		if (says) {
			// Its title alone is its name.
			input.setAttribute("aria-labelledby", title.id);
			input.setAttribute("aria-describedby", says.id);
		}
		input.checked = chosen.includes(value);
		view.append(element("label", looks, {}, input, title, says));
		return input;
	});
	const answer = () => take(inputs.filter(({ checked }) => checked).map(({ value }) => value));
	view.append(flaw);
	view.onchange = answer;
	return { view, name: question.name, control: view, take: answer, mark: mark(view) };
}

/** What there is to mend, above the fields: it takes the focus, and each line leads to its field. */
export function summaryOf(form: Form, flaws: Flaw[], fields: Field[]): HTMLElement {
	const lines = flaws.map((flaw) => {
		const follow = (event: Event) => {
			event.preventDefault();
			fields.find(({ name }) => name === flaw.field)?.control.focus();
		};
		return element(
			"li",
			"",
			{},
			element("a", "link", { href: `#rights-${flaw.field}`, click: follow }, flawText(form, flaw)),
		);
	});
	return element(
		"div",
		"note bad",
		{ role: "group", tabindex: -1, "aria-labelledby": "rights-flaws" },
		element("b", "", { id: "rights-flaws" }, plural(form.stage.language, form.texts.problem.summary, flaws.length)),
		element("ul", "", {}, ...lines),
	);
}

/** Takes every answer over and shows what is wrong; false, with the focus on the summary, where anything is. */
export function accept(form: Form, main: Element, fields: Field[], flaws: () => Flaw[]): boolean {
	for (const field of fields) field.take();
	const all = flaws();
	// In the order in which the fields stand.
	const found = fields.flatMap((field) => {
		const flaw = all.find((each) => each.field === field.name);
		field.mark(flaw && flawText(form, flaw));
		return flaw ?? [];
	});
	main.querySelector(".note.bad")?.remove();
	if (!found[0]) return true;
	const summary = summaryOf(form, found, fields);
	main.prepend(summary);
	summary.focus();
	return false;
}
