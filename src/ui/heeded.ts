/** The status that says, in the first layer's place, that the browser's signal is followed. */

import type { Views } from "../../types/desk.ts";
import type { Stage } from "../../types/stage.ts";
import { attempt } from "../core/errors.ts";
import { attendLayer } from "./attend.ts";
import type { Ready } from "./ready.ts";

export interface Heeded {
	honour: Views["honour"];
	/** Ends the status, from when it is on its way. */
	end(): void;
}

export function createHeeded(stage: Stage, withWords: Ready["withWords"]): Heeded {
	const { consent, law, settings } = stage;
	const key = `${settings.key}-seen`;
	let end: (() => void) | undefined;
	stage.onDispose(() => end?.());
	return {
		end: () => end?.(),
		async honour(before) {
			const { decidedAt, purposes, vendors } = consent.snapshot();
			const markOf = (time: string | null) => `${law.signal()} ${time}`;
			const remember = (time: string | null) => attempt(() => sessionStorage.setItem(key, markOf(time)));
			if (end || attempt(() => sessionStorage.getItem(key)) === markOf(decidedAt)) return;
			// Whoever said yes in spite of it is not told that it is followed.
			if (settings.purposes.some((purpose) => law.isOpposed(purpose) && consent.allows(purpose.id))) return;
			const overridden = settings.purposes.filter(
				(purpose) =>
					purposes[purpose.id] !== before.purposes[purpose.id] ||
					purpose.vendors.some(({ id }) => vendors[id] !== before.vendors[id]),
			);
			let isOver = false;
			let layer: Parameters<typeof attendLayer>[1] | undefined;
			end = () => {
				isOver = true;
				end = undefined;
				stop();
				layer?.dispose();
			};
			// Whoever decides has seen to it themselves.
			const stop = consent.subscribe((now) => {
				if (now.decidedAt === decidedAt) return;
				remember(now.decidedAt);
				end?.();
			});
			const [part, words] = await withWords("trigger");
			if (isOver) return;
			const close = () => {
				remember(decidedAt);
				end?.();
			};
			layer = { view: part.tell(stage, words, overridden, close), dispose() {} };
			attendLayer(stage, layer);
		},
	};
}
