import { installed } from "../contestants.mjs";

// tarteaucitron describes services, not cookies: every cookie is a service, grouped by type.
const types = { necessary: "api", functional: "support", analytics: "analytic", marketing: "ads" };
const keyOf = ({ name }) => name.replace(/[^a-z0-9]/gi, "");

const options = {
	privacyUrl: "#privacy",
	hashtag: "#tarteaucitron",
	cookieName: "tarteaucitron",
	orientation: "bottom",
	groupServices: true,
	showAlertSmall: false,
	cookieslist: false,
	showIcon: true,
	iconPosition: "BottomRight",
	adblocker: false,
	DenyAllCta: true,
	AcceptAllCta: true,
	highPrivacy: true,
	handleBrowserDNTRequest: false,
	removeCredit: false,
	moreInfoLink: true,
	useExternalCss: false,
	useExternalJs: false,
	mandatory: true,
	googleConsentMode: false,
	bingConsentMode: false,
	pianoConsentMode: false,
};
const words = ({ text }) => ({
	alertBigPrivacy: text.body,
	acceptAll: text.acceptAll,
	denyAll: text.rejectAll,
	personalize: text.preferences,
	title: text.panelTitle,
	disclaimer: text.panelBody,
});

function service({ json, held }, each) {
	const script = held.find(({ cookie }) => cookie === each.name);
	const data = {
		key: keyOf(each),
		type: types[each.purpose],
		name: `${each.name} (${each.provider})`,
		needConsent: each.purpose !== "necessary",
		cookies: [each.name],
		uri: "#privacy",
	};
	const start = script ? `tarteaucitron.addScript(${json(script.src)})` : "";
	return `tarteaucitron.services[${json(keyOf(each))}]={...${json(data)},js(){${start}},fallback(){}};`;
}

export default {
	order: 13,
	isPeer: true,
	packages: ["tarteaucitronjs"],
	files: { "": installed("tarteaucitronjs") },
	head: (given) => `<script src="${given.base}/tarteaucitron.min.js"></script>
<script>tarteaucitronForceLanguage="en";
tarteaucitronCustomText=${given.json(words(given))};
tarteaucitron.init(${given.json(options)});
${given.cookies.map((each) => service(given, each)).join("\n")}
tarteaucitron.job=${given.json(given.cookies.map(keyOf))};</script>`,
	// It attaches the listeners of its buttons 500 ms after it has drawn them.
	settleMs: 700,
	layer: "#tarteaucitronAlertBig",
	accept: "#tarteaucitronPersonalize2",
	reject: "#tarteaucitronAllDenied2",
	preferences: "#tarteaucitronCloseAlert",
	panel: "#tarteaucitron",
	toggle: "#tarteaucitron-accept-group-analytic",
	isOn: "document.querySelector('#tarteaucitron-group-analytic').classList.contains('tarteaucitronIsAllowed')",
	entries: "services, each with its buttons",
};
