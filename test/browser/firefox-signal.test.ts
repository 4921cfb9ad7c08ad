import { describe, expect, test } from "vitest";
import { hasFirefox, launchFirefox } from "./engine.ts";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";

if (!hasFirefox) console.warn("Firefox is not on this machine (set FIREFOX_PATH), so its own signal is left out.");

/** What a visitor sets under “Tell websites not to sell or share my data”. */
const setting = { "privacy.globalprivacycontrol.enabled": true };

describe.skipIf(!hasFirefox)("in Firefox with its own Global Privacy Control setting on", () => {
	const site = openSite(() => launchFirefox(setting));

	const body = `${held("counted")}${held("advertised", "marketing")}`;
	async function arrive(region: string) {
		const visitor = await site.visitor();
		const config = { site: { id: "gpc" }, region, purposes: ["analytics", "marketing"], endpoint: "/yoursay" };
		await visitor.finds({ "/f/page.html": html({ config, tag: "", body }) });
		await visitor.goes("/f/page.html");
		return { visitor, status: visitor.page.locator('your-say [data-yoursay-view="signal"]') };
	}

	test("it is read as it is, and a Californian is not asked but shown that it is honoured; nothing is stored", async () => {
		const { visitor, status } = await arrive("US-CA");
		expect(await visitor.page.evaluate(() => "globalPrivacyControl" in navigator)).toBe(true);
		await status.waitFor();
		expect(await visitor.snapshot()).toMatchObject({ signals: { gpc: true }, regime: "opt-out", method: null });
		await expect.poll(() => visitor.ran(), soon).toEqual(["counted"]);
		expect(await visitor.firstLayer.count()).toBe(0);
		expect(await visitor.keeps()).toEqual({ cookies: [], localStorage: [], sessionStorage: [], databases: [] });
	});

	test("a German is asked, and a yes counts", async () => {
		const { visitor, status } = await arrive("DE");
		await visitor.seesFirstLayer();
		expect(await status.count()).toBe(0);
		await visitor.accepts();
		await expect.poll(() => visitor.ran(), soon).toEqual(["counted", "advertised"]);
	});

	test("a yes against it is asked for twice, recorded with both facts, and the collector has the header beside them", async () => {
		const { visitor, status } = await arrive("US-CA");
		await status.getByText("Preferences").click();
		await visitor.panel.waitFor();
		await visitor.pressesInPanel("accept-all");
		expect(await visitor.allows("marketing")).toBe(false);
		await visitor.pressesInPanel("accept-all");
		await expect.poll(() => visitor.ran(), soon).toEqual(["counted", "advertised"]);
		await expect.poll(async () => (await site.collected()).length, soon).toBeGreaterThan(0);
		const kept = (await site.demo.store.list({ limit: 10 })).map(({ record, gpc }) => [record.signals.gpc, gpc]);
		expect(kept).toContainEqual([true, true]);
	});
});
