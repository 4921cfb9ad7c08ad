import type { SettledPurpose } from "../../types/config.ts";

/** A short mark of all that a grant was given for (32 bits, base 36); another mark lets the grant lapse. */
export function print({ legalBasis, involves, data, location, vendors }: SettledPurpose): string {
	let mark = 0;
	for (const letter of JSON.stringify([legalBasis, involves, data, location, vendors.map(({ id }) => id)])) mark = (Math.imul(mark, 31) + letter.charCodeAt(0)) >>> 0;
	return mark.toString(36);
}
