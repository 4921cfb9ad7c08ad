import type { SettledPurpose } from "../../types/config.ts";

/** A short mark of all that a grant was given for (FNV-1a, 32 bits, base 36); another mark lets the grant lapse. */
export function print({ legalBasis, involves, data, location, vendors }: SettledPurpose): string {
	let mark = 0x811c9dc5;
	for (const letter of JSON.stringify([legalBasis, involves, data, location, vendors.map(({ id }) => id)]))
		mark = Math.imul(mark ^ letter.codePointAt(0)!, 0x01000193);
	return (mark >>> 0).toString(36);
}
