import { plural } from "../policy/words.ts";
import { findSecrets } from "../rights/secrets.ts";
import { button, element } from "./dom.ts";
import type { Field } from "./rights-field.ts";
import type { Form } from "./rights-form.ts";

/** Characters of a found secret that are shown, so that one knows which is meant. */
const shownLength = 4;

/** Before a text leaves: names what in it looks like a secret, and offers to take it out. Goes on where there is nothing, or it was answered. */
export function guardSecrets(form: Form, main: HTMLElement, fields: Field[], proceed: () => void): void {
	const { stage, texts } = form;
	main.querySelector(".secrets")?.remove();
	const found = fields.flatMap(({ control }) => {
		const field = control as HTMLTextAreaElement;
		return /^(TEXTAREA|INPUT)$/.test(field.tagName) && !/^(date|email)$/.test(field.type)
			? findSecrets(field.value).map((secret) => ({ field, secret }))
			: [];
	});
	if (!found[0]) {
		proceed();
		return;
	}
	const remove = () => {
		// From the end, so that what is before stays where it is.
		for (const { field, secret } of found.toReversed()) {
			field.setRangeText(texts.secrets.removed, secret.start, secret.end);
			field.dispatchEvent(new Event("input"));
		}
		proceed();
	};
	const note = element(
		"div",
		"note secrets",
		{ role: "group", tabindex: -1, "aria-labelledby": "rights-secrets" },
		element("b", "", { id: "rights-secrets" }, plural(stage.language, texts.secrets.title, found.length)),
		element("p", "body", {}, texts.secrets.body),
		element(
			"ul",
			"",
			{},
			...found.map(({ field, secret: { kind, start, end } }) => {
				const beginning = field.value.slice(start, Math.min(end, start + shownLength));
				return element("li", "", {}, `${texts.secrets[kind]}: `, element("bdi", "code", {}, `${beginning}…`));
			}),
		),
		element(
			"div",
			"pair",
			{},
			button("choice", texts.secrets.remove, remove, "remove"),
			button("choice", texts.secrets.leave, proceed, "keep"),
		),
	);
	main.prepend(note);
	note.focus();
}
