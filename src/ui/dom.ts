/** What is empty is left out. */
export type Child = Node | string | false | null | undefined;
/** `false`, `null` and `undefined` leave an attribute out; a function listens to the event of that name. */
export type Attributes = Record<string, string | number | false | null | undefined | ((event: never) => void)>;

/** A new element whose classes are its parts as well, with attributes, listeners and children. Never a sink. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	looks: string,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries<Attributes[string]>({ class: looks, part: looks, ...attributes }))
		if (typeof value === "function") made.addEventListener(key, value as EventListener);
		else if (value != null && value !== false) made.setAttribute(key, `${value}`);
	for (const child of children) if (child) made.append(child);
	return made;
}

/** A text with `{name}` placeholders as nodes. */
export const fill = (template: string, values: Record<string, Child[]>): Child[] =>
	template.split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 ? (values[part] ?? []) : part));

/** A button with this label. */
export const button = (looks: string, label: Child, click: (event: Event) => void, action: string) =>
	element("button", looks, { type: "button", "data-yoursay-action": action, click }, element("span", "", {}, label));
