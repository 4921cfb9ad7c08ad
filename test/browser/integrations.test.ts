import { expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

const keys = "adobe clarity gpp gtm matomo meta posthog tcf tiktok uet".split(" ");
const ofOurs = (visitor: Visitor) =>
	visitor.requests.map(({ pathname }) => /^\/ys-[^/]+\/(herald|to-\w+)\.js$/.exec(pathname)?.[1]).filter(Boolean);
const visit = async (integrations: unknown, head = "") => {
	const visitor = await site.visitor();
	const config = { site: { id: "integrations" }, integrations };
	await visitor.finds({ "/f/page.html": html({ config, tag: "", head }) });
	await visitor.goes("/f/page.html");
	return visitor;
};

test.each([
	["none is named", undefined, []],
	["Google alone is named", { google: true }, []],
	// Whose names are known is known there.
	["all are off", Object.fromEntries([...keys, "google"].map((key) => [key, false])), ["herald"]],
])("where %s, no integration's file is fetched", async (_, integrations, fetched) => {
	const visitor = await visit(integrations);
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await visitor.rests();
	expect(ofOurs(visitor)).toEqual(fetched);
});

test("each that is named is one file, and a name that there is not harms nothing but is told", async () => {
	const visitor = await visit({ ...Object.fromEntries(keys.map((key) => [key, true])), matmo: true });
	await visitor.seesFirstLayer();
	await expect.poll(() => visitor.told.join(), soon).toContain("integrations.matmo");
	expect(ofOurs(visitor).sort()).toEqual(["herald", ...keys.map((key) => `to-${key.slice(0, 3)}`)].sort());
	await visitor.accepts();
	await visitor.reloads();
	await visitor.isReady();
	await visitor.rests();
	expect(await visitor.allows("marketing")).toBe(true);
	expect(visitor.crashes).toEqual([]);
});

test.each(["herald", "to-uet"])("where %s does not load, nothing runs, and the owner is told", async (name) => {
	const visitor = await site.visitor();
	const config = { site: { id: "integrations" }, integrations: { uet: true } };
	await visitor.finds({ "/f/page.html": html({ config, tag: "", head: held("marketing", "marketing") }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	await visitor.accepts();
	await expect.poll(() => visitor.ran(), soon).toEqual(["marketing"]);

	await visitor.page.route(`**/${name}.js*`, (route) => route.abort());
	await visitor.reloads();
	await expect.poll(() => visitor.told.join(), soon).toContain(`${name}.js could not be loaded`);
	await visitor.rests();
	expect(await visitor.ran()).toEqual([]);
	expect(await visitor.allows("marketing")).toBe(false);
	expect(visitor.crashes).toEqual([]);
});
