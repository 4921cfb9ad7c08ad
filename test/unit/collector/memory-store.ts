import type { Store, StoredKey, StoredRecord } from "../../../src/collector/store.ts";

/** A store for tests of what stands before it: it takes records and keys, no more. Fails while `failing` holds an error. */
export function memoryStore(): Store & { rows: Map<string, StoredRecord>; failing: Error | null } {
	const rows = new Map<string, StoredRecord>();
	const keys: StoredKey[] = [];
	const absent = () => Promise.reject(new Error("this store only takes records"));
	return {
		rows,
		failing: null,
		async insert(records, receivedAt, gpc = false) {
			if (this.failing) throw this.failing;
			return records.map((record) => {
				const known = rows.get(record.id);
				if (!known) rows.set(record.id, { record, receivedAt, gpc });
				const outcome = !known ? "accepted" : known.record.hash === record.hash ? "duplicate" : "conflict";
				return { id: record.id, outcome, receivedAt: known?.receivedAt ?? receivedAt };
			});
		},
		list: async ({ limit }) => [...rows.values()].reverse().slice(0, limit),
		keys: async () => [...keys],
		addKey: async (key) => void keys.unshift(key),
		read: absent,
		report: absent,
		addNotice: absent,
		notices: absent,
		erase: absent,
		expire: absent,
		addRequest: absent,
		findRequest: absent,
		listRequests: absent,
		changeRequest: absent,
		claimMails: absent,
		strikeMail: absent,
		pseudonymise: absent,
		close: async () => {},
	};
}
