// @ts-check
/** Elements, made without markup: all text becomes text nodes, whatever it holds. */

/** @typedef {Node | string | number | false | null | undefined} Child nothing is made of the last three */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>} [attributes]
 *   functions are listeners, named for their event; false, null and undefined are left out
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === "function") element.addEventListener(key, value);
		else if (value !== false && value !== null && value !== undefined)
			element.setAttribute(key, value === true ? "" : String(value));
	}
	element.append(...present(children));
	return element;
}

/** @param {Child[]} children */
export const present = (children) =>
	children
		.filter((child) => child !== false && child !== null && child !== undefined)
		.map((child) => (child instanceof Node ? child : String(child)));

/**
 * An element that the page's own HTML has.
 * @param {string} id
 */
export function byId(id) {
	const element = document.getElementById(id);
	if (!element) throw new Error(`the page has no element ${id}`);
	return element;
}

/**
 * Somebody else's words on one line. They cannot turn the direction of what stands around them.
 * @param {string} text
 */
export const foreign = (text) => make("bdi", {}, ...spelled(text));

/**
 * The same for a text of several lines.
 * @param {string} text
 */
export const said = (text) => make("p", { class: "said", dir: "auto" }, ...spelled(text));

/**
 * A text in which nothing is turned around unseen: the characters that do that (UAX #9, explicit directions) are
 * shown by their names.
 * @param {string} text
 */
function spelled(text) {
	const parts = text.split(/([\u202a-\u202e\u2066-\u2069])/);
	return parts.map((part, index) => (index % 2 === 0 ? part : make("span", { class: "turn" }, codeOf(part))));
}

/** @param {string} character */
const codeOf = (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Shows one of several elements, and hides the others.
 * @param {HTMLElement} shown
 * @param {HTMLElement[]} all
 */
export function showOnly(shown, all) {
	for (const element of all) element.hidden = element !== shown;
}
