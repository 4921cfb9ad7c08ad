import type { Stage } from "../../types/stage.ts";

/**
 * Lets the first layer stand while something is to be asked, until all who want it have called what this returns. Taking
 * it away answers nothing.
 */
export function stand(stage: Stage): () => void {
	const { consent, desk, load } = stage;
	stage.askers = (stage.askers ?? 0) + 1;
	let isOver = false;
	const clear = () => {
		if (!stage.askers) stage.ask = void stage.ask?.then((layer) => layer?.dispose());
	};
	const stop = consent.subscribe(({ decided }) => {
		if (decided) return;
		load("ask").catch(() => {}); // reported by load; on its way while the desk is
		desk().then(
			() => {
				// Who left while it was on its way wants it no more.
				if (!isOver) consent.open("ask").then(() => isOver && clear());
			},
			() => {}, // reported by load
		);
	});
	return () => {
		if (isOver) return;
		isOver = true;
		stop();
		stage.askers!--;
		clear();
	};
}
