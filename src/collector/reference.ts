/** Crockford's base 32: digits and letters without I, L, O and U. Each letter stands for five bits. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** As people may type it, too. */
export const REFERENCE = /^[a-z0-9]{2,6}(-[0-9a-hjkmnp-tv-z]{4}){2}$/i;

/** A name for a request that nobody can guess: its site's first letters, and 40 random bits. */
export function newReference(site: string): string {
	const [label = ""] = site.replace(/^www\./i, "").split(".");
	const prefix = label
		.replace(/[^a-z0-9]/gi, "")
		.slice(0, 6)
		.toUpperCase();
	const letters = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => LETTERS[byte & 31]).join("");
	return `${prefix.length < 2 ? "REQ" : prefix}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
