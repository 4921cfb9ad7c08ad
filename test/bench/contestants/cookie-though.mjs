import { installed } from "../contestants.mjs";

const categories = {
	necessary: "essential",
	functional: "functional",
	analytics: "statistics",
	marketing: "marketing",
};

// It describes policies, so every cookie is one, and holds nothing back: the site starts its scripts in the callback.
const config = ({ text, cookies }) => ({
	policies: cookies.map(({ name, provider, purpose, description, duration }) => ({
		id: name,
		label: `${name} (${provider})`,
		description: `${description} Stored for: ${duration}.`,
		category: categories[purpose],
	})),
	essentialLabel: "Always on",
	permissionLabels: { accept: text.save, acceptAll: text.acceptAll, decline: text.rejectAll },
	cookiePreferenceKey: "preferences",
	header: { title: text.title, subTitle: text.panelTitle, description: text.body },
	customizeLabel: text.preferences,
	cookiePolicy: { url: "#privacy", label: "Privacy" },
});

export default {
	order: 15,
	isPeer: true,
	packages: ["cookie-though"],
	files: { "lib.js": installed("cookie-though/dist/lib.js") },
	foot: (given) => `<script src="${given.base}/lib.js"></script>
<script>(()=>{
const sources=${given.json(Object.fromEntries(given.held.map(({ cookie, src }) => [cookie, src])))};
const start=({cookieOptions})=>{
	for(const {id,isEnabled} of cookieOptions)if(isEnabled&&sources[id]){
		document.head.append(Object.assign(document.createElement("script"),{src:sources[id]}));
		delete sources[id];
	}
};
CookieThough.init(${given.json(config(given))});
CookieThough.onPreferencesChanged(start);
start(CookieThough.getPreferences());
})()</script>`,
	layer: ".cookie-though >>> .ct-banner",
	accept: ".cookie-though >>> .ct-acceptance .ct-button:not(.ct-button-secondary)",
	reject: ".cookie-though >>> .ct-acceptance .ct-button-secondary",
	preferences: ".cookie-though >>> .ct-customization-button",
	panel: ".cookie-though >>> .ct-collapse",
	toggle: ".cookie-though >>> .ct-option:has(#_visitor) .ct-slider",
	isOn: "document.querySelector('.cookie-though').shadowRoot.querySelector('#_visitor').checked",
	entries: "policies, each with a switch",
};
