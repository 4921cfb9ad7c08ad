/** The terms of the Data Privacy Vocabulary that a statement is written in. */
import type { LegalBasis } from "../../types/config.ts";
import type { State } from "../../types/consent.ts";

const iri = { "@type": "@id" };
const time = { "@type": "xsd:dateTime" };
export const context = {
	dpv: "https://w3id.org/dpv#",
	"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
	loc: "https://w3id.org/dpv/loc#",
	dct: "http://purl.org/dc/terms/",
	skos: "http://www.w3.org/2004/02/skos/core#",
	rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	xsd: "http://www.w3.org/2001/XMLSchema#",
	"dct:conformsTo": iri,
	"dct:created": time,
	"dct:dateSubmitted": time,
	"dpv:hasCountry": iri,
	"dpv:hasLegalBasis": iri,
	"dpv:isIndicatedAtTime": time,
	"dpv:isIndicatedBy": iri,
	"skos:broader": iri,
};
/** The profiles of the guide, for a receipt and each of its records. */
export const profile = "https://w3id.org/dpv/schema/dpv-27560#";

export const bases: Record<LegalBasis, string> = {
	consent: "dpv:Consent",
	contract: "dpv:Contract",
	"legal-obligation": "dpv:LegalObligation",
	"vital-interests": "dpv:VitalInterest",
	"public-task": "dpv:PublicInterest",
	"legitimate-interests": "dpv:LegitimateInterest",
};
export const consentStatus: Record<State, string> = {
	granted: "dpv:ConsentGiven",
	refused: "dpv:ConsentRefused",
	withdrawn: "dpv:ConsentWithdrawn",
	objected: "dpv:ConsentRefused",
	"not-asked": "dpv:ConsentUnknown",
};
