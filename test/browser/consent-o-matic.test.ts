import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { held, html } from "./fixture.ts";
import { type Action, readRules, type Search, type Wish } from "./rule-reader.ts";
import { openSite, soon } from "./setup.ts";
import type { Visitor } from "./visitor.ts";

const site = openSite();

interface Rule {
	detectors: [{ presentMatcher: [Search]; showingMatcher: [Search] }];
	methods: { name: string; action: Action }[];
}
const { yoursay: rule } = JSON.parse(readFileSync("rules/consent-o-matic.json", "utf8")) as { yoursay: Rule };
const matchers = [...rule.detectors[0].presentMatcher, ...rule.detectors[0].showingMatcher];
/** The one action of a method, or those of its list. */
const actionsOf = <Is extends Action>(name: string) => {
	const { action } = rule.methods.find((each) => each.name === name)!;
	return (action.type === "list" ? action.actions : [action]) as Is[];
};

/** What each search finds, by our names for it. */
const found = (visitor: Visitor, searches: Search[]) =>
	visitor.page.evaluate(
		(all) =>
			all.map((each) =>
				window.rule
					.seek(each)
					.map(({ dataset }) => dataset.yoursayView ?? dataset.yoursayAction ?? dataset.yoursayPurpose),
			),
		searches,
	);

const usual = [
	"necessary",
	"functional",
	"analytics",
	"media",
	"marketing",
	{ id: "survey", title: "Surveys", description: "What visitors think." },
];
const nothing: Wish = { A: false, B: false, D: false, E: false, F: false, X: false };

async function arrive({ purposes = usual as unknown[], layout = "box", region = "DE" } = {}) {
	const visitor = await site.visitor();
	const config = { site: { id: "clients" }, endpoint: "/yoursay", purposes, layout, region };
	await visitor.page.addInitScript(readRules);
	await visitor.finds({ "/f/page.html": html({ tag: "", config, head: held("counted") }) });
	await visitor.goes("/f/page.html");
	await visitor.seesFirstLayer();
	return visitor;
}

/** All that the rule does, in the order that the client keeps; then the record of it. */
async function answers(visitor: Visitor, wish: Wish) {
	for (const name of ["OPEN_OPTIONS", "DO_CONSENT", "SAVE_CONSENT"])
		for (const action of actionsOf(name))
			await visitor.page.evaluate(([each, by]) => window.rule.carryOut(each, by), [action, wish] as const);
	await visitor.seesNoFirstLayer();
	await expect.poll(async () => (await visitor.records()).length, soon).toBe(1);
	const [{ method, automated, purposes, interface: where }] = (await visitor.records()) as [
		Awaited<ReturnType<Visitor["records"]>>[0],
	];
	return { method, automated, view: where.view, purposes };
}

test.each(["bar", "box", "dialog"])("in the layout %s each selector finds its one element", async (layout) => {
	const visitor = await arrive({ layout });
	expect(await found(visitor, matchers)).toEqual([["ask"], ["ask"]]);
	const opening = actionsOf<Action & Search>("OPEN_OPTIONS");
	const saving = actionsOf<Action & Search>("SAVE_CONSENT");
	expect(await found(visitor, [...opening, ...saving])).toEqual([["preferences"], [], []]);
	await visitor.firstLayer.locator("[data-yoursay-action=preferences]").click();
	await visitor.panel.waitFor();
	expect(await found(visitor, [...opening, ...saving])).toEqual([["preferences"], ["save"], ["save"]]);

	const switches = actionsOf<Extract<Action, { type: "foreach" }>>("DO_CONSENT").flatMap((row) =>
		row.action.consents.map(({ type, matcher, toggleAction }) => {
			const inRow = ({ target }: Search): Search => ({
				...row,
				target: { selector: `${row.target.selector} ${target.selector}` },
			});
			return { type, searches: [inRow(matcher), inRow(toggleAction)] };
		}),
	);
	const named = await Promise.all(
		switches.map(async ({ type, searches }) => [type, ...(await found(visitor, searches))]),
	);
	expect(named).toEqual([
		["A", ["functional"], ["functional"]],
		["B", ["analytics"], ["analytics"]],
		["E", ["media"], ["media"]],
		["F", ["marketing"], ["marketing"]],
		["X", ["survey"], ["survey"]],
	]);
});

test("whoever allows nothing is recorded as having refused all, by a program", async () => {
	const visitor = await arrive();
	expect(await answers(visitor, nothing)).toEqual({
		method: "save",
		automated: true,
		view: "preferences",
		purposes: {
			functional: "refused",
			analytics: "refused",
			media: "refused",
			marketing: "refused",
			survey: "refused",
		},
	});
	expect(await visitor.ran()).toEqual([]);
});

test.each([
	["A", "functional"],
	["B", "analytics"],
	["E", "media"],
	["F", "marketing"],
	["X", "survey"],
])("the category %s alone allows %s alone, marked as a program's answer", async (category, allowed) => {
	const { automated, purposes } = await answers(await arrive(), { ...nothing, [category]: true });
	expect(automated).toBe(true);
	const granted = Object.keys(purposes).filter((id) => purposes[id] === "granted");
	expect(granted).toEqual([allowed]);
});

test("what a site does not ask for keeps the rule from nothing, and what is on by default is switched off", async () => {
	const visitor = await arrive({
		purposes: ["marketing", { id: "survey", title: "S", description: "S" }],
		region: "CH",
	});
	expect(await answers(visitor, nothing)).toMatchObject({ purposes: { marketing: "refused", survey: "refused" } });
});

test("a visitor who has answered is left alone", async () => {
	const visitor = await arrive();
	await visitor.rejects();
	await visitor.reloads();
	await visitor.trigger.waitFor();
	expect(await found(visitor, matchers)).toEqual([[], []]);
});
