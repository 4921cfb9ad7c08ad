import type { Policy, PolicyContent } from "../../../types/policy.ts";

const section = { number: "2.1", title: "What we collect" };
/** A content with every key. */
export const content = (): Required<PolicyContent> => ({
	title: "Privacy policy",
	url: "https://shop.example/privacy",
	lastUpdated: "2026-03-20",
	effectiveDate: "2028-02-29",
	controller: {
		name: "Acorn Ltd",
		contacts: [
			{ kind: "privacy", email: "privacy@acorn.example", section },
			{ kind: "mail", address: "1 Oak Lane" },
			{ kind: "general", url: "tel:+49-30-1" },
		],
		dpo: { name: "The officer", email: "dpo@acorn.example" },
		representatives: [{ region: "eu", address: "2 Elm Street", url: "/representative" }],
		section,
	},
	collected: [{ category: "Account data", items: ["e-mail address"], source: "you", section }],
	notCollected: [{ text: "We collect no biometric data.", section }],
	uses: [{ purpose: "To deliver orders.", legalBasis: "contract", channel: "email" }],
	recipients: [{ name: "Mailhill", purpose: "E-mail", location: "Germany", kind: "processor", section }],
	recipientsUrl: "/processors",
	transfers: [{ text: "To Canada.", safeguards: ["adequacy"] }],
	retention: [
		{
			category: "Logs",
			period: { text: "90 days after deletion", amount: 90, unit: "days", rolling: false, afterEvent: true },
		},
	],
	rights: [{ kind: "access", title: "Access", text: "See what we hold.", regimes: ["gdpr"] }],
	responseDays: 30,
	security: [{ text: "TLS 1.3 in transit." }],
	children: { minimumAge: 16, text: "Not for anybody under 16." },
	usRights: [{ kind: "know", text: "The right to know.", states: ["US-CA"], orSimilar: true }],
	statements: [{ kind: "no-sale", text: "We do not sell your data." }],
	changes: { noticeDays: 30, objectionDays: 14, objectionRegimes: ["gdpr"], text: "We tell you." },
	purposes: ["necessary", { id: "analytics", vendors: [{ id: "counter", country: "IE" }] }],
	sections: [
		{
			...section,
			body: [
				{ kind: "paragraph", text: "See our terms.", links: [{ text: "our terms", url: "mailto:law@acorn.example" }] },
				{ kind: "list", items: [{ text: "one" }, { text: "within", level: 1, links: [] }] },
				{ kind: "table", head: ["A", "B"], rows: [["1", ""]] },
			],
		},
	],
});
/** A document with every key. */
export function whole(): Policy {
	const { purposes: _, ...announced } = content();
	const version = { effectiveDate: "2026-12-24", announced: "2026-11-24", summary: "A new host.", url: "/old" };
	return { version: 1, ...content(), versions: [{ ...version, content: announced }] };
}
