import { installed } from "../contestants.mjs";

const idOf = (name) => name.replace(/^_/, "");

// Orejime nests purposes: the four are the groups, and every cookie is a purpose in one of them.
const config = ({ text, purposes, cookies }) => ({
	privacyPolicyUrl: "#privacy",
	purposes: purposes.map(({ id, title, description, required }) => ({
		id,
		title,
		description,
		isMandatory: required,
		purposes: cookies
			.filter(({ purpose }) => purpose === id)
			.map(({ name, provider, description, duration }) => ({
				id: idOf(name),
				title: `${name} (${provider})`,
				description: `${description} Stored for: ${duration}.`,
				cookies: [name],
				isMandatory: required,
			})),
	})),
	translations: {
		banner: {
			title: text.title,
			description: text.body,
			accept: text.acceptAll,
			decline: text.rejectAll,
			configure: text.preferences,
		},
		modal: { title: text.panelTitle, description: text.panelBody, save: text.save },
	},
});

export default {
	order: 14,
	isPeer: true,
	packages: ["orejime"],
	files: {
		"orejime.js": installed("orejime/dist/orejime-standard-en.js"),
		"orejime.css": installed("orejime/dist/orejime-standard.css"),
	},
	head: ({ base }) => `<link rel="stylesheet" href="${base}/orejime.css">`,
	foot: (given) => `${given.held
		.map(({ cookie, src }) => `<template data-purpose="${idOf(cookie)}"><script src="${src}"></script></template>`)
		.join("\n")}
<script>window.orejimeConfig=${given.json(config(given))}</script>
<script src="${given.base}/orejime.js"></script>`,
	layer: ".orejime-Banner",
	accept: ".orejime-Banner-saveButton",
	reject: ".orejime-Banner-declineButton",
	preferences: ".orejime-Banner-learnMoreButton",
	panel: ".orejime-Modal",
	toggle: ".orejime-Modal label[for=orejime-purpose-analytics]",
	isOn: "document.querySelector('#orejime-purpose-analytics').checked",
	entries: "purposes, each with a switch",
};
