import { settle } from "../../../src/config/settle.ts";
import type { Settings } from "../../../types/config.ts";
import type { Snapshot } from "../../../types/consent.ts";
import type { Draft } from "../../../types/record.ts";

export const settings: Settings = settle({
	site: { id: "shop", name: "Shop", controller: { name: "Shop Ltd" } },
	purposes: ["necessary", "analytics", { id: "media", vendors: [{ id: "vimeo" }] }],
	policy: { url: "/privacy.json", lastUpdated: "2026-11-01" },
	region: "DE",
});

const start = Date.UTC(2026, 10, 21, 9);
let made = 0;

/** A decision as it leaves the page; each is a minute later than the one before. */
export function newDraft(changes: Partial<Draft> = {}): Draft {
	const time = start + made++ * 60_000;
	const snapshot: Snapshot = {
		version: 1,
		decided: true,
		regime: "opt-in",
		region: "DE",
		regionSource: "config",
		purposes: { necessary: "not-asked", analytics: "granted", media: "refused" },
		vendors: { vimeo: "granted" },
		signals: { gpc: true },
		method: "save",
		decidedAt: new Date(time).toISOString(),
		expiresAt: new Date(time + 86_400_000).toISOString(),
		language: "en",
	};
	return {
		id: crypto.getRandomValues(new Uint8Array(10)).join("-"),
		automated: false,
		snapshot,
		shown: {
			view: "ask",
			layout: "box",
			language: "en-GB",
			words: ["Your data, your say", "Accept all", "Reject all"],
		},
		settings,
		...changes,
	};
}
