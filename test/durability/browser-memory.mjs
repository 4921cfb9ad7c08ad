// What one visitor decided, as noted outside the browser, and what must therefore hold when the browser is back.
import { isGenuine } from "./browser-endpoint.mjs";
import { purposes } from "./browser-site.mjs";

/** What a call leaves allowed, after what was allowed before. */
const effects = {
	acceptAll: () => [...purposes],
	rejectAll: () => [],
	withdraw: () => [],
	decide: (before, named) => purposes.filter((id) => named[id] ?? before.includes(id)),
};

export function createMemory(told) {
	/** The newest decision known to be durable. */
	let base = { number: -1, allowed: [], decidedAt: null };
	/** Decisions after it, which may or may not have come to be. */
	let open = [];
	let heard = 0;
	let count = 0;
	/** Times of all decisions that must be found for ever, with where that is known from. */
	const owed = new Map();
	/** When each was known to be durable; ms since 1970. */
	const settledAt = new Map();

	/** Takes in what the pages told since the last call. */
	function listen() {
		for (const { kind, number, decidedAt, heardAt } of told.slice(heard)) {
			if (kind !== "settled") continue;
			owed.set(decidedAt, `decision ${number}`);
			settledAt.set(decidedAt, heardAt);
			const found = open.find((each) => each.number === number);
			if (!found) continue;
			base = { ...found, decidedAt };
			open = open.filter((each) => each.number > number);
		}
		heard = told.length;
	}
	const candidates = () => {
		listen();
		return [base, ...open];
	};

	return {
		settledAt,
		candidates,
		count: () => count,
		settledCount: () => owed.size,
		newestTime: () => {
			listen();
			return base.decidedAt;
		},
		/** Notes that a decision is about to be made. */
		make(name, given = []) {
			const before = candidates().at(-1).allowed;
			const decision = { number: count++, allowed: effects[name](before, ...given) };
			open.push(decision);
			return decision.number;
		},
		/** What is wrong with a page as it stands now; empty where nothing is. */
		judge({ snapshot }) {
			const all = candidates();
			const wrong = [];
			const allowed = purposes.filter((id) => snapshot.purposes[id] === "granted");
			for (const id of purposes) {
				if (allowed.includes(id) && all.every((each) => !each.allowed.includes(id)))
					wrong.push(`denial-forgotten: ${id} is ${snapshot.purposes[id]}`);
				if (!allowed.includes(id) && all.every((each) => each.allowed.includes(id)))
					wrong.push(`grant-forgotten: ${id} is ${snapshot.purposes[id]}`);
			}
			const [{ decidedAt }] = all;
			if (decidedAt && !(snapshot.decidedAt >= decidedAt))
				wrong.push(`decision-forgotten: ${snapshot.decidedAt} in place of ${decidedAt}`);
			if (!wrong.length && !all.some((each) => String(each.allowed) === String(allowed)))
				wrong.push(`decision-invented: ${allowed} is allowed, as after no decision`);
			return wrong;
		},
		/** Whether what ran at the start of a page was denied by every decision that can be the newest. */
		isDenied: (purpose) => candidates().every((each) => !each.allowed.includes(purpose)),
		/** Takes what the browser holds now as what it must hold from now on. */
		adopt({ snapshot, records }) {
			const allowed = purposes.filter((id) => snapshot.purposes[id] === "granted");
			base = { number: count - 1, allowed, decidedAt: snapshot.decidedAt };
			open = [];
			for (const { occurredAt } of records) if (!owed.has(occurredAt)) owed.set(occurredAt, "seen after a start");
		},
		/** What is wrong with the records on both sides. */
		audit(own, collected) {
			listen();
			const wrong = [];
			const all = new Map([...collected, ...own].map((record) => [record.id, record]));
			for (const [decidedAt, source] of owed) {
				const found = [...all.values()].filter(({ occurredAt }) => occurredAt === decidedAt);
				if (found.length === 0) wrong.push(`record-lost: ${decidedAt} (${source})`);
				if (found.length > 1) wrong.push(`record-doubled: ${decidedAt} as ${found.map(({ id }) => id).join(" and ")}`);
			}
			if (all.size > count) wrong.push(`record-invented: ${all.size} records of ${count} decisions`);
			for (const record of all.values()) if (!isGenuine(record)) wrong.push(`record-altered: ${record.id}`);
			for (const record of own) {
				const other = collected.find(({ id }) => id === record.id);
				if (other && other.hash !== record.hash) wrong.push(`record-forked: ${record.id} differs at the collector`);
			}
			const held = new Set(own.map(({ id }) => id));
			const lost = collected.filter(({ id }) => !held.has(id));
			return { wrong: [...wrong, ...chainFlaws(own)], lostHere: lost.length, marks: marksOf([...all.values()]) };
		},
	};
}

/** A chain in one browser has no excuse: every link from 0 on. */
function chainFlaws(records) {
	const chain = [...records].sort((a, b) => a.sequence - b.sequence);
	const wrong = [];
	chain.forEach(({ sequence, previous, subject }, index) => {
		const before = chain[index - 1];
		if (sequence !== index) wrong.push(`chain-broken: ${sequence} stands at ${index}`);
		else if (previous !== (before?.hash ?? null)) wrong.push(`chain-broken: ${sequence} does not name the one before`);
		if (before && before.subject !== subject) wrong.push(`chain-broken: another subject from ${sequence} on`);
	});
	return wrong;
}

/** What a collector marks in all it was sent: forks and gaps by sequence, and subjects that began anew. */
function marksOf(records) {
	const bySubject = new Map();
	for (const record of records) bySubject.set(record.subject, [...(bySubject.get(record.subject) ?? []), record]);
	let forks = 0;
	let gaps = 0;
	for (const chain of bySubject.values()) {
		const sequences = new Set(chain.map(({ sequence }) => sequence));
		forks += chain.length - sequences.size;
		gaps += Math.max(...sequences) + 1 - sequences.size;
	}
	return { forks, gaps, restarts: Math.max(0, bySubject.size - 1) };
}
