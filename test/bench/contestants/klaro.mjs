import { installed } from "../contestants.mjs";

// Klaro describes services, not cookies: every cookie is a service, grouped by purpose.
const config = ({ text, purposes, cookies }) => ({
	version: 1,
	elementID: "klaro",
	lang: "en",
	groupByPurpose: true,
	acceptAll: true,
	showNoticeTitle: true,
	translations: {
		en: {
			privacyPolicyUrl: "#privacy",
			acceptAll: text.acceptAll,
			decline: text.rejectAll,
			ok: text.acceptAll,
			save: text.save,
			consentNotice: { title: text.title, description: text.body, learnMore: text.preferences },
			consentModal: { title: text.panelTitle, description: text.panelBody },
			purposes: Object.fromEntries(purposes.map(({ id, title, description }) => [id, { title, description }])),
		},
	},
	services: cookies.map(({ name, provider, purpose, description, duration }) => ({
		name,
		title: `${name} (${provider})`,
		description: `${description} Stored for: ${duration}.`,
		purposes: [purpose],
		required: purpose === "necessary",
		cookies: [name],
	})),
});

export default {
	order: 11,
	isPeer: true,
	packages: ["klaro"],
	files: { "klaro.js": installed("klaro/dist/klaro.js") },
	head: (given) => `<script>window.klaroConfig=${given.json(config(given))}</script>
<script defer data-config="klaroConfig" src="${given.base}/klaro.js"></script>
${given.held.map(({ cookie, src }) => `<script type="text/plain" data-type="application/javascript" data-name="${cookie}" data-src="${src}"></script>`).join("\n")}`,
	layer: ".klaro .cookie-notice",
	accept: ".klaro .cookie-notice .cm-btn-success",
	reject: ".klaro .cookie-notice .cn-decline",
	preferences: ".klaro .cookie-notice .cn-learn-more",
	panel: ".klaro .cm-modal",
	toggle: ".klaro label[for=purpose-item-analytics] .slider",
	isOn: "document.querySelector('#purpose-item-analytics').checked",
	entries: "services, each with a switch",
};
