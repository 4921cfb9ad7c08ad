import type { z } from "zod";

/** A policy's size at most, in characters of JSON. */
const MAX_CHARACTERS = 4_000_000;
/** Levels of objects and lists at most; the deepest the vocabulary has is 9. */
const MAX_DEPTH = 12;

/** Walks without recursion and before anything else does: a hostile nesting would overflow the stack of any other check. */
export function refuseUnsafe(value: unknown, context: z.RefinementCtx): void {
	const refuse = (path: (string | number)[], message: string) =>
		context.addIssue({ code: "custom", path, message, continue: false });
	const open: { path: (string | number)[]; member: unknown }[] = [{ path: [], member: value }];
	let characters = 0;
	for (let next = open.pop(); next; next = open.pop()) {
		const { path, member } = next;
		characters += typeof member === "string" ? member.length + 2 : 4;
		if (characters > MAX_CHARACTERS) return void refuse([], `must be at most ${MAX_CHARACTERS} characters of JSON`);
		if (typeof member === "string" && /\0|[\ud800-\udfff]/u.test(member))
			return void refuse(path, "must be free of NUL and lone surrogates");
		if (typeof member !== "object" || member === null) continue;
		if (path.length === MAX_DEPTH) return void refuse(path, `must not be nested deeper than ${MAX_DEPTH} levels`);
		for (const [key, inner] of Object.entries(member)) {
			if (/^(?:__proto__|constructor|prototype)$/.test(key))
				return void refuse([...path, key], "this key is refused: it could reach an object's prototype");
			characters += key.length + 3;
			open.push({ path: [...path, Array.isArray(member) ? Number(key) : key], member: inner });
		}
	}
}
