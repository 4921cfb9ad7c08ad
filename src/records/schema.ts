import { z } from "zod";

/** A record's size at most, in bytes of UTF-8 JSON. */
export const MAX_RECORD_BYTES = 32 * 1024;
/** Records in one batch at most. */
const MAX_BATCH_RECORDS = 50;

const MAX_DEPTH = 8;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
// PostgreSQL's jsonb can hold neither, and a lone surrogate has no UTF-8 form to hash.
const UNSTORABLE = /\0|[\ud800-\udfff]/u;

const text = (length: number) => z.string().max(length);
export const hash = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be 43 characters of base64url");
export const name = z
	.string()
	.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "must be 1 to 64 lower-case letters, digits, - or _, a letter or digit first");
export const uuid7 = z
	.string()
	.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "must be a lower-case UUIDv7");
export const time = z
	.string()
	.refine(isTime, "must be a UTC time with milliseconds from 1970 to 9999, like 2026-11-21T09:00:00.000Z");
const state = z.enum(["granted", "refused", "withdrawn", "objected", "not-asked"]);
const states = z.record(name, state);

const shape = z.strictObject({
	version: z.literal(1),
	id: uuid7,
	sequence: z.int32().min(0),
	previous: hash.nullable(),
	hash,
	subject: hash,
	site: text(256),
	controller: text(5000),
	occurredAt: time,
	region: text(32).nullable(),
	regionSource: z.enum(["config", "guess", "unknown"]),
	regime: z.enum(["opt-in", "opt-out", "notice"]),
	rules: text(64).nullable(),
	notice: z.strictObject({
		language: text(64),
		textHash: hash.nullable(),
		policyVersion: text(5000).nullable(),
		configHash: hash.nullable(),
	}),
	interface: z.strictObject({
		library: text(128),
		view: z.enum(["ask", "preferences", "policy", "rights", "receipt", "placeholder"]).nullable(),
		layout: z.enum(["bar", "box", "dialog", "page"]).nullable(),
	}),
	method: z.enum([
		"accept-all",
		"reject-all",
		"save",
		"close",
		"withdraw",
		"always",
		"gpc",
		"dnt",
		"api",
		"import",
		"expiry",
	]),
	automated: z.boolean(),
	purposes: states,
	vendors: states,
	signals: z.strictObject({ gpc: z.boolean() }),
	expiresAt: time,
});

/**
 * One record, wire version 1: at most 32 KiB, no unknown keys, every text bounded, nothing that a database could
 * not hold. It says nothing about whether `hash` and `subject` are true.
 */
export const RecordSchema = z.unknown().superRefine(refuseUnsafe(MAX_RECORD_BYTES)).pipe(shape);

/** A whole batch, for those who want all of its records valid or none. */
export const BatchSchema = z.strictObject({
	secret: hash,
	records: z.array(RecordSchema).min(1).max(MAX_BATCH_RECORDS),
});

/** A batch whose records are still to be judged, each by itself. */
export const EnvelopeSchema = BatchSchema.extend({ records: z.array(z.unknown()).min(1).max(MAX_BATCH_RECORDS) });

function isTime(value: string): boolean {
	const parsed = new Date(value);
	return /^(19[7-9]|[2-9]\d\d)\d-/.test(value) && !Number.isNaN(parsed.getTime()) && parsed.toISOString() === value;
}

/**
 * Refuses what no database could hold, deep nesting, and more bytes of JSON than these. Walks without recursion and before
 * anything else does: a hostile nesting would overflow the stack of any other check.
 */
export function refuseUnsafe(mostBytes: number): (value: unknown, context: z.RefinementCtx) => void {
	return (value, context) => {
		const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
		const open: { path: string[]; member: unknown }[] = [{ path: [], member: value }];
		for (let next = open.pop(); next; next = open.pop()) {
			const { path, member } = next;
			if (typeof member === "string" && UNSTORABLE.test(member))
				refuse(path, "must be free of NUL and lone surrogates");
			if (typeof member !== "object" || member === null) continue;
			if (path.length === MAX_DEPTH) {
				refuse(path, `must not be nested deeper than ${MAX_DEPTH} levels`);
				return;
			}
			for (const [key, inner] of Object.entries(member)) {
				if (FORBIDDEN_KEYS.has(key) || UNSTORABLE.test(key)) refuse([...path, key], "is not a permitted key");
				else open.push({ path: [...path, key], member: inner });
			}
		}
		const bytes = new TextEncoder().encode(JSON.stringify(value) ?? "").length;
		if (bytes > mostBytes) refuse([], `must be at most ${mostBytes} bytes of JSON, not ${bytes}`);
	};
}
