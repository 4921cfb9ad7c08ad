/** Rounds of coming and going over the npm modules, each leaving the page as it was. */
import { h, render } from "preact";
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createConsent, createGate } from "yoursay";
import { define } from "yoursay/elements";
import * as preact from "yoursay/preact";
import * as react from "yoursay/react";

const config = { purposes: ["analytics", "media"] };
const app = document.querySelector("#app");
const shown = (count) =>
	new Promise((resolve) => {
		const listen = () => --count || resolve(app.removeEventListener("yoursay:shown", listen));
		app.addEventListener("yoursay:shown", listen);
	});
/** Until the first layer stands, or goes. */
async function layer(stands) {
	const isThere = () => !!document.querySelector("your-say")?.shadowRoot?.querySelector('[data-yoursay-view="ask"]');
	while (isThere() !== stands) await new Promise((resolve) => setTimeout(resolve, 10));
}

const facts = {
	version: "2026-01-01",
	effectiveDate: "2026-01-01",
	controller: { name: "Demo", address: "1 Example Street", contact: "privacy@shop.example" },
};
let kept;
/** One consent that outlives the rounds. */
const lasting = () => (kept ??= createConsent({ ...config, policy: facts }));

const rounds = {
	async create() {
		const consent = createConsent(config);
		createGate(consent);
		await consent.ready;
		await consent.open("ask");
		await consent.open("preferences");
		consent.dispose();
	},
	/** A dispose that comes before anything is ready. */
	async hasty() {
		const consent = createConsent(config);
		createGate(consent);
		consent.open("ask");
		consent.open("preferences");
		consent.dispose();
		await new Promise((resolve) => setTimeout(resolve, 200));
	},
	/** What hot reloading does: the module's consent is another, the elements of the page stay. */
	async reload() {
		if (!app.firstChild) app.append(document.createElement("your-say-preferences"));
		const consent = createConsent(config);
		const stands = shown(1);
		define(consent);
		await stands;
		consent.dispose();
	},
	async preact() {
		const { ConsentProvider, Ask, Preferences, PolicySummary, RequestForm } = preact;
		const stand = shown(3);
		const views = [Ask, Preferences, PolicySummary, RequestForm].map((view) => h(view));
		render(h(ConsentProvider, { consent: lasting() }, ...views), app);
		await Promise.all([stand, layer(true)]);
		render(null, app);
		await layer(false);
	},
	async react() {
		define(lasting());
		const root = createRoot(app);
		const stand = shown(3);
		const views = ["preferences", "policy", "rights"].map((name) => createElement(`your-say-${name}`, { key: name }));
		const gate = createElement(react.Gate, { key: "gate", purpose: "analytics" }, "counted");
		const children = [createElement(react.Ask, { key: "ask" }), gate, ...views];
		root.render(
			createElement(StrictMode, null, createElement(react.ConsentProvider, { consent: lasting() }, children)),
		);
		await Promise.all([stand, layer(true)]);
		root.unmount();
		await layer(false);
	},
};

window.round = (name) => rounds[name]();
window.make = () => createConsent(config);
