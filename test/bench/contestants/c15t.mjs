import { fileURLToPath } from "node:url";
import { bundle } from "../bundle.mjs";
import { builtFor } from "../contestants.mjs";

const categories = {
	necessary: "necessary",
	functional: "functionality",
	analytics: "measurement",
	marketing: "marketing",
};

// Its dialog shows purposes only; single cookies cannot be described.
const config = ({ text, purposes, held }) => ({
	scripts: held.map(({ name, src, purpose }) => ({ id: name, src, category: categories[purpose] })),
	messages: {
		common: {
			acceptAll: text.acceptAll,
			rejectAll: text.rejectAll,
			customize: text.preferences,
			save: text.save,
		},
		cookieBanner: { title: text.title, description: text.body },
		consentManagerDialog: { title: text.panelTitle, description: text.panelBody },
		consentTypes: Object.fromEntries(
			purposes.map(({ id, title, description }) => [categories[id], { title, description }]),
		),
	},
});

export default {
	order: 16,
	isPeer: true,
	packages: ["@c15t/react", "c15t", "react"],
	files: { "": builtFor("c15t") },
	build: () => bundle("c15t", { "c15t.js": fileURLToPath(new URL("c15t/app.jsx", import.meta.url)) }),
	head: (given) => `<link rel="stylesheet" href="${given.base}/c15t.css">
<script>window.c15tConfig=${given.json(config(given))}</script>
<script defer src="${given.base}/c15t.js"></script>`,
	layer: "[data-testid=consent-banner-card]",
	accept: "[data-testid=consent-banner-accept-button]",
	reject: "[data-testid=consent-banner-reject-button]",
	preferences: "[data-testid=consent-banner-customize-button]",
	panel: "[data-testid=consent-dialog-card]",
	toggle: "[data-testid=consent-widget-switch-measurement]",
	isOn: "it.ariaChecked === 'true'",
};
