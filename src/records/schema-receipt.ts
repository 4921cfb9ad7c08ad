import { z } from "zod";
import { RecordSchema } from "./schema.ts";

const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const LONE_SURROGATE = /[\ud800-\udfff]/u;

const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be 43 characters of base64url");
const uuid7 = z
	.string()
	.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "must be a lower-case UUIDv7");
const time = z.iso.datetime({ precision: 3, error: "must be a UTC time with milliseconds" });
const text = z.string();

const shown = z.strictObject({
	view: z.enum(["ask", "preferences", "policy", "rights", "receipt", "placeholder"]),
	layout: z.enum(["bar", "box", "dialog", "page"]),
	language: text,
	words: z.array(text),
});

/** As much of a configuration as a statement is derived from; the rest is covered by its hash alone. */
const settings = z.looseObject({
	site: z
		.looseObject({
			controller: z
				.looseObject({ name: text.optional(), address: text.optional(), contact: text.optional() })
				.optional(),
		})
		.optional(),
	policy: z.union([text, z.looseObject({ url: text.optional() })]).optional(),
	purposes: z.array(
		z.looseObject({
			id: text,
			title: text.optional(),
			description: text.optional(),
			required: z.boolean(),
			legalBasis: z.enum([
				"consent",
				"contract",
				"legal-obligation",
				"vital-interests",
				"public-task",
				"legitimate-interests",
			]),
			data: z.array(text).optional(),
			retention: text.optional(),
			location: text.optional(),
			vendors: z.array(
				z.looseObject({
					id: text,
					name: text.optional(),
					provider: text.optional(),
					country: text.optional(),
					policyUrl: text.optional(),
				}),
			),
		}),
	),
});

const acknowledgement = z.strictObject({
	id: uuid7,
	hash,
	receivedAt: time,
	kid: text.max(256),
	signature: text.max(1024),
});

const shape = z.strictObject({
	version: z.literal(1),
	id: uuid7,
	createdAt: time,
	records: z.array(RecordSchema),
	notices: z.record(hash, shown),
	configs: z.record(hash, settings),
	acknowledgements: z.array(acknowledgement),
	missing: z.array(text),
	statement: z.record(text, z.unknown()),
	hash,
});

/** A receipt, version 1, of any origin. It says nothing about whether any of its hashes and signatures is true. */
export const ReceiptSchema = z.unknown().superRefine(refuseUnsafe).pipe(shape);

/** Without recursion and before anything else: a hostile nesting would overflow the stack of any other check. */
function refuseUnsafe(value: unknown, context: z.RefinementCtx): void {
	const open: { path: PropertyKey[]; member: unknown }[] = [{ path: [], member: value }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { path, member } = next;
		if (typeof member === "string" && LONE_SURROGATE.test(member))
			context.addIssue({ code: "custom", path, message: "must be free of lone surrogates, which have no UTF-8 form" });
		if (typeof member !== "object" || member === null) continue;
		if (path.length === MAX_DEPTH) {
			context.addIssue({ code: "custom", path, message: `must not be nested deeper than ${MAX_DEPTH} levels` });
			return;
		}
		for (const [key, inner] of Object.entries(member)) {
			const at = [...path, Array.isArray(member) ? Number(key) : key];
			if (FORBIDDEN_KEYS.has(key) || LONE_SURROGATE.test(key))
				context.addIssue({ code: "custom", path: at, message: "is not a permitted key" });
			else open.push({ path: at, member: inner });
		}
	}
}
