/** The whole schema of the configuration, checked against the vocabulary by a type test. Loaded only to explain a refusal. */
import { z } from "zod";
import type { PolicyReference } from "../../types/config.ts";

const text = z
	.string()
	.max(5000)
	.regex(/^[^\0]*$/, "leave out NUL characters");
const part = z.string().regex(/^[^.]+$/, "leave out dots");
const word = z.string().regex(/^[^.]+(\.[^.]+)?$/, "name a word, or a word and one of its parts");
const id = z
	.string()
	.regex(
		/^(?!(?:constructor|prototype)$)[a-z0-9][a-z0-9_-]{0,63}$/,
		"use lower-case letters, digits, - and _, at most 64 characters, beginning with a letter or digit",
	);
const link = z
	.string()
	.max(2000)
	.regex(/^(?:(?:https?|mailto|tel):|(?![^/?#]*:))[^\s\\\0]*$/i, "use an http, https, mailto, tel or relative address");

const count = z.number().int().nonnegative().max(999_999_999_999_999);

const refusedKey = (value: unknown, path: (string | number)[] = []): (string | number)[] | undefined => {
	if (!value || typeof value !== "object") return;
	for (const [key, member] of Object.entries(value)) {
		if (/^(__proto__|constructor|prototype)$/.test(key)) return [...path, key];
		const inner = refusedKey(member, [...path, Array.isArray(value) ? Number(key) : key]);
		if (inner) return inner;
	}
};

const cookie = z.object({
	name: text.min(1, "name the cookie"),
	duration: text.optional(),
	description: text.optional(),
});
const vendor = z.object({
	id,
	name: text.optional(),
	provider: text.optional(),
	country: z
		.string()
		.regex(/^[A-Z]{2}$/, "use an ISO 3166-1 code such as IE")
		.optional(),
	policyUrl: link.optional(),
	cookies: z.array(cookie).optional(),
	storage: z.array(text).optional(),
});
const purpose = z.object({
	id,
	title: text.optional(),
	description: text.optional(),
	legalBasis: z
		.enum(["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"])
		.optional(),
	required: z.boolean().optional(),
	exempt: z.enum(["statistics", "appearance"]).optional(),
	involves: z.array(z.enum(["sale", "sharing", "targeted-ads", "profiling", "sensitive"])).optional(),
	data: z.array(text).optional(),
	retention: text.optional(),
	location: text.optional(),
	vendors: z.array(vendor).optional(),
});

/** Purposes, each named once, as are their vendors. */
export const purposesSchema = z
	.array(z.union([id, purpose], { error: "use a purpose's id, or an object with an id" }))
	.refine((all) => {
		const ids = all.flatMap((each) =>
			typeof each === "string" ? each : [each.id, ...(each.vendors ?? []).map((vendor) => `/${vendor.id}`)],
		);
		return new Set(ids).size === ids.length;
	}, "name each purpose once, and each vendor under one purpose");

const months = z.number().int().min(1).max(99);
const rule = z.object({
	regime: z.enum(["opt-in", "opt-out", "notice"]).optional(),
	signal: z.enum(["refuse", "hint"]).optional(),
	askMonths: months.optional(),
	lifeMonths: months.optional(),
	close: z.boolean().optional(),
	vendors: z.boolean().optional(),
	link: z.enum(["california", "opt-out"]).nullable().optional(),
	exempt: z.array(z.enum(["statistics", "appearance"])).optional(),
	sensitive: z.boolean().optional(),
	age: count.optional(),
});
/** Purposes by Google's types. */
const types = z.object({
	ad_storage: id.optional(),
	ad_user_data: id.optional(),
	ad_personalization: id.optional(),
	analytics_storage: id.optional(),
	functionality_storage: id.optional(),
	personalization_storage: id.optional(),
	security_storage: id.optional(),
});

const onePurpose = { purpose: id.optional() };
/** `true` takes the defaults. */
const integration = <Shape extends z.ZodRawShape>(shape: Shape) =>
	z
		.union([z.boolean(), z.object(shape)], { error: `use true, or an object with ${Object.keys(shape).join(" or ")}` })
		.optional();

/** Of a policy document that stands in the configuration, only what is used before anybody opens it; its own schema sees to the rest. */
const reference = z.looseObject({
	url: link.optional(),
	document: link.optional(),
	lastUpdated: text.optional(),
	purposes: purposesSchema.optional(),
}) as z.ZodType<PolicyReference>;

const shape = z.object({
	$schema: text.optional(),
	site: z
		.object({
			id: id.optional(),
			name: text.optional(),
			controller: z.object({ name: text.optional(), address: text.optional(), contact: text.optional() }).optional(),
		})
		.optional(),
	purposes: purposesSchema.optional(),
	policy: z.union([link, reference], { error: "use the policy's address or the policy document" }).optional(),
	endpoint: link.optional(),
	region: z
		.string()
		.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "use an ISO 3166-2 code such as DE or US-CA")
		.optional(),
	regime: z.enum(["opt-in", "opt-out", "notice"]).optional(),
	rules: z.record(text, rule.optional()).optional(),
	languages: z
		.object({ default: text.optional(), texts: z.record(part, z.record(part, z.record(word, text))).optional() })
		.optional(),
	layout: z.enum(["bar", "box", "dialog"]).optional(),
	position: z.enum(["start", "end", "center", "top-start", "top-end", "top-center"]).optional(),
	theme: z.enum(["auto", "light", "dark"]).optional(),
	trigger: z.boolean().optional(),
	integrations: z
		.object({
			google: integration({ types: types.optional(), urlPassthrough: z.boolean().optional() }),
			adobe: integration({
				...onePurpose,
				instance: z
					.string()
					.regex(/^[\w$]+$/, "use the name of a global function such as alloy")
					.optional(),
			}),
			clarity: integration({
				types: z.object({ ad_Storage: id.optional(), analytics_Storage: id.optional() }).optional(),
			}),
			gpp: integration({
				sections: z.enum(["national", "state"]).optional(),
				padding: z.enum(["octets", "sextets"]).optional(),
				mspa: z.enum(["opt-out-option", "service-provider"]).optional(),
			}),
			gtm: integration({ event: text.optional() }),
			matomo: integration({ ...onePurpose, mode: z.enum(["tracking", "cookies"]).optional() }),
			meta: integration({ ...onePurpose, limitedDataUse: z.boolean().optional() }),
			posthog: integration(onePurpose),
			tcf: integration({
				purposes: z.record(text, z.array(z.number().int().min(1).max(24)).optional()).optional(),
				vendors: z.record(text, z.number().int().min(1).max(99_999).optional()).optional(),
			}),
			tiktok: integration(onePurpose),
			uet: integration(onePurpose),
		})
		.optional(),
	storage: z
		.object({
			cookie: z
				.object({
					domain: z
						.string()
						.regex(/^[\w.-]+$/, "use a domain such as example.com")
						.optional(),
				})
				.optional(),
		})
		.optional(),
	onWithdraw: z.enum(["reload", "none"]).optional(),
	doNotTrack: z.boolean().optional(),
	minimumAge: count.optional(),
	revision: count.optional(),
	onError: z
		.custom<NonNullable<import("../../types/config.ts").Config["onError"]>>(
			(value) => typeof value === "function",
			"use a function",
		)
		.optional(),
});

/** `Config`, with a message and path for each thing that is wrong. */
export const configSchema = z
	.unknown()
	.superRefine((value, context) => {
		const path = refusedKey(value);
		if (path)
			context.addIssue({ code: "custom", path, message: "this key is refused: it could reach an object's prototype" });
	})
	.pipe(shape);
