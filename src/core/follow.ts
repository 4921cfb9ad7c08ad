import type { Snapshot } from "../../types/consent.ts";
import type { Told } from "../../types/parts.ts";

/**
 * Has an integration `tell` what `read` makes of the snapshot, once the stored choice is certain and whenever that, or the
 * time of the choice, is another than was last told; `told` before any choice. What cannot be told is reported under the
 * integration's name. Returns its undo.
 */
export function follow<State>(
	{ consent, law, report }: Told,
	name: string,
	told: State,
	read: (snapshot: Snapshot, before: State) => State,
	tell: (state: State, before: State, snapshot: Snapshot) => void,
): () => void {
	let last = told;
	let text = JSON.stringify([null, told]);
	/** Until then a newer refusal may still turn up, and nothing held runs. */
	let isCertain = false;
	const look = () => {
		if (!isCertain) return;
		try {
			const snapshot = consent.snapshot();
			const before = last;
			last = read(snapshot, before);
			const next = JSON.stringify([snapshot.decidedAt, last]);
			if (next === text) return;
			text = next;
			tell(last, before, snapshot);
		} catch (cause) {
			report("integration-failed", name, cause);
		}
	};
	const undo = consent.subscribe(look);
	let isOver = false;
	consent.ready.then(() => {
		// Of a configuration that is refused the default stands.
		isCertain = !isOver && !!law.settings;
		look();
	});
	return () => {
		isOver = true;
		isCertain = false;
		undo();
	};
}
