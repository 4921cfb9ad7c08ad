// The one task that every contestant is configured for: English, four purposes, twelve described cookies (or more, for
// the panel's growth), three scripts held back.

const purposes = [
	{
		id: "necessary",
		title: "Strictly necessary",
		required: true,
		description:
			"These cookies keep you signed in, protect forms against forgery and remember your choice on this page. The site cannot work without them.",
	},
	{
		id: "functional",
		title: "Functional",
		required: false,
		description: "These cookies remember your language, your display settings and the state of the support chat.",
	},
	{
		id: "analytics",
		title: "Analytics",
		required: false,
		description: "These cookies help us count visits and see which pages are read, so that we can improve them.",
	},
	{
		id: "marketing",
		title: "Marketing",
		required: false,
		description: "These cookies measure our advertising campaigns and let partners show you relevant offers.",
	},
];

const cookies = [
	["session_id", "necessary", "example.com", "Session", "Keeps you signed in while you move between pages."],
	["csrf_token", "necessary", "example.com", "Session", "Protects forms against cross-site request forgery."],
	["choice", "necessary", "example.com", "6 months", "Stores the choice you make in this dialog."],
	["lang", "functional", "example.com", "1 year", "Remembers the language you selected."],
	["theme", "functional", "example.com", "1 year", "Remembers whether you prefer the dark or the light theme."],
	["chat_widget", "functional", "chat.example.com", "30 days", "Restores the support chat on the next page."],
	["_visitor", "analytics", "Example Analytics", "2 years", "Distinguishes visitors for the usage statistics."],
	["_day", "analytics", "Example Analytics", "24 hours", "Distinguishes visitors within one day."],
	["_count_id", "analytics", "Example Counter", "13 months", "Stores a visitor number for the usage statistics."],
	["_count_ses", "analytics", "Example Counter", "30 minutes", "Groups page views into one visit."],
	["_campaign", "marketing", "Example Social", "3 months", "Measures the success of campaigns on a social network."],
	["_click", "marketing", "Example Ads", "3 months", "Stores whether an advertisement led to a visit."],
].map(([name, purpose, provider, duration, description]) => ({ name, purpose, provider, duration, description }));

/** The held scripts. Each does nothing but `performance.mark("held:<name>")`. `cookie` is the described one it belongs to. */
export const held = [
	{ name: "analytics-1", purpose: "analytics", cookie: "_visitor", src: "/held/analytics-1.js" },
	{ name: "analytics-2", purpose: "analytics", cookie: "_count_id", src: "/held/analytics-2.js" },
	{ name: "marketing-1", purpose: "marketing", cookie: "_campaign", src: "/held/marketing-1.js" },
];

const text = {
	title: "We value your privacy",
	body: "We and our partners use cookies to run this site, to remember your settings, to measure how it is used and to show relevant offers. You can accept everything, reject what is not necessary, or choose by category. You can change your choice at any time.",
	acceptAll: "Accept all",
	rejectAll: "Reject all",
	preferences: "Preferences",
	save: "Save choices",
	panelTitle: "Cookie preferences",
	panelBody: "Choose which categories of cookies we may use. Necessary cookies cannot be switched off.",
};

/**
 * The task with so many described cookies, spread evenly over the purposes.
 * @param {number} [count]
 */
export function taskOf(count = cookies.length) {
	const isStandard = count === cookies.length;
	const many = Array.from({ length: count }, (_, at) => {
		const like = cookies[at % cookies.length];
		const name = at < cookies.length ? like.name : `${like.name}_${at}`;
		return { ...like, name, purpose: purposes[at % purposes.length].id, provider: `${like.provider} ${at}` };
	});
	return { text, purposes, cookies: isStandard ? cookies : many, held };
}

/** JSON that may stand in a `<script>`. */
export const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");
