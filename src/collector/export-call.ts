import { readFilter } from "./filter.ts";
import type { MarkedRecord, Store } from "./store.ts";
import { streamOf } from "./stream.ts";

/** Records read at a time. */
const PAGE = 200;
/** Words and settings remembered while one export runs: a site has a handful at a time. */
const MOST_NOTICES = 64;

/**
 * `GET {path}/records.ndjson`: the records of a query, the oldest received first, one to a line, each with the words
 * it was made on and the settings it was made under, or null where nobody has put them here. It ends at the moment it
 * began, and is read page by page as fast as it is taken.
 * @throws ProblemError 400
 */
export async function sendExport(
	request: Request,
	store: Store,
	startedAt: string,
	failed: (error: unknown) => void,
): Promise<Response> {
	const filter = readFilter(request);
	const until = filter.until && filter.until < startedAt ? filter.until : startedAt;
	const body = await streamOf(lines(store, { ...filter, until }), failed);
	return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
}

async function* lines(store: Store, filter: ReturnType<typeof readFilter>): AsyncGenerator<string, void> {
	const noticeOf = createNotices(store);
	for (let after: MarkedRecord | undefined; ; ) {
		const page: MarkedRecord[] = await store.read({ ...filter, after, limit: PAGE });
		const bodies = await noticeOf(
			page.flatMap(({ record: { notice } }) => [notice.textHash, notice.configHash].filter((hash) => hash !== null)),
		);
		const body = (hash: string | null) => (hash === null ? "null" : (bodies.get(hash) ?? "null"));
		// Bodies are JSON already, in the form their hash was made over.
		const text = page.map((entry) => {
			const { textHash, configHash } = entry.record.notice;
			return `${JSON.stringify(entry).slice(0, -1)},"notice":${body(textHash)},"config":${body(configHash)}}\n`;
		});
		yield text.join("");
		if (page.length < PAGE) return;
		after = page.at(-1);
	}
}

/** Remembers what was looked up; starts over when that is too much. */
function createNotices(store: Store) {
	const known = new Map<string, string>();
	return async (hashes: readonly string[]): Promise<ReadonlyMap<string, string>> => {
		if (known.size > MOST_NOTICES) known.clear();
		const wanted = [...new Set(hashes)].filter((hash) => !known.has(hash));
		for (const [hash, body] of await store.notices(wanted)) known.set(hash, body);
		return known;
	};
}
