type Child = Node | string;

/** A new element with attributes and children. Never a sink: attributes are names and texts of our own. */
export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Record<string, string> = {},
	...children: Child[]
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]!);
	made.append(...children);
	return made;
}

/** A text with `{name}` placeholders as nodes. */
export const fill = (template: string, values: Record<string, Child | Child[]>): Child[] =>
	template.split(/\{(\w+)\}/).flatMap((part, index) => (index % 2 ? (values[part] ?? "") : part));
