import type { Count, Report } from "../collector/collector.ts";
import { call, ownerOf } from "./read.ts";
import { type Given, Misuse, only, plain, print, textOf, type Verb } from "./verb.ts";

const help = `yoursay report URL [--since DAY] [--until DAY] [--site SITE] [--json]

What the collector at this address has kept, in counts that name nobody. The
owner's token comes from the environment: YOURSAY_TOKEN.

  --since DAY   received on this day or later, like 2026-11-21, or a UTC time
  --until DAY   received before it
  --site SITE   one site alone
  --json        all of it as JSON, as the collector gives it
`;

const filters = ["since", "until", "site"];

async function run(given: Given): Promise<number> {
	const { base, headers } = ownerOf(only(given, "the collector's address"));
	const query = new URLSearchParams();
	for (const name of filters) {
		const value = textOf(given, name);
		if (value !== undefined) query.set(name, value);
	}
	const response = await call(`${base}/report${query.size ? `?${query}` : ""}`, { headers });
	const body = (await response.json().catch(() => null)) as (Report & { detail?: unknown }) | null;
	if (!response.ok || body === null) {
		const detail = typeof body?.detail === "string" ? `: ${body.detail}` : ". Is this a collector's address?";
		throw new Misuse(`${base}/report answers with status ${response.status}${detail}`);
	}
	if (given.values.json) print(body);
	else process.stdout.write(`${plain(tableOf(body))}\n`);
	return 0;
}

function tableOf(report: Report): string {
	const lists: [string, Count[]][] = [
		["site", report.sites],
		["day", report.days],
		["method", report.methods],
		["language", report.languages],
		["regime", report.regimes],
		["region", report.regions],
		["automated", report.automated],
		["Sec-GPC", report.gpc],
	];
	const rows: [string, string, number][] = [
		["records", "", report.records],
		["browsers", "", report.subjects],
		...lists.flatMap(([name, counts]) => counts.map(({ value, records }) => row(name, value ?? "unknown", records))),
		...report.purposes.map(({ purpose, state, records }) => row("purpose", `${purpose} ${state}`, records)),
		...Object.entries(report.marks).map(([mark, records]) => row("marked", mark, records)),
	];
	const { requests } = report;
	rows.push(
		["requests", "", requests.requests],
		...requests.kinds.map((each) => row("request", each.value, each.requests)),
		...requests.states.map((each) => row("request", each.value, each.requests)),
		row("request", "late", requests.late),
		row("request", "closed late", requests.closedLate),
		...(requests.medianDays === null ? [] : [row("request", "median days to close", requests.medianDays)]),
	);
	const widths = [0, 1, 2].map((column) => Math.max(...rows.map((each) => String(each[column]).length)));
	const lines = rows.map(([name, value, records]) =>
		[name.padEnd(widths[0]!), value.padEnd(widths[1]!), String(records).padStart(widths[2]!)].join("  "),
	);
	return [...lines, ...report.cut.map((list) => `Of ${list}, only the 500 most frequent are listed.`)].join("\n");
}

const row = (name: string, value: string, records: number): [string, string, number] => [name, value, records];

export const verb: Verb = {
	help,
	options: {
		since: { type: "string" },
		until: { type: "string" },
		site: { type: "string" },
		json: { type: "boolean" },
	},
	run,
};
