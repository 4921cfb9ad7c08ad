import { known } from "./rules.ts";

/**
 * For each of `known`, and the US, in their order: how the names of its zones begin, at the start of a word: enough to tell
 * them from every other name of the tz database. The first that fits holds. From the tz database (zone.tab, backward), which is in the
 * public domain, and CLDR, whose older names (Asia/Calcutta, America/Indianapolis) browsers still tell.
 *
 * Left out, and so unknown, are zones that zone1970.tab shares among regions of different regimes: Europe/Zurich (CH, DE,
 * LI), Asia/Singapore (SG, MY), Africa/Johannesburg (ZA, LS, SZ). Parts of Quebec keep the times of Toronto and Halifax.
 */
const zones =
	// AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS
	"Vienn Brus Sof Zag Fam|Nic Pra Cop Tal Hel Pari Bus|Berl Ath Bud Dubl Rey " +
	// IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE
	"Rom Rig Vad Vil Lux Malt Ams Osl War Azo|Lis|Made Buc Brat Lju Ceu|Mad|Canar Sto " +
	// GB BR
	"Lond Eiru|Ara|Boa|Cui|Rec|Bele|Camp|Mace|Noro|Forta|Manau|Rio_B|Sao_P|Bahia$|Porto_|Santar " +
	// IN KR TH TR JP AU
	"Cal|Kol Seo Bangk Ist Tok Aus|Macq " +
	// CA-QC
	"Sab|Hal|Toro|Montr|Canada/[AE] " +
	// CA
	"Cana|Daw|Ati|Cam|Cre|Edm|Gla|Goo|Inu|Iqa|Nip|Rai|Reg|Res|Swi|Van|Whi|Yel|Cora|Monc|Pang|Rank|St_J|Thun|Winn|Fort_N " +
	// US
	"Indiana|New|Ken|Ada|Anc|Boi|Den|Det|Jun|Lou|Los|Met|Nom|North_|Pho|Sit|Chic|Meno|Hono|Yakuta|US/[^S]";

/**
 * The region whose zone this is; null where it is unknown, shared by regions of different regimes, or one of the old links
 * that engines map to another name before they report it (Japan, Poland, GB).
 */
export function regionOfZone(zone: string): string | null {
	const names = zones.split(" ");
	return `${known}|US`.split("|").find((_, at) => RegExp(`\\b(${names[at]})`).test(zone)) ?? null;
}
