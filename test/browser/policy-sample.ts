import type { Purpose } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";

/** A document with every key. */
export const full: Policy = {
	version: 1,
	title: "Privacy Policy",
	url: "https://sample.example/privacy",
	lastUpdated: "2026-05-09",
	effectiveDate: "2026-06-01",
	controller: {
		name: "Sample Ltd",
		section: { number: "1", title: "Who we are" },
		contacts: [
			{ kind: "privacy", email: "privacy@sample.example", section: { number: "14", title: "Contact" } },
			{ kind: "security", email: "security@sample.example", url: "https://sample.example/security" },
			{ kind: "mail" },
			{ kind: "general", url: "tel:+4912345", address: "1 Long Street, Town" },
		],
		dpo: { name: "Dr Officer", email: "dpo@sample.example" },
		representatives: [
			{ region: "eu" },
			{ region: "uk", name: "Rep Ltd", address: "2 Short Street, London", url: "https://rep.example/" },
		],
	},
	collected: [
		{
			category: "Account information",
			items: ["Name and e-mail address", "Password, hashed"],
			source: "you",
			section: { number: "2.1", title: "Information you provide" },
		},
		{
			category: "Usage data",
			items: ["Pages you open", "Time and duration"],
			source: "automatic",
			section: { number: "2.2", title: "Information collected automatically" },
		},
		{
			category: "Linked accounts",
			source: "others",
			section: { number: "2.2", title: "Information collected automatically" },
		},
	],
	notCollected: [{ text: "Payment card numbers", section: { number: "2.4" } }, { text: "Precise location" }],
	uses: [
		{ purpose: "Run the service you asked for", legalBasis: "contract", section: { number: "3" } },
		{ purpose: "Keep it safe", legalBasis: "legitimate-interests" },
		{ purpose: "Send news", legalBasis: "consent" },
		{ purpose: "Answer questions" },
	],
	recipients: [
		{
			name: "Supabase",
			purpose: "Database, sign-in, encryption of your keys",
			location: "United States",
			kind: "processor",
			section: { number: "5", title: "Sub-processors" },
		},
		{ name: "Cloudflare", purpose: "Archive of the audit log, network", location: "Worldwide", kind: "processor" },
		{ name: "Clerk", purpose: "Sign-in", location: "United States", kind: "processor" },
		{ name: "OpenAI", purpose: "Called with your own key", kind: "own-account" },
		{ name: "Courts and authorities", purpose: "Where we must", kind: "legal" },
		{ name: "Professional advisers", kind: "category" },
		{ name: "Bank", purpose: "Payments", kind: "third-party" },
		{ name: "Someone", purpose: "Unsorted", location: "Ireland" },
	],
	recipientsUrl: "https://sample.example/subprocessors",
	transfers: [
		{
			text: "Data goes to the United States.",
			safeguards: ["standard-contractual-clauses", "data-privacy-framework"],
			section: { number: "6" },
		},
		{ text: "Data goes to Switzerland.", safeguards: ["adequacy"] },
	],
	retention: [
		{
			category: "Account information",
			period: { text: "For the life of the account, plus 30 days", amount: 30, unit: "days", afterEvent: true },
		},
		{ category: "Audit log", period: { text: "7 years, rolling", amount: 7, unit: "years", rolling: true } },
	],
	rights: [
		{ kind: "access", title: "Access", text: "Ask for a copy of your data.", regimes: ["gdpr", "uk-gdpr"] },
		{
			kind: "withdraw-consent",
			title: "Take back a yes",
			text: "At any time, with effect from then on.",
			regimes: ["gdpr"],
		},
		{ kind: "opt-out-sale", title: "Say no to a sale", regimes: ["ccpa"] },
		{ kind: "erasure", title: "Deletion" },
	],
	responseDays: 30,
	security: [{ text: "Encryption at rest" }, { text: "Access by role" }],
	children: { minimumAge: 16, text: "Not meant for anybody under sixteen." },
	usRights: [
		{ kind: "know", text: "Know what is collected.", states: ["US-CA", "US-CO", "US-WY"] },
		{ kind: "appeal", text: "Appeal a refusal." },
	],
	statements: [
		{ kind: "no-sale", text: "We never sell data." },
		{ kind: "no-ad-sharing", text: "No data for ads." },
		{ kind: "no-training", text: "No training of models." },
		{ kind: "no-certification", text: "No certificate yet." },
		{ kind: "certification", text: "ISO 27001 since 2025." },
	],
	changes: { noticeDays: 30, objectionDays: 14, text: "Told by e-mail as well." },
	sections: [
		{
			number: "1",
			title: "Scope",
			body: [
				{
					kind: "paragraph",
					text: "This covers the app and the terms of use.",
					links: [{ text: "terms of use", url: "https://sample.example/terms" }],
				},
				{ kind: "list", items: [{ text: "First" }, { text: "Deeper", level: 1 }, { text: "Second" }] },
				{
					kind: "table",
					head: ["Cookie", "Kept for", "Set by", "Why"],
					rows: [
						["sid", "1 day", "us", "Sign-in"],
						["lang", "1 year", "us", "Language"],
					],
				},
			],
		},
		{ number: "2", title: "Information", body: [] },
		{ body: [{ kind: "paragraph", text: "Words without a heading." }] },
	],
	versions: [
		{ effectiveDate: "2025-01-02", summary: "First version.", url: "https://sample.example/privacy-2025" },
		{
			effectiveDate: "2099-01-01",
			announced: "2098-12-01",
			summary: "A new mail company.",
			url: "https://sample.example/privacy-next",
		},
	],
};
/** What the pages of these tests keep on a device. */
export const purposes: (string | Purpose)[] = [
	"necessary",
	{
		id: "analytics",
		vendors: [
			{
				id: "counter",
				name: "Counter",
				provider: "Counter GmbH",
				country: "DE",
				cookies: [{ name: "_c", duration: "13 months" }, { name: "_s" }],
				storage: ["queue"],
			},
		],
	},
	"marketing",
];
