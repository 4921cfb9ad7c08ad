/**
 * Names of the Data Privacy Vocabulary 2.3 that a statement may use, read from the modules in folder `2.3` of
 * https://github.com/w3c/dpv at commit b70b397aedc26a7e4dfd5b3df79539f5951605eb (https://w3id.org/dpv/2.3).
 * Copyright © 2018-2026 the Contributors to the Data Privacy Vocabulary, published by the W3C Data Privacy
 * Vocabularies and Controls Community Group under the W3C Software and Document License
 * (https://www.w3.org/copyright/software-license-2023/).
 */
export const dpv = `
	Consent ConsentExpired ConsentGiven ConsentNotice ConsentReceipt ConsentRecord ConsentRefused ConsentUnknown
	ConsentWithdrawn Contract DataController DataSubject DataSubjectRight Duration ExpressedConsent LegalObligation
	LegitimateInterest LegitimateInterestNotObjected LegitimateInterestObjected ManageConsent PersonalData
	PersonalisedAdvertising PrivacyNotice Process PublicInterest PublicInterestObjected PublicInterestOngoing Purpose
	Recipient RecordsOfActivities RefuseConsent Region RequestedServiceProvision ServicePersonalisation
	ServiceUsageAnalytics Status StorageDuration StorageLocation UntilTimeDuration VitalInterest
	hasAddress hasConsentControl hasConsentStatus hasContact hasCountry hasDataController hasDataSubject hasDuration
	hasIndicationMethod hasJurisdiction hasLegalBasis hasLocation hasName hasNotice hasPersonalData hasProcess hasPurpose
	hasRecipient hasRecordOfActivity hasRight hasStatus hasStorageCondition isExercisedAt isIndicatedAtTime isIndicatedBy`
	.trim()
	.split(/\s+/)
	.map((name) => `https://w3id.org/dpv#${name}`);

/** Rights by their GDPR article, countries by their ISO 3166-1 code, and the profiles of the guide to ISO/IEC TS 27560. */
export const ofDpv = [
	/^https:\/\/w3id\.org\/dpv\/legal\/eu\/gdpr#A(7-3|21)$/,
	/^https:\/\/w3id\.org\/dpv\/loc#(DE|IE|US)$/,
	/^https:\/\/w3id\.org\/dpv\/schema\/dpv-27560#(record|receipt)$/,
];

/** DCMI Metadata Terms (2020), SKOS (2009), RDF 1.1 and XML Schema 1.1. */
export const others = [
	...["conformsTo", "created", "dateSubmitted", "description", "hasVersion", "identifier", "language", "title"].map(
		(name) => `http://purl.org/dc/terms/${name}`,
	),
	"http://www.w3.org/2004/02/skos/core#broader",
	...["type", "value"].map((name) => `http://www.w3.org/1999/02/22-rdf-syntax-ns#${name}`),
	...["dateTime", "string"].map((name) => `http://www.w3.org/2001/XMLSchema#${name}`),
];
