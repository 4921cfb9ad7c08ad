import { installed } from "../contestants.mjs";

// No purposes, no panel, and nothing is held back: the site starts its scripts itself in the callbacks.
const config = ({ text }) => ({
	type: "opt-in",
	theme: "classic",
	position: "bottom",
	revokable: true,
	palette: {
		popup: { background: "#ffffff", text: "#1c2430" },
		button: { background: "#0b57d0", text: "#ffffff" },
	},
	content: {
		message: text.body,
		allow: text.acceptAll,
		deny: text.rejectAll,
		link: "Privacy",
		href: "#privacy",
		policy: "Cookies",
	},
});

export default {
	order: 12,
	isPeer: true,
	packages: ["cookieconsent"],
	files: {
		"cookieconsent.js": installed("cookieconsent/build/cookieconsent.min.js"),
		"cookieconsent.css": installed("cookieconsent/build/cookieconsent.min.css"),
	},
	head: ({ base, held }) => `<link rel="stylesheet" href="${base}/cookieconsent.css">
${held.map(({ src }) => `<script type="text/plain" data-src="${src}"></script>`).join("\n")}`,
	foot: (given) => `<script src="${given.base}/cookieconsent.js"></script>
<script>(()=>{
let isDone;
const start=(status)=>{
	if(status!=="allow"||isDone)return;
	isDone=true;
	for(const {dataset} of document.querySelectorAll('script[type="text/plain"]'))document.head.append(Object.assign(document.createElement("script"),{src:dataset.src}));
};
cookieconsent.initialise({...${given.json(config(given))},onInitialise:start,onStatusChange:start});
})()</script>`,
	layer: ".cc-window",
	accept: ".cc-window .cc-allow",
	reject: ".cc-window .cc-deny",
};
