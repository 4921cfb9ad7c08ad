// What visitors fetch with a configuration, in bytes of the files themselves.
import { needsRules } from "/builder/result.js";
import { place, settle, sizesIn } from "/builder/widget.js";

const fileOf = (name) => `to-${name.slice(0, 3)}.js`;

/** Each integration's own file; Google's is part of `yoursay.js`. */
export const integrationBytes = ({ files }, name) => files[fileOf(name)]?.bytes ?? 0;

/** Files with all that they import, in one set. */
function reach(files, names, found = new Set()) {
	for (const name of names) {
		if (found.has(name) || !files[name]) continue;
		found.add(name);
		reach(files, files[name].needs, found);
	}
	return found;
}

/** Bytes of a first visit and of later ones; in `rows`, what opening each view by itself fetches beside the first layer. */
export async function costsOf(config) {
	const language = config.languages?.default ?? "en";
	const sizes = await sizesIn(language);
	const { files, language: found } = sizes;
	const own = (name) => `${name}-${found}.js`;
	const of = (names) => reach(files, names);
	const sum = (names) => [...names].reduce((bytes, name) => bytes + files[name].bytes, 0);

	const { rule } = place(settle(config), { zone: "", languages: [], now: Date.now() });
	const chosen = Object.entries(config.integrations ?? {}).filter(([name, on]) => on && name !== "google");
	const told = chosen.length ? of(["herald.js", ...chosen.map(([name]) => fileOf(name))]) : new Set();
	const first = of([
		"yoursay.js",
		own("ask"),
		...(needsRules(config) ? ["rules.js"] : []),
		...(rule.close || rule.vendors ? ["adorn.js", own("words")] : []),
		...told,
	]);
	const up = new Set([...first, ...of(["desk.js", "rules.js"])]);
	const beyond = (...names) => sum([...of(names)].filter((name) => !up.has(name)));
	// As soon as pointer or focus comes near the widget, the panel is fetched.
	const panel = ["preferences.js", own("words")];
	const hasSummary = typeof config.policy === "object" || /\.json(?:[?#]|$)/.test(config.policy ?? "");
	return {
		language: found,
		sizes,
		first: sum(first),
		returning: sum(["yoursay.js", ...told]),
		told: sum(told),
		rows: [
			["By itself, once it stands", sum(up) - sum(first)],
			["The floating button, where it shows", beyond("trigger.js", own("words"))],
			["Preferences, when opened", beyond(...panel)],
			...(hasSummary ? [["Summary of the policy, when opened", beyond("policy.js", ...panel)]] : []),
			["Request form, when opened", beyond("rights.js", own("words-rights"), "requests.js", ...panel)],
			["A visitor's own choices, when opened", beyond("history.js", own("words-history"), "records.js", ...panel)],
		],
	};
}
