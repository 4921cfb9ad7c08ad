/** Reads whom a text names to turn to. */
import type { PolicyContact, PolicyPerson } from "../../../types/policy.ts";
import type { Draft } from "./draft.ts";
import type { OpenPart, OpenPassage } from "./open.ts";
import { emailsIn, urlsIn } from "./values.ts";

const postal = /^(?:(?:postal |mailing )?address|(?:by )?(?:mail|post)|write to us(?: at)?)\s*[:–—-]\s*(\S.*)$/i;

/** Ways to reach the controller, its officer and its representatives, each address once. */
export function takeContacts(draft: Draft, part: OpenPart, passage: OpenPassage): void {
	const { policy, mark } = draft;
	const put = (contact: PolicyContact) => {
		const controller = (policy.controller ??= {});
		const contacts = (controller.contacts ??= []);
		contacts.push({ ...contact, ...part.from });
		mark(passage, `controller.contacts[${contacts.length - 1}]`);
	};
	for (const { text } of passage.sentences) {
		const mailed = passage.links.filter((link) => /^mailto:/i.test(link.url) && text.includes(link.text));
		const emails = new Set([...emailsIn(text), ...mailed.flatMap(({ url }) => emailsIn(url.slice(7)))]);
		for (const email of emails) {
			const person = personIn(part, text);
			if (person) takePerson(draft, part, passage, { ...nameIn(text, person.isOfficer), ...person, email });
			else if (!isKnown(draft, email)) put({ kind: kindOfContact(email, text), email });
		}
		if (part.topic !== "contact") continue;
		const linked = passage.links.filter((link) => /^https?:/i.test(link.url) && text.includes(link.text));
		for (const url of new Set([...urlsIn(text), ...linked.map((link) => link.url)]))
			if (!policy.controller?.contacts?.some((known) => known.url === url)) put({ kind: "general", url });
	}
	const [, address] = postal.exec(passage.text) ?? [];
	if (address && !emailsIn(address).length && (part.topic === "contact" || part.topic === "other"))
		put({ kind: "mail", address: address.replace(/[.;]$/, "") });
}

const isKnown = ({ policy: { controller } }: Draft, email: string) =>
	[...(controller?.contacts ?? []), controller?.dpo, ...(controller?.representatives ?? [])].some(
		(known) => known?.email?.toLowerCase() === email.toLowerCase(),
	);

function kindOfContact(email: string, text: string): PolicyContact["kind"] {
	const local = email.split("@")[0]!;
	if (/^(?:security|abuse)/i.test(local) || (/\b(?:security|vulnerabilit)/i.test(text) && !/^privacy/i.test(local)))
		return "security";
	return /^(?:privacy|dpo|gdpr|dataprotection)/i.test(local) ||
		/\b(?:privacy|personal data|personal information|your rights|these rights)\b/i.test(text)
		? "privacy"
		: "general";
}

/** Whose address it is, where it is not the controller's own. */
function personIn(
	{ topic }: OpenPart,
	text: string,
): (Pick<PolicyPerson, "region"> & { isOfficer: boolean }) | undefined {
	if (/\bdata protection officer\b|\bDPO\b/i.test(text) || topic === "dpo") return { isOfficer: true };
	if (topic !== "representative" && !/\brepresentative\b.{0,80}@/i.test(text)) return;
	const regions = [
		["uk", /\bUK\b|\bUnited Kingdom\b/],
		["ch", /\bSwiss\b|\bSwitzerland\b/],
		["eu", /\bEU\b|\bEEA\b|\bEuropean\b|\bArticle 27\b/],
	] as const;
	const found = regions.filter(([, pattern]) => pattern.test(text));
	return { isOfficer: false, ...(found.length === 1 && { region: found[0]![0] }) };
}

/** "Our data protection officer is Dr. Ada Oak". */
function nameIn(text: string, isOfficer: boolean): { name?: string } {
	const pattern = isOfficer
		? /\b(?:officer|DPO)(?: \(DPO\))?(?: is|:)\s+((?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )*\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){1,3})/u
		: /\brepresentative(?: in the \w+)?(?: is|:)\s+(\p{Lu}[\w&.-]*(?: \p{Lu}[\w&.-]*){0,5})/u;
	const name = pattern.exec(text)?.[1]?.replace(/\.$/, "");
	return name ? { name } : {};
}

function takePerson(
	{ policy, mark }: Draft,
	{ from }: OpenPart,
	passage: OpenPassage,
	found: PolicyPerson & { isOfficer: boolean },
): void {
	const { isOfficer, ...person } = found;
	const controller = (policy.controller ??= {});
	if (isOfficer) {
		if (controller.dpo) return;
		controller.dpo = { ...person, ...from };
		mark(passage, "controller.dpo");
		return;
	}
	const representatives = (controller.representatives ??= []);
	if (representatives.some(({ email, region }) => email === person.email && region === person.region)) return;
	representatives.push({ ...person, ...from });
	mark(passage, `controller.representatives[${representatives.length - 1}]`);
}
