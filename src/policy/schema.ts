/** The whole schema of the policy document, checked against the vocabulary by a type test. */
import { z } from "zod";
import { purposesSchema } from "../config/schema.ts";
import { refuseUnsafe } from "./schema-safe.ts";

/** Characters of one text at most. */
export const MAX_TEXT = 20_000;
/** Entries of one list at most. */
export const MAX_ENTRIES = 10_000;

const text = z.string().min(1, "leave the key out where there is nothing to say").max(MAX_TEXT);
const short = z.string().min(1, "leave the key out where there is nothing to say").max(300);
const link = z
	.string()
	.max(2000)
	.regex(/^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\]+$/i, "use an http, https, mailto, tel or relative address");
const email = z
	.string()
	.max(320)
	.regex(/^[^\s@<>"]+@[^\s@<>"]+$/, "use an e-mail address");
const date = z.string().refine(isDate, "use a day of the calendar like 2026-11-21");
const days = z.number().int().positive().max(36_500);
const list = <Member extends z.ZodType>(member: Member) => z.array(member).max(MAX_ENTRIES);

const section = z.strictObject({ number: z.string().min(1).max(20).optional(), title: short.optional() }).optional();
const excerpt = z.strictObject({ text, section });
const person = z.strictObject({
	name: short.optional(),
	email: email.optional(),
	url: link.optional(),
	address: text.optional(),
	region: z.enum(["eu", "uk", "ch"]).optional(),
	section,
});
const controller = z.strictObject({
	name: short.optional(),
	contacts: list(
		z.strictObject({
			kind: z.enum(["privacy", "security", "mail", "general"]),
			email: email.optional(),
			url: link.optional(),
			address: text.optional(),
			section,
		}),
	).optional(),
	dpo: person.optional(),
	representatives: list(person).optional(),
	section,
});
const period = z.strictObject({
	text,
	amount: z.number().positive().max(1_000_000).optional(),
	unit: z.enum(["hours", "days", "weeks", "months", "years"]).optional(),
	rolling: z.boolean().optional(),
	afterEvent: z.boolean().optional(),
});
const rightKind = z.enum([
	"access",
	"know",
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
	"non-discrimination",
	"appeal",
]);
const regimes = list(z.enum(["gdpr", "uk-gdpr", "ccpa"]));
const links = list(z.strictObject({ text, url: link })).optional();
const block = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("paragraph"), text, links }),
	z.strictObject({
		kind: z.literal("list"),
		items: list(z.strictObject({ text, links, level: z.number().int().min(0).max(3).optional() })),
	}),
	z.strictObject({
		kind: z.literal("table"),
		head: list(z.string().max(MAX_TEXT)).optional(),
		rows: list(list(z.string().max(MAX_TEXT))),
	}),
]);

const content = {
	title: short.optional(),
	url: link.optional(),
	lastUpdated: date.optional(),
	effectiveDate: date.optional(),
	controller: controller.optional(),
	collected: list(
		z.strictObject({
			category: text,
			items: list(text).optional(),
			source: z.enum(["you", "automatic", "others"]).optional(),
			section,
		}),
	).optional(),
	notCollected: list(excerpt).optional(),
	uses: list(
		z.strictObject({
			purpose: text,
			legalBasis: z
				.enum(["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"])
				.optional(),
			channel: z.literal("email").optional(),
			section,
		}),
	).optional(),
	recipients: list(
		z.strictObject({
			name: text,
			purpose: text.optional(),
			location: text.optional(),
			kind: z.enum(["processor", "own-account", "category", "legal", "third-party"]).optional(),
			section,
		}),
	).optional(),
	recipientsUrl: link.optional(),
	transfers: list(
		z.strictObject({
			text,
			safeguards: list(
				z.enum(["standard-contractual-clauses", "adequacy", "data-privacy-framework", "binding-corporate-rules"]),
			).optional(),
			section,
		}),
	).optional(),
	retention: list(z.strictObject({ category: text, period, section })).optional(),
	rights: list(
		z.strictObject({
			kind: rightKind,
			title: text,
			text: text.optional(),
			regimes: regimes.optional(),
			section,
		}),
	).optional(),
	responseDays: days.optional(),
	security: list(excerpt).optional(),
	children: z
		.strictObject({ minimumAge: z.number().int().min(1).max(99).optional(), text: text.optional(), section })
		.optional(),
	usRights: list(
		z.strictObject({
			kind: rightKind,
			text,
			states: list(z.string().regex(/^US-[A-Z]{2}$/, "use an ISO 3166-2 code such as US-CA")).optional(),
			orSimilar: z.boolean().optional(),
			section,
		}),
	).optional(),
	statements: list(
		z.strictObject({
			kind: z.enum(["no-sale", "no-ad-sharing", "no-training", "no-certification", "certification"]),
			text,
			section,
		}),
	).optional(),
	changes: z
		.strictObject({
			noticeDays: days.optional(),
			objectionDays: days.optional(),
			objectionRegimes: regimes.optional(),
			text: text.optional(),
			section,
		})
		.optional(),
	purposes: purposesSchema.optional(),
	sections: list(
		z.strictObject({ number: z.string().min(1).max(20).optional(), title: short.optional(), body: list(block) }),
	).optional(),
};

/** An announced document takes effect by itself, but what the panel asks for changes with the configuration alone. */
const { purposes: _, ...announced } = content;

const shape = z.strictObject({
	...content,
	version: z.literal(1),
	$schema: z.string().max(2000).optional(),
	versions: list(
		z.strictObject({
			effectiveDate: date,
			announced: date.optional(),
			summary: text.optional(),
			url: link.optional(),
			content: z.strictObject(announced).optional(),
		}),
	).optional(),
});

/** `Policy`, with a message and path for each thing that is wrong: no unknown keys, every text, list and depth bounded. */
export const policySchema = z.unknown().superRefine(refuseUnsafe).pipe(shape);

/** Every reason for which a policy document is refused, one a line: path, then what it should be; empty where it is right. */
export function explainPolicy(policy: unknown): string[] {
	const { error } = policySchema.safeParse(policy);
	return (error?.issues ?? []).map(({ path, message }) => `${show(path) || "policy"}: ${message}`);
}

const show = (path: PropertyKey[]) =>
	path.map((step, at) => (typeof step === "number" ? `[${step}]` : `${at ? "." : ""}${String(step)}`)).join("");

/** Whether it is ISO 8601 and on the calendar: not the 30th of February. */
function isDate(value: string): boolean {
	const parsed = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
	return parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}
