/** What `yoursay check` can find: each code with why it matters and what mends it, in one place. */

interface Explanation {
	/** Why it is worth mending. */
	why: string;
	remedy: string;
}

/** By code. Codes are stable: whoever reads findings as JSON may rely on them. */
export const findings = {
	// Configuration
	refused: {
		why: "The widget refuses the configuration, allows nothing and asks nobody",
		remedy: "Write what stands in its remedy",
	},
	"key-unknown": { why: "A key that nobody knows has no effect", remedy: "Correct its spelling, or remove it" },
	"key-misplaced": {
		why: "A known key in the wrong place has a value that it could not have in its own",
		remedy: "Remove it",
	},
	"endpoint-missing": {
		why: "Nobody but the visitor keeps what was chosen",
		remedy: "Give the address of your collector",
	},
	"endpoint-unencrypted": { why: "Records would travel for everybody to read", remedy: "Use an https address" },
	"policy-undated": {
		why: "Records do not say on which version of the policy they were made",
		remedy: "Give policy.lastUpdated",
	},
	"nothing-asked": {
		why: "Where every purpose is always on, nobody has a choice",
		remedy: "Add a purpose that is a choice",
	},
	"title-missing": { why: "Visitors would read a bare id", remedy: "Give the purpose a title" },
	"description-missing": {
		why: "Visitors would not read what a purpose is for",
		remedy: "Give the purpose a description",
	},
	"always-on": { why: "What is rarely necessary cannot be refused", remedy: "Take away `required`" },
	"storage-unsaid": { why: "What a vendor stores is neither told nor erased", remedy: "List its cookies or storage" },
	"vendor-policy-missing": { why: "Visitors find no way to the vendor's own policy", remedy: "Give its policyUrl" },
	"receipt-lacking": { why: "A receipt by ISO/IEC TS 27560 would lack this", remedy: "Add it" },
	"region-unknown": {
		why: "The strictest rule holds where a code is not in the table",
		remedy: "Use an ISO 3166-2 code",
	},
	"rule-looser": {
		why: "Your own rule asks less than the table of rules",
		remedy: "Leave it out, or know why you may",
	},
	"link-hidden": {
		why: "A link that the law wants on every page would not show",
		remedy: "Leave the trigger on, or label an opener",
	},
	"claim-contradicted": {
		why: "What a purpose involves cannot be exempt from consent",
		remedy: "Take one of the two away",
	},
	"claim-bounds": {
		why: "A claimed exemption takes effect in few places",
		remedy: "Keep it only under its conditions",
	},
	"claim-shared": {
		why: "An exemption ends where others take part for themselves",
		remedy: "Name only who works for you",
	},
	"integration-purpose-unknown": {
		why: "An integration that goes by what there is not hears that it is denied, whatever is allowed",
		remedy: "Name a purpose, or a vendor, that there is",
	},
	"language-unknown": {
		why: "Own words in a language without words have no effect",
		remedy: "Use a language that there is",
	},
	"word-unknown": {
		why: "An own word that stands for none has no effect",
		remedy: "Use one of the words that there are",
	},
	"word-plural": {
		why: "A word with parts or forms cannot be replaced by one text",
		remedy: 'Name the part as well, such as "vendors.one"',
	},
	"word-gap-lost": { why: "An own text leaves out what the standard one says", remedy: "Put its placeholder back in" },
	// Page
	"tag-missing": { why: "Without its tag nothing is asked or held back", remedy: "Put the tag into the head" },
	"tag-module": { why: "As a module the tag does not find its own files", remedy: "Take away type=module" },
	"config-elsewhere": {
		why: "A configuration that is fetched is not looked at here",
		remedy: "Check that file as well",
	},
	"mark-stale": { why: "Every first visitor fetches 1.2 kB more", remedy: "Write the mark anew" },
	"element-unheld": { why: "This kind of element is not held back", remedy: "Use one that is" },
	"script-runs": { why: "A script runs whatever the visitor allows", remedy: 'Give it type="text/plain"' },
	"element-loads": {
		why: "An element loads whatever the visitor allows",
		remedy: "Move its address to data-yoursay-src or -href",
	},
	"frame-untitled": { why: "The placeholder cannot say what would be shown", remedy: "Give the frame a title" },
	"purpose-unknown": {
		why: "What is held for a purpose that there is not stays held for ever",
		remedy: "Name one that there is",
	},
	"vendor-unknown": {
		why: "Visitors cannot be told about a vendor that nobody named",
		remedy: "Add it to the purpose",
	},
	"google-unheld": { why: "Google's tag hears of no choice", remedy: "Hold it back, or set integrations.google" },
	"google-early": {
		why: "Google's tag can run before it has heard what is denied",
		remedy: "Put it behind the tag, or hold it back",
	},
	"vendor-unheld": { why: "A vendor's tag hears of no choice", remedy: "Hold it back, or set its integration" },
	"vendor-early": {
		why: "A vendor's tag can run before it has heard what is denied",
		remedy: "Hold it back, or have it wait as docs/vendors.md says",
	},
	// Policy
	placeholder: { why: 'Visitors read "Not yet published" in its place', remedy: "Fill it in, or remove it" },
	"policy-shape": {
		why: "The page refuses the document and shows no summary",
		remedy: "Write what stands in its remedy",
	},
	"document-missing": { why: "The document could not be looked at", remedy: "Give it as another FILE" },
	"document-unreadable": {
		why: "The document is no JSON in UTF-8, so pages could not read it either",
		remedy: "Mend the file",
	},
	"essential-missing": {
		why: "A law that the policy speaks of wants this said",
		remedy: "Say it, where it applies to you",
	},
	"basis-missing": {
		why: "GDPR Art. 13(1)(c) wants the legal basis of each purpose",
		remedy: "Give each use its legalBasis",
	},
	"vendor-unnamed": {
		why: "Visitors are asked about a vendor that the policy is silent on",
		remedy: "Add it to the recipients",
	},
	"recipient-unnamed": {
		why: "The policy names a recipient that visitors are not asked about",
		remedy: "Add it to the purpose it serves, or remove it",
	},
	"retention-conflict": {
		why: "A cookie outlasts what the policy promises",
		remedy: "Shorten the one, or correct the other",
	},
	"date-future": {
		why: "A date that has not come cannot be that of what holds now",
		remedy: "Correct it, or announce a version",
	},
	"date-differs": {
		why: "Records would name another version of the policy than visitors read",
		remedy: "Write the same date in both",
	},
	"version-overdue": {
		why: "A version holds by now that the document has not taken over",
		remedy: "Take its content over, and put the old content into `versions`",
	},
	"notice-short": {
		why: "A change is announced later than the policy promises",
		remedy: "Announce it earlier, or let it begin later",
	},
	"versions-unsaid": {
		why: "Pages would not look for a change, so nobody is told of it",
		remedy: "Say policy.versions in the configuration",
	},
	"anchor-dead": { why: "A link within the policy leads nowhere", remedy: "Point it to a section or id that there is" },
	"section-unknown": { why: "Readers are sent to a section that there is not", remedy: "Name the one that is meant" },
} as const satisfies Record<string, Explanation>;

export type FindingCode = keyof typeof findings;

export interface Finding {
	code: FindingCode;
	/** In the configuration or the policy: `purposes[2].vendors[0].policyUrl`; on a page the element; empty for the whole. */
	path: string;
	/** In its file, counted from 1; absent where it stands nowhere, as what is missing does. */
	line?: number;
	/** Counted from 1; of placeholders in a text. */
	column?: number;
	/** What is the matter, as a whole sentence without its full stop. */
	what: string;
	/** What to do about it, likewise. */
	remedy: string;
}
