/** The whole schema of a request, checked against the vocabulary by a type test. */
import { z } from "zod";
import type { RequestKind } from "../../types/request.ts";
import { hash, name as purpose, refuseUnsafe, time, uuid7 } from "../records/schema.ts";
import { isDay, isEmail, isRegion, longest, mostRecipients, needs, uses } from "./check.ts";

/** A request's size at most, in bytes of UTF-8 JSON. */
export const MAX_REQUEST_BYTES = 60 * 1024;
/** Purposes that one opt-out refuses at most. */
const MAX_PURPOSES = 100;

/** Of several lines: no control characters but line breaks and tabs. */
const text = (most: number) =>
	z
		.string()
		.min(1, "leave the key out where there is nothing to say")
		.max(most)
		.regex(/^[^\p{Cc}\n\t]*(?:[\n\t][^\p{Cc}\n\t]*)*$/u, "must be free of control characters but \\n and \\t");
/** Of one line, so that it ends no header and no line of a table. */
const line = (most: number) =>
	z
		.string()
		.min(1, "leave the key out where there is nothing to say")
		.max(most)
		.regex(/^[^\p{Cc}\u2028\u2029]*$/u, "must be one line, free of control characters");
const day = z.string().refine(isDay, "must be a day of the calendar from 1900 to 9999, like 2026-11-27");

const shape = z.strictObject({
	version: z.literal(1),
	id: uuid7,
	site: line(256),
	controller: line(200),
	kind: z.enum([
		"access",
		"rectification",
		"erasure",
		"restriction",
		"portability",
		"objection",
		"withdraw-consent",
		"complaint",
		"opt-out-sale",
		"limit-sensitive",
		"no-automated-decision",
		"disconnect-account",
		"appeal",
		"object-recipient",
		"marketing-email",
	]),
	region: z.string().refine(isRegion, "must be an ISO 3166-1 or -2 code such as DE or US-CA").nullable(),
	language: z.string().regex(/^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,7}$/i, "must be a language tag such as en or pt-BR"),
	madeAt: time,
	responseDays: z.int().min(1).max(365).optional(),
	policyVersion: line(300).nullable(),
	name: line(longest.name).optional(),
	email: z
		.string()
		.refine(isEmail, "must be one e-mail address of at most 254 characters, with a dot in its domain")
		.optional(),
	message: text(longest.message).optional(),
	agent: z.strictObject({ kind: z.enum(["agent", "parent"]), of: line(longest.of) }).optional(),
	since: day.optional(),
	until: day.optional(),
	account: line(longest.account).optional(),
	recipients: z.array(line(200)).min(1).max(mostRecipients).optional(),
	happenedAt: day.optional(),
	outcome: text(longest.outcome).optional(),
	decision: z.enum(["granted", "withdrawn"]).optional(),
	purposes: z.array(purpose).min(1).max(MAX_PURPOSES).optional(),
	subject: hash.optional(),
	appeals: z
		.string()
		.regex(/^[A-Z\d]{2,6}(?:-[A-Z\d]{4}){2}$/, "must be the reference of a request, like REQ-7KQ4-92MX")
		.optional(),
	secretHash: hash,
});

/** What a kind needs, what it has no use for, and days that come after the request or in the wrong order. */
function judgeFields(request: z.infer<typeof shape>, context: z.RefinementCtx): void {
	const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
	const kind: RequestKind = request.kind;
	for (const field of Object.keys(shape.shape) as (keyof typeof request)[]) {
		if (request[field] === undefined) {
			if (needs(kind, field)) refuse(field, `is needed for ${kind}`);
		} else if (!uses(kind, field)) refuse(field, `has no use in ${kind}`);
	}
	const { since, until, happenedAt, madeAt } = request;
	// It may be a day later already where the person is: up to 14 hours before UTC.
	const startsAfter = (day: string) => Date.parse(day) > Date.parse(madeAt) + 14 * 36e5;
	for (const [field, value] of Object.entries({ since, until, happenedAt }))
		if (value && startsAfter(value)) refuse(field, "must not be after the day on which the request was made");
	if (since && until && until < since) refuse("until", "must not be before `since`");
}

/**
 * One request, wire version 1: at most 60 KiB, no unknown keys, and none that its kind has no use for, every text bounded, nothing that
 * could end a line where none may end or that a database could not hold. That `madeAt` is true, and that anybody owns the
 * address, it does not say.
 */
export const RequestSchema = z
	.unknown()
	.superRefine(refuseUnsafe(MAX_REQUEST_BYTES))
	.pipe(shape)
	.superRefine(judgeFields);
