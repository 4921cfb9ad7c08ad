/** Has every integration tell its vendor; each is a file of its own, fetched where the configuration names it. */
import type { Integrations } from "../types/config.ts";
import type { Parts, Told } from "../types/parts.ts";
import type { Stage } from "../types/stage.ts";
import { integrations as rules } from "./config/integrations.ts";

export { rules };

const names = ["google", ...Object.keys(rules)] as (keyof Integrations)[];

export const announce: Parts["herald"]["announce"] = (stage, integrations) =>
	Promise.all(names.map((name) => integrations[name] && tell(stage, name, integrations[name])));

async function tell(stage: Stage, name: keyof Integrations, options: NonNullable<Integrations[typeof name]>) {
	let undo: (() => void) | undefined;
	let isOver = false;
	stage.onDispose(() => {
		isOver = true;
		undo?.();
	});
	const part = await stage.load(`to-${name.slice(0, 3)}`);
	if (isOver) return;
	try {
		undo = part.tell(stage satisfies Told, options);
	} catch (cause) {
		stage.report("integration-failed", name, cause);
	}
}
