/** The lazy half of the script tag: everything that happens after the page is up. Wiring only. */
import type { Core } from "../types/core.ts";
import type { Compared, Desk } from "../types/desk.ts";
import type { Stage } from "../types/stage.ts";
import * as decider from "./core/decide.ts";
import { createTending } from "./core/embed.ts";
import { PrivacyError } from "./core/errors.ts";
import { revive, reviveWithin } from "./core/revive.ts";
import { createViews } from "./ui/views.ts";

/** Once the visitor is placed, or that failed: what a choice means, and how long it holds, depends on it. */
export async function createDesk(stage: Stage, core: Core): Promise<Desk> {
	if (!core.settings) throw new PrivacyError("config-invalid");
	const [{ base }] = await Promise.all([stage.load("ask"), stage.law.locate()]);
	stage.base = base;
	stage.requests = () => decider.requests(core);
	stage.kept = { evidence: () => decider.evidence(core), collected: () => decider.collected(core) };
	const lapsed = decider.lapsed(core);
	let changed: Compared = new Map();
	if (lapsed.length)
		await stage
			.load("again")
			.then(async (part) => {
				changed = await part.compare(stage, core, decider, lapsed);
			})
			// Whoever cannot be told what changed is asked all the same.
			.catch((cause) => stage.report("desk-failed", "again", cause));
	const views = createViews(stage, (ask, words) =>
		stage.load("again").then((part) => part.rephrase(stage, core, decider, ask, words, changed)),
	);
	const tend = createTending(stage, views.cover);
	const heed: Desk["heed"] = () => {
		const before = core.snapshot();
		const heeded = decider.heed(core);
		// What it changes is written already; only its record is not yet safe.
		views.honour(before).catch(() => {}); // reported by load
		return heeded;
	};
	// Also for whoever chose before their browser had the signal.
	if (core.isHeeded()) heed(core);
	return {
		...decider,
		...views,
		heed,
		tend(element) {
			const { localName } = element;
			if (localName === "script") return revive(element as HTMLScriptElement);
			if (localName === "template") reviveWithin(element as HTMLTemplateElement);
			// An element of ours needs no more than that this file is there.
			else if (!/^your/.test(localName)) tend(element);
			return;
		},
	};
}
