/** A configuration that names every key there is. */
export const everything = () => ({
	site: {
		id: "shop_1",
		name: "Shop",
		controller: { name: "Shop Ltd", address: "1 Street", contact: "mailto:us@shop.example" },
	},
	purposes: [
		"necessary",
		{
			id: "analytics",
			title: "Statistics",
			description: "Counts visits.",
			legalBasis: "legitimate-interests",
			required: false,
			exempt: "statistics",
			involves: ["profiling"],
			data: ["pages seen"],
			retention: "13 months",
			location: "Ireland",
			vendors: [
				{
					id: "matomo",
					name: "Matomo",
					provider: "InnoCraft",
					country: "NZ",
					policyUrl: "https://matomo.org/privacy",
					cookies: [{ name: "_pk_*", duration: "13 months", description: "Tells visits apart." }],
					storage: ["matomo", "mtm_*"],
				},
				{ id: "other" },
			],
		},
		{ id: "marketing", vendors: [{ id: "ads", cookies: [{ name: "_ads" }] }] },
	],
	policy: {
		url: "/privacy.html",
		document: "/privacy.json",
		lastUpdated: "2026-11-21",
		title: "Privacy",
		sections: [{ number: "1", body: [{ kind: "paragraph", text: "One." }] }],
		purposes: ["analytics", { id: "other", vendors: [{ id: "ads" }] }],
		versions: [{ effectiveDate: "2026-12-24" }],
	},
	endpoint: "https://collect.example/yoursay",
	region: "US-CA",
	regime: "opt-out",
	languages: { default: "en", texts: { en: { ask: { title: "Your data", body: "Ours too." } } } },
	layout: "bar",
	position: "end",
	theme: "dark",
	trigger: true,
	rules: {
		"US-CA": {
			regime: "opt-in",
			signal: "refuse",
			askMonths: 18,
			lifeMonths: 3,
			close: true,
			vendors: true,
			link: "california",
			exempt: ["statistics", "appearance"],
			sensitive: false,
			age: 18,
		},
		"*": { link: null },
	},
	integrations: {
		adobe: { purpose: "analytics", instance: "alloy" },
		clarity: { types: { ad_Storage: "marketing", analytics_Storage: "analytics" } },
		google: { types: { ad_storage: "marketing" }, urlPassthrough: true },
		gpp: { sections: "state", padding: "sextets", mspa: "opt-out-option" },
		gtm: { event: "consent_update" },
		matomo: { purpose: "analytics", mode: "cookies" },
		meta: { purpose: "marketing", limitedDataUse: true },
		posthog: { purpose: "analytics" },
		tcf: { purposes: { analytics: [1, 8] }, vendors: { google: 755 } },
		tiktok: true,
		uet: false,
	},
	storage: { cookie: { domain: "shop.example" } },
	onWithdraw: "none",
	doNotTrack: true,
	minimumAge: 16,
	revision: 3,
});

/** What no address may be. */
export const wrongAddresses = [
	"javascript:alert(1)",
	"JavaScript:alert(1)",
	"data:text/html,x",
	"vbscript:x",
	"blob:https://shop.example/x",
	"file:///etc/hosts",
	"java\nscript:alert(1)",
	" javascript:alert(1)",
	"\tjavascript:alert(1)",
	"\u0001javascript:alert(1)",
	"\\\\evil.example",
	"/a b",
	`/${"a".repeat(2001)}`,
	7,
	{},
	["/x"],
];
const addresses = [
	"",
	"/x",
	"x.json",
	"../x?a=b:c#d:e",
	"?a:b",
	"#a:b",
	"//cdn.example/x",
	"https://a.example:8443/x",
	"http://a.example",
	"HTTPS://A.example",
	"mailto:a@b.example",
	"tel:+123",
];
const wrongTexts = [7, true, null, {}, ["x"], "x".repeat(5001), "x".repeat(1_000_000), () => {}, new Date()];
const texts = ["", "x", "“ö” 漢字 😀", "{controller}", "x".repeat(5000)];
const ids = ["a", "0", "a-b_c", "a".repeat(64)];
const wrongIds = ["", "A", "-a", "_a", "a b", "a.b", "ä", "a\n", "a".repeat(65), 7, null, true, {}, ["a"], "__proto__"];
const flags = [true, false];
const wrongFlags = ["true", 1, 0, null, {}, [], [true]];
const counts = [0, 1, 18, 999_999_999];
const wrongCounts = [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", null, true, {}, [1], 1n];
/** Neither a plain object nor a list. */
const wrongObjects = ["x", "", 7, 0, true, false, null, [], [{}], () => {}];
const wrongLists = ["x", "", 7, true, null, {}, { 0: "x", length: 1 }, () => {}];
const oneOf = (...values: string[]): [unknown[], unknown[]] => [
	values,
	[
		"",
		"other",
		values[0]!.toUpperCase(),
		`${values[0]} `,
		`${values[0]}\n`,
		values.join("|"),
		7,
		null,
		true,
		{},
		[values[0]],
	],
];

/** By path: what is right there, and what is not. `[]` stands for an item of a list. */
type Row = [path: string, right: unknown[], wrong: unknown[]];
export const table: Row[] = [
	["site", [{}], wrongObjects],
	["site.id", ids, wrongIds],
	["site.name", texts, wrongTexts],
	["site.controller", [{}], wrongObjects],
	["site.controller.name", texts, wrongTexts],
	["site.controller.address", texts, wrongTexts],
	["site.controller.contact", texts, wrongTexts],
	[
		"purposes",
		[[], ["a", "b"], ["a", { id: "b" }]],
		[...wrongLists, ["a", "a"], ["a", { id: "a" }], [{ id: "a" }, { id: "a" }], [["a"]], { id: "a" }],
	],
	[
		"purposes[]",
		[...ids, { id: "a" }],
		[...wrongIds.filter((each) => each !== "__proto__"), "__proto__", {}, { title: "x" }, { id: undefined }, () => {}],
	],
	["purposes[].id", ids, [...wrongIds, undefined]],
	["purposes[].title", texts, wrongTexts],
	["purposes[].description", texts, wrongTexts],
	[
		"purposes[].legalBasis",
		...oneOf("consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"),
	],
	["purposes[].required", flags, wrongFlags],
	["purposes[].exempt", ...oneOf("statistics", "appearance")],
	[
		"purposes[].involves",
		[[], ["sale", "sharing", "targeted-ads", "profiling", "sensitive"]],
		[...wrongLists, "sale", ["other"], [["sale"]], [null], [{}]],
	],
	["purposes[].data", [[], ["x"]], [...wrongLists, [7], [null], [["x"]], [{}], ["x".repeat(5001)]]],
	["purposes[].retention", texts, wrongTexts],
	["purposes[].location", texts, wrongTexts],
	["purposes[].vendors", [[], [{ id: "v" }]], [...wrongLists, ["v"], [null], [[]], [{}], { id: "v" }]],
	["purposes[].vendors[].id", ids, [...wrongIds, undefined]],
	["purposes[].vendors[].name", texts, wrongTexts],
	["purposes[].vendors[].provider", texts, wrongTexts],
	["purposes[].vendors[].country", ["IE", "US"], ["ie", "IRL", "I", "US-CA", "", 7, null, {}, ["IE"]]],
	["purposes[].vendors[].policyUrl", addresses, wrongAddresses],
	["purposes[].vendors[].cookies", [[], [{ name: "x" }]], [...wrongLists, ["x"], [null], [{}], { name: "x" }]],
	["purposes[].vendors[].cookies[].name", texts.filter(Boolean), wrongTexts],
	["purposes[].vendors[].cookies[].duration", texts, wrongTexts],
	["purposes[].vendors[].cookies[].description", texts, wrongTexts],
	["purposes[].vendors[].storage", [[], ["x", "y*"]], [...wrongLists, [7], [["x"]], [{}]]],
	[
		"policy",
		[...addresses, {}, { url: "/x" }, { title: "x", sections: [] }],
		[...wrongAddresses.filter((each) => JSON.stringify(each) !== "{}"), null, true],
	],
	["policy.url", addresses, wrongAddresses],
	["policy.document", addresses, wrongAddresses],
	["policy.lastUpdated", texts, wrongTexts],
	["policy.purposes", [[], ["x"], [{ id: "x" }]], [...wrongLists, [7], ["x", "x"], [{}]]],
	["endpoint", addresses, wrongAddresses],
	["region", ["DE", "US-CA", "GB-ENG", "FR-75"], ["de", "DEU", "US_CA", "US-", "US-CALI", "", 7, null, {}, ["DE"]]],
	["regime", ...oneOf("opt-in", "opt-out", "notice")],
	["languages", [{}], wrongObjects],
	["languages.default", texts, wrongTexts],
	[
		"languages.texts",
		[{}, { en: {} }, { en: { ask: {} } }, { en: { ask: { title: "x" } } }],
		[
			...wrongObjects,
			{ en: "x" },
			{ en: { ask: "x" } },
			{ en: { ask: { title: 7 } } },
			{ en: { ask: { title: null } } },
			{ en: { ask: { title: {} } } },
			{ en: [] },
			{ en: null },
		],
	],
	["layout", ...oneOf("bar", "box", "dialog")],
	["position", ...oneOf("start", "end", "center")],
	["theme", ...oneOf("auto", "light", "dark")],
	["trigger", flags, wrongFlags],
	["rules", [{}, { DE: {} }, { "*": { close: true }, US: { askMonths: 24 } }], wrongObjects],
	["rules.DE", [{}], wrongObjects],
	["rules.DE.regime", ...oneOf("opt-in", "opt-out", "notice")],
	["rules.DE.signal", ...oneOf("refuse", "hint")],
	["rules.DE.askMonths", [1, 6, 99], [...wrongCounts, 0, 100]],
	["rules.DE.lifeMonths", [1, 6, 99], [...wrongCounts, 0, 100]],
	["rules.DE.close", flags, wrongFlags],
	["rules.DE.vendors", flags, wrongFlags],
	["rules.DE.link", ["california", "opt-out", null], ["", "other", "California", 7, true, {}, [], ["opt-out"]]],
	[
		"rules.DE.exempt",
		[[], ["statistics"], ["appearance", "statistics"]],
		[...wrongLists, "statistics", ["other"], [["statistics"]], [null]],
	],
	["rules.DE.sensitive", flags, wrongFlags],
	["rules.DE.age", counts, wrongCounts],
	["integrations", [{}, { google: true }, { google: false }], wrongObjects],
	["integrations.google", [true, false, {}], ["x", "", 7, null, [], () => {}]],
	["integrations.google.types", [{}, { ad_storage: "a" }], wrongObjects],
	["integrations.google.types.analytics_storage", ids, wrongIds.filter((each) => each !== "__proto__")],
	["integrations.google.urlPassthrough", flags, wrongFlags],
	...["adobe", "clarity", "gpp", "gtm", "matomo", "meta", "posthog", "tcf", "tiktok", "uet"].map(
		(name): Row => [`integrations.${name}`, [true, false, {}], ["x", "", 7, null, [], () => {}]],
	),
	...["adobe", "matomo", "meta", "posthog", "tiktok", "uet"].map(
		(name): Row => [`integrations.${name}.purpose`, ids, wrongIds.filter((each) => each !== "__proto__")],
	),
	["integrations.adobe.instance", ["alloy", "_a$1"], ["", "a b", "a.b", "a()", 7, null, {}]],
	["integrations.clarity.types", [{}, { ad_Storage: "a" }], wrongObjects],
	["integrations.clarity.types.analytics_Storage", ids, wrongIds.filter((each) => each !== "__proto__")],
	["integrations.gpp.sections", ...oneOf("national", "state")],
	["integrations.gpp.padding", ...oneOf("octets", "sextets")],
	["integrations.gpp.mspa", ...oneOf("opt-out-option", "service-provider")],
	["integrations.matomo.mode", ...oneOf("tracking", "cookies")],
	["integrations.meta.limitedDataUse", flags, wrongFlags],
	["integrations.tcf.purposes", [{}, { analytics: [] }, { analytics: [1, 24] }], wrongObjects],
	["integrations.tcf.purposes.analytics", [[], [1], [24]], [...wrongLists, [0], [25], [1.5], ["1"], [null], [[1]]]],
	["integrations.tcf.vendors", [{}, { google: 755 }], wrongObjects],
	["integrations.tcf.vendors.google", [1, 755, 99_999], [...wrongCounts, 0, 100_000]],
	["storage", [{}], [...wrongObjects, ["x"]]],
	["storage.cookie", [{}], wrongObjects],
	[
		"storage.cookie.domain",
		["shop.example", ".shop.example", "localhost"],
		["", "a b", "a;b", "a/b", "a:1", "ä.example", "a\n", 7, null, {}, ["a"]],
	],
	["onWithdraw", ...oneOf("reload", "none")],
	["doNotTrack", flags, wrongFlags],
	["minimumAge", counts, wrongCounts],
	["revision", counts, wrongCounts],
	["onError", [() => {}], ["x", 7, true, null, {}, []]],
];

/** A configuration with this value at this path and, around it, only what the path needs. */
export function configWith(path: string, value: unknown): Record<string, unknown> {
	const build = ([step, ...rest]: string[]): unknown => {
		if (step === undefined) return value;
		if (step === "[]") return [build(rest)];
		const inner = { [step]: build(rest) };
		return inner;
	};
	const steps = path.split(/\.|(?=\[\])/);
	const config = build(steps) as Record<string, unknown>;
	// Purposes, vendors and cookies are nothing without their name.
	const complete = (at: unknown, key: string, isItem = false) => {
		if (at === value) return;
		if (Array.isArray(at)) for (const each of at) complete(each, key, true);
		else if (at && typeof at === "object") {
			const own = at as Record<string, unknown>;
			if (isItem && /^(purposes|vendors)$/.test(key) && !("id" in own)) own.id = "x";
			if (key === "cookies" && !("name" in own)) own.name = "x";
			for (const [inner, member] of Object.entries(own)) complete(member, inner);
		}
	};
	complete(config, "");
	return config;
}
