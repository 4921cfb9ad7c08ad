/**
 * What a receipt says, in the terms of the Data Privacy Vocabulary 2.3 (https://w3id.org/dpv/2.3), shaped as the W3C
 * DPVCG's guide to ISO/IEC TS 27560:2023 has it: one consent record for each record and purpose. Derived, never stored
 * by itself, so that anybody can derive it again.
 */
import type { LegalBasis, Settings, SettledPurpose, Vendor } from "../../types/config.ts";
import type { State } from "../../types/consent.ts";
import type { ConsentRecord } from "../../types/record.ts";
import { broader, type Facts, policyUrl } from "./statement-missing.ts";
import { bases, consentStatus, context, profile } from "./statement-terms.ts";

type Node = Record<string, unknown>;

const subject = "_:subject";

function controllerOf(record: ConsentRecord, settings?: Settings): Node {
	const { address, contact } = settings?.site?.controller ?? {};
	return {
		"@type": "dpv:DataController",
		"dct:identifier": record.site,
		"dpv:hasName": record.controller,
		"dpv:hasAddress": address,
		"dpv:hasContact": contact,
	};
}

const recipientOf = ({ id, name, provider, country, policyUrl }: Vendor): Node => ({
	"@type": "dpv:Recipient",
	"dct:identifier": id,
	"dct:title": name,
	"dpv:hasName": provider,
	"dpv:hasCountry": country && `loc:${country}`,
	"dpv:hasContact": policyUrl,
});

const regionOf = (region: string): Node => {
	const country = `loc:${region.slice(0, 2)}`;
	return region[2]
		? { "@type": "dpv:Region", "dct:identifier": region, "dpv:hasCountry": country }
		: { "@id": country };
};

const processOf = (id: string, recipients: Node[], purpose?: SettledPurpose): Node => ({
	"@type": "dpv:Process",
	"dpv:hasPurpose": {
		"@type": "dpv:Purpose",
		"dct:identifier": id,
		"dct:title": purpose?.title,
		"dct:description": purpose?.description,
		"skos:broader": broader[id],
	},
	"dpv:hasLegalBasis": purpose && bases[purpose.legalBasis],
	"dpv:hasPersonalData": purpose?.data?.map((title) => ({ "@type": "dpv:PersonalData", "dct:title": title })),
	"dpv:hasRecipient": recipients,
	"dpv:hasStorageCondition": [
		purpose?.retention && {
			"@type": "dpv:StorageDuration",
			"dpv:hasDuration": { "@type": "dpv:Duration", "rdf:value": purpose.retention },
		},
		purpose?.location && { "@type": "dpv:StorageLocation", "dpv:hasLocation": purpose.location },
	].filter(Boolean),
});

/**
 * How it stands with the purpose, and what the visitor can do about it: consent, or a right to object (GDPR art. 21).
 * Where the settings are not in the receipt its basis is unknown, and only the state is told.
 */
function standingOf(record: ConsentRecord, state: State, createdAt: string, basis?: LegalBasis): Node {
	const { occurredAt, expiresAt, method, automated, interface: where } = record;
	const isOver = state === "granted" && expiresAt <= createdAt;
	// What was not asked, nobody indicated.
	const event = (type: string | string[], at: string): Node => ({
		"@type": type,
		"dpv:isIndicatedBy": state === "not-asked" ? undefined : subject,
		"dpv:isIndicatedAtTime": at,
		"dpv:hasIndicationMethod":
			state === "not-asked" ? undefined : `${method}; ${where.view ?? "no view"}${automated ? "; automated" : ""}`,
		"dpv:hasDuration": { "@type": "dpv:UntilTimeDuration", "rdf:value": expiresAt },
	});
	const at = { "dpv:isExercisedAt": `${record.site}: preferences` };
	if (basis === "consent") {
		// What no human did may be a grant, but nobody can say that it was expressed.
		const given =
			state === "granted" && !automated ? [consentStatus[state], "dpv:ExpressedConsent"] : consentStatus[state];
		return {
			"dpv:hasConsentStatus": [
				event(given, occurredAt),
				...(isOver ? [{ "@type": "dpv:ConsentExpired", "dpv:isIndicatedAtTime": expiresAt }] : []),
			],
			"dpv:hasConsentControl": { "@type": ["dpv:ManageConsent", "dpv:RefuseConsent"], ...at },
			"dpv:hasRight": { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A7-3"], ...at },
		};
	}
	const isNo = state === "objected" || state === "refused" || state === "withdrawn";
	const status = {
		"legitimate-interests": isNo ? "dpv:LegitimateInterestObjected" : "dpv:LegitimateInterestNotObjected",
		"public-task": isNo ? "dpv:PublicInterestObjected" : "dpv:PublicInterestOngoing",
	};
	return {
		"dpv:hasStatus": {
			...event(status[basis as keyof typeof status] ?? "dpv:Status", occurredAt),
			"dct:description": state,
		},
		// The right to object is one against these two bases alone (GDPR art. 21(1)).
		"dpv:hasRight": basis && basis in status ? { "@type": ["dpv:DataSubjectRight", "eu-gdpr:A21"], ...at } : undefined,
	};
}

/** One entry for each record and purpose, and one more for each vendor that was answered otherwise than its purpose. */
function entriesOf(record: ConsentRecord, facts: Facts, conforms: boolean): Node[] {
	const { id, notice, region, purposes, vendors } = record;
	const settings = facts.configs[notice.configHash!];
	const shown = facts.notices[notice.textHash!];
	const received = facts.acknowledgements.find((each) => each.id === id)?.receivedAt;
	const entry = (path: string, state: State, process: Node, basis?: LegalBasis): Node => {
		const standing = standingOf(record, state, facts.createdAt, basis);
		const isConsent = "dpv:hasConsentStatus" in standing;
		return {
			"@id": `urn:uuid:${id}#${path}`,
			"@type": isConsent ? "dpv:ConsentRecord" : "dpv:RecordsOfActivities",
			"dct:conformsTo": isConsent && conforms ? `${profile}record` : undefined,
			"dct:identifier": `${id}#${path}`,
			"dct:dateSubmitted": received,
			"dpv:hasDataSubject": { "@id": subject, "@type": "dpv:DataSubject", "dct:identifier": record.subject },
			"dpv:hasDataController": controllerOf(record, settings),
			"dpv:hasJurisdiction": region ? regionOf(region) : undefined,
			"dpv:hasNotice": [
				shown && { "@type": "dpv:ConsentNotice", "dct:identifier": notice.textHash, "dct:language": shown.language },
				settings &&
					policyUrl(settings) && {
						"@type": "dpv:PrivacyNotice",
						"dct:identifier": policyUrl(settings),
						"dct:hasVersion": notice.policyVersion ?? undefined,
					},
			].filter(Boolean),
			"dpv:hasProcess": process,
			...standing,
		};
	};
	const controller = controllerOf(record, settings);
	const ofPurposes = Object.entries(purposes).map(([purposeId, state]) => {
		const purpose = settings?.purposes.find((each) => each.id === purposeId);
		const recipients = purpose?.vendors.filter((vendor) => !Object.hasOwn(vendors, vendor.id)).map(recipientOf) ?? [];
		return entry(purposeId, state, processOf(purposeId, [controller, ...recipients], purpose), purpose?.legalBasis);
	});
	const ofVendors = Object.entries(vendors).map(([vendorId, state]) => {
		const purpose = settings?.purposes.find((each) => each.vendors.some((vendor) => vendor.id === vendorId));
		const vendor = purpose?.vendors.find((each) => each.id === vendorId) ?? { id: vendorId };
		const process = processOf(purpose?.id ?? "", [recipientOf(vendor)], purpose);
		return entry(`${purpose?.id ?? ""}/${vendorId}`, state, process, purpose?.legalBasis);
	});
	return [...ofPurposes, ...ofVendors];
}

/** The JSON-LD form of a receipt's facts. It names the profile it conforms to only where nothing is missing. */
export function makeStatement(facts: Facts, missing: string[]): Record<string, unknown> {
	const conforms = !missing.length;
	const statement = {
		"@context": context,
		"@id": `urn:uuid:${facts.id}`,
		"@type": "dpv:ConsentReceipt",
		"dct:conformsTo": conforms ? `${profile}receipt` : undefined,
		"dct:identifier": facts.id,
		"dct:created": facts.createdAt,
		"dpv:hasRecordOfActivity": facts.records.flatMap((record) => entriesOf(record, facts, conforms)),
	};
	return JSON.parse(JSON.stringify(statement));
}
