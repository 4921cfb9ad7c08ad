type Child = Node | string;

/** A new element whose classes are its parts as well, with attributes and children. Never a sink. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	looks: string,
	attributes: Record<string, string> = {},
	...children: Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries({ class: looks, part: looks, ...attributes }))
		made.setAttribute(key, value);
	made.append(...children);
	return made;
}

/** A text with `{name}` placeholders as nodes. */
export const fill = (template: string, values: Record<string, Child[]>): Child[] =>
	template.split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 ? (values[part] ?? []) : part));
