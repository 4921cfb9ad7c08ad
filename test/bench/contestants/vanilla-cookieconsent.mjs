import { installed } from "../contestants.mjs";

const config = ({ text, purposes, cookies }) => ({
	categories: Object.fromEntries(purposes.map(({ id, required }) => [id, required ? { readOnly: true } : {}])),
	language: {
		default: "en",
		translations: {
			en: {
				consentModal: {
					title: text.title,
					description: text.body,
					acceptAllBtn: text.acceptAll,
					acceptNecessaryBtn: text.rejectAll,
					showPreferencesBtn: text.preferences,
				},
				preferencesModal: {
					title: text.panelTitle,
					acceptAllBtn: text.acceptAll,
					acceptNecessaryBtn: text.rejectAll,
					savePreferencesBtn: text.save,
					closeIconLabel: "Close",
					sections: [
						{ description: text.panelBody },
						...purposes.map(({ id, title, description }) => ({
							title,
							description,
							linkedCategory: id,
							cookieTable: {
								headers: { name: "Cookie", provider: "Provider", duration: "Duration", description: "Purpose" },
								body: cookies.filter((each) => each.purpose === id).map(({ purpose: _, ...row }) => row),
							},
						})),
					],
				},
			},
		},
	},
});

export default {
	order: 10,
	isPeer: true,
	packages: ["vanilla-cookieconsent"],
	files: {
		"cookieconsent.js": installed("vanilla-cookieconsent/dist/cookieconsent.umd.js"),
		"cookieconsent.css": installed("vanilla-cookieconsent/dist/cookieconsent.css"),
	},
	head: (given) => `<link rel="stylesheet" href="${given.base}/cookieconsent.css">
<script defer src="${given.base}/cookieconsent.js"></script>
<script type="module">CookieConsent.run(${given.json(config(given))})</script>
${given.held.map(({ purpose, src }) => `<script type="text/plain" data-category="${purpose}" src="${src}"></script>`).join("\n")}`,
	layer: "#cc-main .cm",
	accept: "#cc-main .cm [data-role=all]",
	reject: "#cc-main .cm [data-role=necessary]",
	preferences: "#cc-main .cm [data-role=show]",
	panel: "#cc-main .pm",
	toggle: "#cc-main .pm .section__toggle[value=analytics]",
	isOn: "it.checked",
	entries: "rows of the cookie tables",
};
