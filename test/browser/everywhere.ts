/** Every view there is, in any language, as one visitor comes through them. */
import type { BrowserContextOptions, Locator } from "playwright-core";
import { expect } from "vitest";
import { actions as actionsOf } from "../../docs/make/markup.ts";
import type { Layout } from "../../types/config.ts";
import type { Policy } from "../../types/policy.ts";
import { dayIn, formOf } from "./asks.ts";
import { html } from "./fixture.ts";
import { full } from "./policy-sample.ts";
import { walk } from "./rights-steps.ts";
import { type Site, soon } from "./setup.ts";

/** What stands, and its view. */
export type Look = (step: string, view: Locator) => Promise<unknown>;

const counter = {
	id: "counter",
	name: "Counter",
	provider: "Counter GmbH",
	country: "DE",
	policyUrl: "https://counter.example/",
	cookies: [{ name: "a-rather-long-cookie-name_*", duration: "13 months", description: "A number" }],
	storage: ["queue"],
};
const films = { id: "films", name: "Films", provider: "Films Ltd", country: "US", policyUrl: "https://films.example/" };
const purposes = [
	{ id: "necessary", vendors: [{ id: "login", name: "Login" }] },
	{ id: "analytics", vendors: [counter, { id: "two", name: "Two" }] },
	"marketing",
	{ id: "media", vendors: [films] },
];
/** With a right that needs a word of why. */
export const policy: Policy = { ...full, rights: [...full.rights!, { kind: "rectification", title: "Correction" }] };
const mail = full.recipients![1]!;
const news = [
	{
		effectiveDate: dayIn(20),
		announced: dayIn(-1),
		summary: "A new mail company.",
		content: { ...policy, recipients: [...full.recipients!, { ...mail, name: "Postbote" }] },
	},
];
const film =
	'<iframe title="A film" width="560" height="315" style="max-width:100%" data-yoursay-purpose="media" data-yoursay-vendor="films" data-yoursay-src="https://films.example/1"></iframe>';
const known = Object.keys(actionsOf);
const inPage = ["preferences", "policy", "rights"] as const;

/** A page in this language, which says nothing of its direction. */
export const pageOf = (lang: string, config: object = {}, body = film) =>
	html({
		lang,
		tag: "",
		config: {
			site: { id: "everywhere", controller: { name: "Example Ltd" } },
			endpoint: "/yoursay",
			region: "IT",
			layout: "box" satisfies Layout,
			policy: { url: "/f/full", document: "/f/policy.json" },
			purposes,
			...config,
		},
		before: '<meta name="color-scheme" content="light dark">',
		body: `<main style="overflow-wrap: normal"><h1>A page</h1>${body}</main>`,
	});

/** Lets one look at each view, from the first layer on; nothing that comes needs a word to be found. */
export async function goEverywhere(
	site: Site,
	lang: string,
	options: BrowserContextOptions,
	look: Look,
): Promise<void> {
	const visitor = await site.visitor({ locale: "el", ...options });
	visitor.context.setDefaultTimeout(30_000);
	const { page, firstLayer, panel } = visitor;
	const view = (name: string, host = "your-say") => page.locator(`${host} [data-yoursay-view="${name}"]`);
	const see = async (step: string, at: Locator) => {
		await at.waitFor();
		await visitor.settles();
		const actions = await at.locator("button").evaluateAll((all) => all.map((each) => each.dataset.yoursayAction));
		expect(known, step).toEqual(expect.arrayContaining(actions));
		await look(step, at);
	};
	const press = (at: Locator, action: string) => at.locator(`[data-yoursay-action="${action}"]`).last().click();
	const open = (name: "preferences" | "policy" | "rights" | "receipt") =>
		page.evaluate((wanted) => void window.yoursay.open(wanted), name);
	const close = async (at: Locator) => {
		await at.locator("[data-yoursay-action=close]").first().click();
		await at.waitFor({ state: "detached" });
	};
	const comesTo = async (...given: Parameters<typeof pageOf>) => {
		await visitor.finds({
			"/f/page.html": pageOf(...given),
			"/f/policy.json": JSON.stringify({ ...policy, versions: news }),
		});
		await visitor.goes("/f/page.html");
		await visitor.isReady();
		await page.locator("your-say").waitFor({ state: "attached" });
	};
	const isKept = (count: number) => expect.poll(async () => (await visitor.records()).length, soon).toBe(count);

	await comesTo(lang);
	await visitor.placeholder.waitFor();
	await see("first layer", firstLayer);
	await press(firstLayer, "preferences");
	await see("panel", panel);
	const shut = panel.locator("[aria-expanded=false]");
	while (await shut.count()) await shut.first().click();
	await panel.locator("[data-yoursay-vendor=counter]").click();
	await see("panel, unfolded", panel);
	await press(panel, "save");
	await visitor.seesNoFirstLayer();
	await page.locator("your-say .told:not(:empty)").waitFor();
	await see("message", page.locator("your-say .told"));
	await see("button", visitor.trigger);
	// The message is gone after a while.
	await page.locator("your-say .told:empty").waitFor({ state: "attached" });
	await see("placeholder", visitor.placeholder);
	await isKept(1);
	await open("preferences");
	await press(panel, "accept-all");
	await isKept(2);

	const receipt = view("receipt");
	await open("receipt");
	await receipt.locator(".past li").waitFor();
	await see("receipt", receipt);
	await receipt.locator(".proof > .quiet").first().click();
	await receipt.locator(".outcome p").first().waitFor();
	await press(receipt, "erase");
	await see("receipt, checked, and the question whether to forget", receipt);
	await close(receipt);

	const summary = view("policy");
	await open("policy");
	await summary.locator("details").last().waitFor();
	await see("summary", summary);
	for (const each of await summary.locator("summary").all()) await each.click();
	await see("summary, open", summary);
	await summary.locator("input").fill("data");
	await expect.poll(() => summary.locator("[role=status]").textContent(), soon).not.toBe("");
	await see("summary, searched", summary);
	await close(summary);

	const form = formOf(visitor);
	await form.opens();
	await walk(site, visitor, form, (step) => look(step, form.view));

	const changed = [{ id: "analytics", vendors: [{ ...counter, name: "Tally", id: "tally" }] }, "marketing", "media"];
	for (const layout of ["bar", "dialog"] satisfies Layout[]) {
		await comesTo(lang, { region: "FR", layout, purposes: changed });
		await firstLayer.locator(".changes").waitFor();
		await see(`${layout}, asked again`, firstLayer);
	}
	await visitor.rejects();
	await visitor.seesNoFirstLayer();

	const tags = inPage.map((name) => `<your-say-${name}></your-say-${name}>`).join("");
	await comesTo(
		lang,
		{ region: "DE", purposes: changed, policy: { document: "/f/policy.json", versions: news } },
		tags,
	);
	await see("notice of a change", view("change"));
	await close(view("change"));
	await view("policy", "your-say-policy").locator("details").last().waitFor();
	await view("rights", "your-say-rights").locator("select").waitFor();
	for (const name of inPage) await see(`${name} in the page`, view(name, `your-say-${name}`));

	await visitor.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
	await comesTo(lang, { region: "US-CA", site: { id: "signal", controller: { name: "Example Ltd" } } });
	await see("status of the signal", view("signal"));
	await press(view("signal"), "preferences");
	await see("panel, with the signal's note", panel);
	await press(panel, "accept-all");
	await panel.locator("#doubt").waitFor();
	await see("panel, with a doubt", panel);
}
