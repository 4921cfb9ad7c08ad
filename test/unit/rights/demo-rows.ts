/** What the forms of the demo's three sites offer, and by when: each row thought through from policy and law, by hand. */
import type { RequestKind } from "../../../types/request.ts";

/** A Friday; a Friday and a Sunday before the end of a February of 28 days; a Monday before one of 29. */
export const days = ["2026-11-27", "2027-01-29", "2027-01-31", "2028-01-31"];

/**
 * Regions | kinds, which together are all that is offered, in this order | the answer to a request received on each of the four
 * days | the acknowledgement. What the numbers are:
 * - 30 days, of a policy, of CH and QC, or of ours: 3 of November and 27 of December; 2 of January and 28 of February; 28 of
 *   February and 2 of March; 29 of February and 1 of March. Sundays count.
 * - A month (EEA, GB): 27 December is a Sunday, so the 28th; 29 and 31 February 2027 are the 28th, a Sunday, so 1 March; 31
 *   February 2028 is the 29th, a Tuesday.
 * - 45 days: 3, 31 and 11; 2, 28 and 15; 28 and 17; 29 and 16. 90 (IA): 3, 31, 31 and 25; 2, 28, 31 and 29; 28, 31, 30 and 1;
 *   29, 31 and 30. 15 (BR): 3 and 12; 2 and 13; 15; 15.
 * - 10 and 15 business days: from a Friday, and from the Sunday after it, two and three weeks after that Friday; from a Monday
 *   two and three weeks after it. 21 February 2028 is a holiday in California, which only its owner's calendar knows.
 */
const tables: Record<string, string> = {
	// Grants seven rights everywhere, within 30 days, five to states with such a law, days to object to customers in the EU and UK,
	// and advertises by e-mail to whoever said yes. Nothing is sold.
	isokron: `
		DE FR | access rectification erasure portability restriction objection withdraw-consent | 2026-12-27 2027-02-28 2027-03-01 2028-02-29 |
		DE FR | object-recipient marketing-email | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		GB | access rectification erasure portability restriction objection withdraw-consent | 2026-12-27 2027-02-28 2027-03-01 2028-02-29 |
		GB | object-recipient marketing-email | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		GB | complaint | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 | 2026-12-27 2027-02-28 2027-03-02 2028-03-01
		CH | access rectification erasure portability objection withdraw-consent marketing-email | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-CA | opt-out-sale | 2026-12-18 2027-02-19 2027-02-19 2028-02-21 |
		US-CA | access rectification erasure portability | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 | 2026-12-11 2027-02-12 2027-02-12 2028-02-14
		US-CA | withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-CA | marketing-email | 2026-12-11 2027-02-12 2027-02-12 2028-02-14 |
		US-VA US-TX | opt-out-sale access rectification erasure portability withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-VA US-TX | marketing-email | 2026-12-11 2027-02-12 2027-02-12 2028-02-14 |
		US-IA | opt-out-sale access erasure portability withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-IA | marketing-email | 2026-12-11 2027-02-12 2027-02-12 2028-02-14 |
		US-NY | access rectification erasure portability restriction objection withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-NY | marketing-email | 2026-12-11 2027-02-12 2027-02-12 2028-02-14 |
		BR | access rectification erasure portability restriction objection withdraw-consent | 2026-12-12 2027-02-13 2027-02-15 2028-02-15 |
		BR | marketing-email | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		CA-QC | access rectification erasure portability withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		CA-QC | marketing-email | 2026-12-11 2027-02-12 2027-02-12 2028-02-14 |
		JP null | access rectification erasure portability restriction objection withdraw-consent marketing-email | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
	`,
	// Grants four rights and the disconnecting of accounts everywhere, and says no days: the law's where it has any. Its marketing
	// is sale and sharing where a law has these.
	kratys: `
		DE FR | access rectification erasure portability | 2026-12-28 2027-03-01 2027-03-01 2028-02-29 |
		DE FR | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		GB | access rectification erasure portability | 2026-12-28 2027-03-01 2027-03-01 2028-02-29 |
		GB | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		GB | complaint | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 | 2026-12-27 2027-02-28 2027-03-02 2028-03-01
		CH | access rectification erasure portability disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-CA | opt-out-sale | 2026-12-18 2027-02-19 2027-02-19 2028-02-21 |
		US-CA | access rectification erasure portability | 2027-01-11 2027-03-15 2027-03-17 2028-03-16 | 2026-12-11 2027-02-12 2027-02-12 2028-02-14
		US-CA | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-VA US-TX | opt-out-sale access rectification erasure portability | 2027-01-11 2027-03-15 2027-03-17 2028-03-16 |
		US-VA US-TX | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-IA | opt-out-sale access erasure portability | 2027-02-25 2027-04-29 2027-05-01 2028-04-30 |
		US-IA | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-NY | access rectification erasure portability disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		BR | access rectification erasure portability | 2026-12-12 2027-02-13 2027-02-15 2028-02-15 |
		BR | disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		CA-QC JP null | access rectification erasure portability disconnect-account | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
	`,
	// Grants seven rights under the GDPR alone, within 30 days: elsewhere what the law there gives, and where there is none what
	// the GDPR would. Nothing is sold, so no state of the US gives a no to that.
	a21e: `
		DE FR | access rectification erasure portability restriction objection withdraw-consent | 2026-12-27 2027-02-28 2027-03-01 2028-02-29 |
		GB | access rectification erasure portability restriction objection no-automated-decision withdraw-consent | 2026-12-27 2027-02-28 2027-03-01 2028-02-29 |
		GB | complaint | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 | 2026-12-27 2027-02-28 2027-03-02 2028-03-01
		CH | access rectification erasure portability objection no-automated-decision withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-CA | access rectification erasure portability | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 | 2026-12-11 2027-02-12 2027-02-12 2028-02-14
		US-VA US-TX | access rectification erasure portability | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-IA | access erasure portability | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		BR | access rectification erasure portability restriction objection no-automated-decision withdraw-consent | 2026-12-12 2027-02-13 2027-02-15 2028-02-15 |
		CA-QC | access rectification erasure portability no-automated-decision withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
		US-NY JP null | access rectification erasure portability restriction objection no-automated-decision withdraw-consent | 2026-12-27 2027-02-28 2027-03-02 2028-03-01 |
	`,
};

export const regions = [
	"DE",
	"FR",
	"GB",
	"CH",
	"US-CA",
	"US-VA",
	"US-TX",
	"US-IA",
	"US-NY",
	"BR",
	"CA-QC",
	"JP",
	"null",
];
interface Row {
	site: string;
	/** `null`: it is not known. */
	region: string;
	kinds: RequestKind[];
	/** As ISO dates, one for each of the four days. */
	answers: string[];
	acknowledged?: string[];
}
const words = (text: string) => text.split(" ").filter(Boolean);
export const rows: Row[] = Object.entries(tables).flatMap(([site, table]) =>
	table
		.trim()
		.split("\n")
		.flatMap((line) => {
			const [where, kinds, answers, acknowledged] = line.split("|").map((cell) => words(cell.trim()));
			return where!.map((region) => ({ site, region, kinds: kinds as RequestKind[], answers: answers!, acknowledged }));
		}),
);
