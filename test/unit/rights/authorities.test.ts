import { describe, expect, it } from "vitest";
import { eea } from "../../../src/regions/rules.ts";
import { authoritiesOf, countries } from "../../../src/rights/authorities.ts";
import { isRegion } from "../../../src/rights/check.ts";
import { lawOf } from "../../../src/rights/laws.ts";

const all = countries.flatMap((country) => authoritiesOf(country).map((authority) => ({ country, ...authority })));

it("every address is https, as a browser writes it, on a host with a dot, and nothing else is in it", () => {
	const addresses = all.flatMap(({ url, complaintUrl }) => [url, complaintUrl].filter((each) => each !== undefined));
	expect(addresses.length).toBeGreaterThan(60);
	for (const address of addresses) {
		const { protocol, hostname, href, username, port } = new URL(address);
		expect(protocol, address).toBe("https:");
		expect(href).toBe(address);
		expect(hostname, address).toMatch(/^[a-z\d-]+(\.[a-z\d-]+)+$/);
		expect([username, port]).toEqual(["", ""]);
	}
});

it("a complaint page stands at the authority's own domain", () => {
	const domain = (address: string) => new URL(address).hostname.split(".").slice(-2).join(".");
	for (const { url, complaintUrl } of all) if (complaintUrl) expect(domain(complaintUrl)).toBe(domain(url!));
});

describe("are there", () => {
	it("one for every country of the EEA, its outermost parts, the United Kingdom and Switzerland", () => {
		for (const country of [...eea.split("|"), "RE", "GP", "GF", "MQ", "MF", "YT", "AX", "GB", "CH"]) {
			expect(countries, country).toContain(country);
			expect(authoritiesOf(country)[0]?.url, country).toBeDefined();
		}
		expect(authoritiesOf("RE")).toEqual(authoritiesOf("FR"));
	});

	it("one for every region whose law names one", () => {
		for (const region of ["US-CA", "US-VA", "BR", "CA-QC"]) {
			expect(lawOf(region)).not.toBe("none");
			expect(authoritiesOf(region.slice(0, 2)).map(({ region: its }) => its)).toContain(
				region === "US-VA" ? "US" : region,
			);
		}
	});

	it("the sixteen Länder, two in Bavaria, and the federal one", () => {
		const german = authoritiesOf("DE");
		const lands = new Set(german.map(({ region }) => region).filter((region) => region !== "DE"));
		expect([...lands].map((land) => land.slice(3)).sort()).toEqual(
			"BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split(" "),
		);
		expect(german.filter(({ region }) => region === "DE-BY").map(({ scope }) => scope)).toEqual(["private", "public"]);
		expect(german.filter(({ scope }) => scope === "federal").map(({ region }) => region)).toEqual(["DE"]);
		expect(german).toHaveLength(18);
	});
});

it("no two countries share an address: Croatia's is not Greece's", () => {
	expect(authoritiesOf("HR").map(({ url }) => url)).toEqual(["https://azop.hr/"]);
	expect(JSON.stringify(authoritiesOf("HR"))).not.toMatch(/\.gr\b|dpa/);
	const own = all.filter(({ country, region }) => region.slice(0, 2) === country);
	const urls = own.flatMap(({ url = [] }) => url);
	expect(new Set(urls).size).toBe(urls.length);
});

it("no address stands where none is known", () => {
	expect(authoritiesOf("US").at(-1)).toEqual({ region: "US", name: "Attorney General of your state" });
	expect(authoritiesOf("ZZ")).toEqual([]);
	expect(authoritiesOf("__proto__")).toEqual([]);
});

it("each is of a region that has a code, once by its name", () => {
	for (const { region } of all) expect(isRegion(region), region).toBe(true);
	expect(new Set(all.map(({ country, region, name }) => `${country} ${region} ${name}`)).size).toBe(all.length);
});
