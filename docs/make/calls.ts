/** The collector's calls and options, from its routes and its interfaces. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Audience, createCalls } from "../../src/collector/calls.ts";
import { root } from "./files.ts";
import { code, membersOf, phrase, table, usually, wordsAndDefault } from "./tables.ts";

const audiences: Record<Audience, string> = {
	visitor: "pages of `origins`",
	owner: "the owner, by `ownerToken`",
	everybody: "everybody",
	reader: "a browser",
};

interface Documented {
	/** As a reader writes it, and one that a route must take. */
	path: string;
	example?: string;
	method: string;
	/** What it takes, where that is not in its path. */
	takes?: string;
	/** Who else than its audience says. */
	who?: string;
	does: string;
}

const bearer = "whoever has the secret, as `Authorization: Bearer`";
const hash = "A".repeat(43);
const example = "/requests/ABCD-EFGH";

export const documented: Documented[] = [
	{
		path: "/records",
		method: "POST",
		takes: "`{secret, records}`",
		does: "takes 1 to 50 records in at most 60 KiB; 200 `{accepted, duplicate, rejected: [{id, code, message}], acknowledgements}`; idempotent, append-only. The secret (43 characters, base64url) is checked against each record's subject, which is the base64url SHA-256 of those characters, and never stored",
	},
	{
		path: "/records",
		method: "GET",
		who: bearer,
		does: "`{records: [{record, receivedAt, gpc, marks, acknowledgement}]}`, the oldest first; none for any other secret",
	},
	{ path: "/keys", method: "GET", does: "the public keys as a JWK Set" },
	{
		path: "/notices/{hash}",
		example: `/notices/${hash}`,
		method: "PUT",
		does: "keeps the words or the settings that records name by their hash (`yoursay notices` makes them); 201, and 204 when they were there",
	},
	{
		path: "/report",
		method: "GET",
		takes: "`?since&until&site`",
		does: "counts without identifiers: by site, day, method, language, regime, region, automation, `Sec-GPC`, purpose and state, and marks",
	},
	{
		path: "/records.ndjson",
		method: "GET",
		takes: "`?since&until&site`",
		does: "every record on a line, with `gpc`, its marks, the words it was made on and the settings it was made under",
	},
	{
		path: "/requests",
		method: "POST",
		does: "one request in at most 60 KiB; 201 `{reference, receivedAt, dueAt, acknowledgeAt?, statusUrl}`, and the same again for the same body; another body under its id is 409",
	},
	{
		path: "/requests",
		method: "GET",
		takes: "`?state&kind&site&dueBefore&late&after&limit`",
		does: "`{requests, next}`, the first due first; `state` may be `open` or `closed`; 1 to 200, else 50",
	},
	{
		path: "/requests/{reference}",
		example,
		method: "GET",
		who: bearer,
		does: "how it stands, without a word of what was written; in a browser a page that asks for the secret in the fragment. An unknown reference and a wrong secret are the same 404",
	},
	{ path: "/requests/{reference}", example, method: "DELETE", who: bearer, does: "takes it back" },
	{
		path: "/requests/{reference}",
		example,
		method: "PATCH",
		takes: "`{revision, state?, reason?, dueAt?, note?}`",
		does: "one move, a note, or both; 409 where it has moved meanwhile, 422 where it may not move so",
	},
	{
		path: "/requests/{reference}/confirm",
		example: `${example}/confirm`,
		method: "GET",
		does: "a page with the button that confirms an address",
	},
	{
		path: "/requests/{reference}/confirm",
		example: `${example}/confirm`,
		method: "POST",
		takes: "`{token}`",
		who: "whoever has the link of the e-mail",
		does: "the address is the person's",
	},
	{ path: "/requests.csv", method: "GET", does: "all requests as a table; formulas are escaped" },
	...["drp", "opendsr"].map((name) => ({
		path: `/requests.${name}.json`,
		method: "GET",
		does: `the same in the fields of ${name === "drp" ? "the [Data Rights Protocol](https://github.com/consumer-reports-innovation-lab/data-rights-protocol)" : "OpenDSR"}; what it has no word for is counted in \`leftOut\``,
	})),
	{
		path: "/inbox",
		method: "GET",
		does: "the owner's inbox and report as a page without data, which asks for the token and keeps it in memory",
	},
	{
		path: "/page/{file}",
		example: "/page/page.css",
		method: "GET",
		does: "style sheets and scripts of these pages",
	},
];

const nothing = () => Promise.reject(new Error("nothing is called here"));

/** The audience of a call's method, as the collector has it. */
export function audienceOf({ path, example = path, method }: Documented): Audience {
	const unused = new Proxy({}, { get: () => nothing });
	const callAt = createCalls({
		...{ store: unused as never, signer: unused as never, origins: [], base: "/yoursay" },
		...{ now: Date.now, failed: () => {} },
	});
	const found = callAt(example)?.[method];
	if (!found) throw new Error(`There is no ${method} ${path}.`);
	return found.audience;
}

export const callTable = () =>
	table(
		["call", "who", "does"],
		documented.map((each) => [
			`${code(`${each.method} {endpoint}${each.path}`)}${each.takes ? ` ${each.takes}` : ""}`,
			each.who ?? audiences[audienceOf(each)],
			each.does,
		]),
	);

const interfaces: [file: string, name: string][] = [
	["collector", "CollectorOptions"],
	["request-options", "RequestOptions"],
	["request-options", "MailOptions"],
	["due-dates", "DueDateOptions"],
];

/** The options of `createCollector`. */
export function collectorTable(): string {
	const rows = interfaces.flatMap(([file, name]) =>
		membersOf(readFileSync(join(root, `src/collector/${file}.ts`), "utf8"), name).map(({ key, comment }) => {
			const [words, usual] = wordsAndDefault(comment, /\s*@default\s+/);
			return [code(key), phrase(words), usually(usual)];
		}),
	);
	return table(["option", "meaning", "default"], rows);
}
