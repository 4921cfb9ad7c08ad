import type { RequestFilter, RequestPlace, RequestStore, StoredRequest } from "./request-store.ts";
import { streamOf } from "./stream.ts";

/** Requests read at a time. */
const PAGE = 200;

type Cell = string | number | boolean | null | undefined;
const CELLS: Record<string, (request: StoredRequest, now: string) => Cell> = {
	reference: ({ reference }) => reference,
	site: ({ site }) => site,
	kind: ({ kind }) => kind,
	state: ({ state }) => state,
	region: ({ region }) => region,
	law: ({ law }) => law,
	receivedAt: ({ receivedAt }) => receivedAt,
	acknowledgeAt: ({ acknowledgeAt }) => acknowledgeAt,
	dueAt: ({ dueAt }) => dueAt,
	extendableTo: ({ extendableTo }) => extendableTo,
	closedAt: ({ closedAt }) => closedAt,
	isLate: ({ closedAt, dueAt }, now) => closedAt === null && dueAt < now,
	isConfirmed: ({ isConfirmed }) => isConfirmed,
	language: ({ content }) => content?.language,
	name: ({ content }) => content?.name,
	email: ({ content }) => content?.email,
	agent: ({ content }) => content?.agent?.kind,
	onBehalfOf: ({ content }) => content?.agent?.of,
	message: ({ content }) => content?.message,
	since: ({ content }) => content?.since,
	until: ({ content }) => content?.until,
	account: ({ content }) => content?.account,
	recipients: ({ content }) => content?.recipients?.join("; "),
	happenedAt: ({ content }) => content?.happenedAt,
	outcome: ({ content }) => content?.outcome,
	decision: ({ content }) => content?.decision,
	purposes: ({ content }) => content?.purposes?.join("; "),
	subject: ({ content }) => content?.subject,
	appeals: ({ content }) => content?.appeals,
	reason: ({ events }) => events.at(-1)?.reason,
	notes: ({ notes }) => notes.map(({ at, text }) => `${at} ${text}`).join("\n"),
};

/** `GET {path}/requests.csv`: RFC 4180, in UTF-8, a request to a line; cells that a spreadsheet would compute are made text. */
export async function sendCsv(
	store: RequestStore,
	filter: RequestFilter,
	now: string,
	failed: (error: unknown) => void,
): Promise<Response> {
	const body = await streamOf(lines(store, filter, now), failed);
	const headers = { "content-type": "text/csv; charset=utf-8; header=present" };
	return new Response(body, {
		headers: { ...headers, "content-disposition": `attachment; filename="requests-${now.slice(0, 10)}.csv"` },
	});
}

async function* lines(store: RequestStore, filter: RequestFilter, now: string): AsyncGenerator<string, void> {
	yield line(Object.keys(CELLS));
	for await (const page of pagesOf(store, filter)) {
		yield page.map((request) => line(Object.values(CELLS).map((cell) => cell(request, now)))).join("");
	}
}

const line = (cells: Cell[]) => `${cells.map(cellOf).join(",")}\r\n`;

/**
 * What would begin a formula gets an apostrophe before it; whoever reads the file can see that it is none of the sender's. Also
 * in a cell: where decimals have commas, spreadsheets part the file at semicolons, and at line ends whatever is quoted.
 */
function cellOf(cell: Cell): string {
	const text = String(cell ?? "");
	const safe = text.replace(/(^|[;\t\r\n]) *(?=[=+\-@＝＋－＠])|^(?=[\t\r\n])/g, "$&'");
	return /[",\r\n]|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All that a filter means, what is due first first. */
export async function* pagesOf(store: RequestStore, filter: RequestFilter): AsyncGenerator<StoredRequest[], void> {
	for (let after: RequestPlace | undefined; ; ) {
		const page: StoredRequest[] = await store.listRequests({ ...filter, after, limit: PAGE });
		yield page;
		if (page.length < PAGE) return;
		after = page.at(-1);
	}
}
