// Small makers of elements, for the parts of the form that grow.
let count = 0;

/** An element with these properties and children; `class`, `for` and whatever has a dash are attributes. */
export function make(name, properties = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(properties)) {
		if (value === undefined) continue;
		if (key === "class" || key === "for" || key.includes("-")) element.setAttribute(key, value);
		else element[key] = value;
	}
	element.append(...children.flat().filter((child) => child !== undefined));
	return element;
}

/** Where in the configuration what a control holds stands, for the widget's word on it to find the control. */
export const places = new WeakMap();

/** A control with its label above and, where there is one, a hint below. */
export function field(label, control, { hint, path, wide } = {}) {
	control.id ||= `field-${++count}`;
	if (path) places.set(control, path);
	if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
	return make(
		"div",
		{ class: wide ? "field wide-field" : "field" },
		make("label", { for: control.id }, label),
		control.localName === "select" ? make("span", { class: "pick" }, control) : control,
		hint && make("p", { class: "dim small", id: `${control.id}-hint` }, hint),
	);
}

/** A line with a box to tick before it. */
export function tick(label, isChecked, onChange) {
	const box = make("input", { type: "checkbox", checked: isChecked });
	box.addEventListener("change", () => onChange(box.checked));
	return make("label", { class: "tick" }, box, make("span", {}, label));
}

/** A text field that says at once what was typed. */
export function input(value, onInput, properties = {}) {
	const { lines, ...rest } = properties;
	const control = make(lines ? "textarea" : "input", {
		...(lines ? { rows: lines } : { type: "text" }),
		spellcheck: false,
		...rest,
	});
	control.value = value ?? "";
	control.addEventListener("input", () => onInput(control.value));
	return control;
}
