import { beforeAll, expect, test } from "vitest";
import { settle } from "../../src/config/settle.ts";
import { canonical, digest } from "../../src/core/canonical.ts";
import { ask, words } from "../../src/locales/en.ts";
import { noticesOf } from "../../src/policy/notice.ts";
import type { Config } from "../../types/config.ts";
import { html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();
const config: Config = {
	endpoint: "/yoursay",
	policy: "/p",
	purposes: [
		"necessary",
		{ id: "analytics", exempt: "statistics", vendors: [{ id: "counter" }] },
		{ id: "marketing", vendors: [{ id: "ads" }, { id: "more" }] },
		{ id: "sell", title: "Selling", description: "Sells.", involves: ["sale"], legalBasis: "legitimate-interests" },
		{ id: "health", title: "Health", description: "Hints.", involves: ["sensitive"] },
	],
};

let known: Set<string>;
beforeAll(async () => {
	const { host } = new URL(site.url);
	const all = noticesOf(settle(config), { ask, words }, "en", host);
	known = new Set(await Promise.all(all.map((shown) => digest(canonical(shown)))));
});

const press = (visitor: Visitor, action: string) => visitor.panel.locator(`[data-yoursay-action="${action}"]`).click();
/** The ways to decide in the panel, each from its opening on. */
const ways: Record<string, (visitor: Visitor) => Promise<unknown>> = {
	"saving as it is": (visitor) => press(visitor, "save"),
	"accepting twice": async (visitor) => {
		await press(visitor, "accept-all");
		await press(visitor, "accept-all").catch(() => {}); // gone at once where nothing stands against it
	},
	"accepting and stepping back": async (visitor) => {
		await press(visitor, "accept-all");
		if (await visitor.panel.locator('[data-yoursay-action="back"]').count()) await press(visitor, "back");
	},
};
const cases = ["US-CA", "GB", "FR", "IT", "CH"].flatMap((region) =>
	["no signal", "the signal"].map((signal) => [region, signal] as const),
);

test.each(cases)(
	"in %s with %s, the words behind every record are among those that `notices` lists",
	async (region, signal) => {
		for (const [name, decide] of [["the first layer", undefined], ...Object.entries(ways)] as const) {
			const visitor = await site.visitor();
			// A press that finds nothing any more must not wait for it.
			visitor.page.setDefaultTimeout(2000);
			if (signal === "the signal")
				await visitor.context.addInitScript(() =>
					Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true }),
				);
			const body = '<h1>A page</h1><a href="#" data-yoursay-open="preferences">Preferences</a>';
			await visitor.finds({ "/f/page.html": html({ tag: `data-region="${region}"`, config, body }) });
			await visitor.goes("/f/page.html");
			await visitor.isReady();
			if (decide) {
				await visitor.opensPreferences();
				await decide(visitor);
			} else if (region === "US-CA" && signal === "the signal") continue;
			else await visitor.accepts();
			await expect.poll(async () => (await visitor.records()).length, soon).toBeGreaterThan(0);
			for (const { notice } of await visitor.records()) expect(known.has(notice.textHash!), name).toBe(true);
			await visitor.context.close();
		}
	},
);
