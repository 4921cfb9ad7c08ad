/**
 * Whom to complain to, by country. Names, homes and complaint pages: datenanfragen/data (CC0-1.0, July 2026) and the Data Privacy
 * Vocabulary 2.3; no deep link was opened. "Unconfirmed": from memory.
 */
import type { Authority } from "../../types/request.ts";

type Row = [region: string, name: string, url?: string, complaintUrl?: string, scope?: Authority["scope"]];

// Addresses without https://.
const rows: Row[] = [
	["AT", "Austrian Data Protection Authority (DSB)", "www.dsb.gv.at/"],
	[
		"BE",
		"Data Protection Authority (APD/GBA)",
		"www.dataprotectionauthority.be/",
		"www.dataprotectionauthority.be/citizen/actions/lodge-a-complaint",
	],
	["BG", "Commission for Personal Data Protection (CPDP)", "www.cpdp.bg/"],
	// The vocabulary has the Greek authority's address here.
	["HR", "Personal Data Protection Agency (AZOP)", "azop.hr/", "azop.hr/zahtjev-za-utvrdivanje-povrede-prava/"],
	["CY", "Commissioner for Personal Data Protection", "www.dataprotection.gov.cy/"],
	["CZ", "Office for Personal Data Protection (ÚOOÚ)", "www.uoou.cz/"],
	["DK", "Danish Data Protection Agency (Datatilsynet)", "www.datatilsynet.dk/"],
	["EE", "Data Protection Inspectorate (AKI)", "www.aki.ee/"],
	["FI", "Office of the Data Protection Ombudsman", "tietosuoja.fi/", "tietosuoja.fi/ilmoitus-tietosuojavaltuutetulle"],
	["FR", "National Commission on Informatics and Liberty (CNIL)", "www.cnil.fr/", "www.cnil.fr/fr/plaintes"],
	["GR", "Hellenic Data Protection Authority (HDPA)", "www.dpa.gr/"],
	["HU", "National Authority for Data Protection and Freedom of Information (NAIH)", "www.naih.hu/"],
	["IE", "Data Protection Commission (DPC)", "www.dataprotection.ie/", "forms.dataprotection.ie/contact"],
	["IT", "Garante per la protezione dei dati personali", "www.garanteprivacy.it/"],
	["LV", "Data State Inspectorate (DVI)", "www.dvi.gov.lv/"],
	["LT", "State Data Protection Inspectorate (VDAI)", "vdai.lrv.lt/"],
	[
		"LU",
		"National Commission for Data Protection (CNPD)",
		"cnpd.public.lu/",
		"cnpd.public.lu/en/particuliers/faire-valoir/formulaire-plainte.html",
	],
	[
		"MT",
		"Information and Data Protection Commissioner (IDPC)",
		"idpc.org.mt/",
		"register.idpc.org.mt/report-breach/complaint/",
	],
	[
		"NL",
		"Dutch Data Protection Authority (AP)",
		"autoriteitpersoonsgegevens.nl/",
		"autoriteitpersoonsgegevens.nl/nl/meldingsformulier-klachten",
	],
	["PL", "Personal Data Protection Office (UODO)", "uodo.gov.pl/"],
	["PT", "National Data Protection Commission (CNPD)", "www.cnpd.pt/"],
	[
		"RO",
		"National Supervisory Authority for Personal Data Processing (ANSPDCP)",
		"www.dataprotection.ro/",
		"www.dataprotection.ro/index.jsp?page=Plangeri_pagina_principala",
	],
	["SK", "Office for Personal Data Protection", "dataprotection.gov.sk/"],
	["SI", "Information Commissioner (IP)", "www.ip-rs.si/"],
	["ES", "Spanish Data Protection Agency (AEPD)", "www.aepd.es/"],
	["SE", "Authority for Privacy Protection (IMY)", "www.imy.se/"],
	["IS", "Data Protection Authority (Persónuvernd)", "www.personuvernd.is/"],
	["LI", "Data Protection Office (DSS)", "www.datenschutzstelle.li/"],
	["NO", "Norwegian Data Protection Authority (Datatilsynet)", "www.datatilsynet.no/"],
	[
		"GB",
		"Information Commissioner (ICO)",
		"ico.org.uk/",
		"ico.org.uk/make-a-complaint/data-protection-complaints/data-protection-complaints/",
	],
	["CH", "Federal Data Protection and Information Commissioner (FDPIC)", "www.edoeb.admin.ch/"],

	// BDSG s. 9, 40: the federal one for federal bodies, telecommunications and post, else that of the Land; Bavaria has two.
	["DE", "Federal Commissioner (BfDI)", "www.bfdi.bund.de/", undefined, "federal"],
	["DE-BW", "Baden-Württemberg (LfDI)", "baden-wuerttemberg.datenschutz.de/"],
	["DE-BY", "Bavaria (BayLDA)", "lda.bayern.de/", "lda.bayern.de/de/beschwerde.html", "private"],
	["DE-BY", "Bavaria (BayLfD)", "datenschutz-bayern.de/", undefined, "public"],
	["DE-BE", "Berlin (BlnBDI)", "kontakt.datenschutz-berlin.de/"],
	["DE-BB", "Brandenburg (LDA)", "lda.brandenburg.de/"],
	["DE-HB", "Bremen (LfDI)", "datenschutz.bremen.de/"],
	["DE-HH", "Hamburg (HmbBfDI)", "datenschutz-hamburg.de/", "datenschutz-hamburg.de/beschwerde/"],
	["DE-HE", "Hesse (HBDI)", "datenschutz.hessen.de/", "datenschutz.hessen.de/service/beschwerde-uebermitteln"],
	["DE-MV", "Mecklenburg-Western Pomerania (LfDI)", "datenschutz-mv.de/"],
	["DE-NI", "Lower Saxony (LfD)", "lfd.niedersachsen.de/"],
	["DE-NW", "North Rhine-Westphalia (LDI)", "ldi.nrw.de/"],
	["DE-RP", "Rhineland-Palatinate (LfDI)", "datenschutz.rlp.de/"],
	["DE-SL", "Saarland (UDZ)", "datenschutz.saarland.de/"],
	["DE-SN", "Saxony (SDTB)", "datenschutz.sachsen.de/"],
	["DE-ST", "Saxony-Anhalt (LfD)", "datenschutz.sachsen-anhalt.de/"],
	["DE-SH", "Schleswig-Holstein (ULD)", "datenschutzzentrum.de/"],
	["DE-TH", "Thuringia (TLfDI)", "tlfdi.de/"],

	["US-CA", "California Privacy Protection Agency (CPPA)", "cppa.ca.gov/"],
	["US-CA", "California Attorney General", "oag.ca.gov/"],
	// Each has one, at an address of its own that is not in the sources.
	["US", "Attorney General of your state"],
	// Addresses of those below are unconfirmed.
	["BR", "National Data Protection Authority (ANPD)", "www.gov.br/anpd/"],
	["CA-QC", "Commission d'accès à l'information (CAI)", "www.cai.gouv.qc.ca/"],
	["CA", "Privacy Commissioner of Canada (OPC)", "www.priv.gc.ca/"],
	["IN", "Data Protection Board of India"],
	["JP", "Personal Information Protection Commission (PPC)", "www.ppc.go.jp/"],
	["KR", "Personal Information Protection Commission (PIPC)", "www.pipc.go.kr/"],
	["SG", "Personal Data Protection Commission (PDPC)", "www.pdpc.gov.sg/"],
	["HK", "Privacy Commissioner for Personal Data (PCPD)", "www.pcpd.org.hk/"],
	["TH", "Personal Data Protection Committee (PDPC)", "www.pdpc.or.th/"],
	["ZA", "Information Regulator", "inforegulator.org.za/"],
];

/** Parts of a country that have a code of their own, and its authority. */
const parts: Record<string, string> = { AX: "FI", GF: "FR", GP: "FR", MF: "FR", MQ: "FR", RE: "FR", YT: "FR" };

/** Every country of which authorities are known: ISO 3166-1 codes. */
export const countries: string[] = [...new Set(rows.map(([region]) => region.slice(0, 2)).concat(Object.keys(parts)))];

/**
 * The authorities of one country, and of each of its parts that has its own; `region` says whose. Where somebody's own part has
 * none, that of the country is theirs. Empty for a country of which none is known.
 */
export const authoritiesOf = (country: string): Authority[] =>
	rows
		.filter(([region]) => region.slice(0, 2) === (parts[country] ?? country))
		.map(([region, name, url, complaintUrl, scope]) => ({
			region,
			name,
			...(url && { url: `https://${url}` }),
			...(complaintUrl && { complaintUrl: `https://${complaintUrl}` }),
			...(scope && { scope }),
		}));
