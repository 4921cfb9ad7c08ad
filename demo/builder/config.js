// The configuration that is being made. It is kept as it was begun with, so that what the form does not show stays in it;
// what a page is given is a tidy copy.
const standard = {
	layout: "box",
	position: "start",
	theme: "auto",
	onWithdraw: "reload",
	doNotTrack: false,
	revision: 0,
};
const withoutWords = ["necessary", "functional", "analytics", "marketing"];

/** What the builder begins with: the example of the README. */
export const begun = () => ({
	config: {
		purposes: [{ id: "necessary" }, { id: "analytics" }, { id: "marketing" }],
		policy: "/privacy.json",
		endpoint: "/yoursay",
	},
	look: {},
});

/** Makes a state of a configuration as owners write them. */
export function adopt(config, look = {}) {
	const state = { config: structuredClone(config), look };
	const holder = holderOf(state.config);
	holder.purposes = (holder.purposes ?? withoutWords).map((each) => (typeof each === "string" ? { id: each } : each));
	return state;
}

/** Where the purposes stand: in the configuration, or in the policy document in it. */
const holderOf = (config) => (!config.purposes && config.policy?.purposes ? config.policy : config);
export const purposesOf = ({ config }) => holderOf(config).purposes;
export const purposesPath = ({ config }) => (holderOf(config) === config ? "purposes" : "policy.purposes");

/** Names of fields are paths; those that begin with `look.` are not of the configuration. */
const stepsOf = (name) => (name.startsWith("look.") ? name : `config.${name}`).split(".");

export function read(state, name) {
	const found = stepsOf(name).reduce((at, step) => at?.[step], state);
	return name === "policy" && typeof found === "object" ? (found.url ?? found.document) : found;
}

/** Undefined takes the key away. */
export function write(state, name, value) {
	const { policy } = state.config;
	const steps = stepsOf(name === "policy" && typeof policy === "object" ? "policy.url" : name);
	const last = steps.pop();
	const at = steps.reduce((object, step) => (object[step] ??= {}), state);
	if (value === undefined) delete at[last];
	else at[last] = value;
}

const isEmpty = (value) =>
	value === undefined || value === "" || (typeof value === "object" && value !== null && !Object.keys(value).length);

/** A copy without keys that say nothing; `kept` names those that say something even when empty. */
const trim = (object, ...kept) =>
	Object.fromEntries(Object.entries(object ?? {}).filter(([key, value]) => kept.includes(key) || !isEmpty(value)));

export const involvedBy = (id) => (id === "marketing" ? ["sale", "sharing", "targeted-ads"] : []);

function tidyPurpose(purpose) {
	const { involves, required, legalBasis, vendors = [], ...rest } = purpose;
	const tidied = trim(
		{
			...rest,
			...(legalBasis !== "consent" && { legalBasis }),
			...(required !== (purpose.id === "necessary") && { required }),
			...(`${involves ?? involvedBy(purpose.id)}` !== `${involvedBy(purpose.id)}` && { involves }),
			vendors: vendors.map((vendor) =>
				trim({ ...vendor, cookies: vendor.cookies?.map((cookie) => trim(cookie, "name")) }, "id"),
			),
		},
		"id",
		"involves",
	);
	return Object.keys(tidied).length === 1 ? tidied.id : tidied;
}

/** The same configuration for a page: what equals its default is left out. */
export function tidy({ config }) {
	const { site, integrations, languages, ...rest } = config;
	const on = Object.entries(integrations ?? {}).filter(([, options]) => options !== false);
	const changed = Object.entries(rest).filter(([key, value]) => value !== standard[key]);
	const tidied = trim({
		site: trim({ ...site, controller: trim(site?.controller) }),
		languages: trim(languages),
		...Object.fromEntries(changed),
		integrations: Object.fromEntries(on),
	});
	const purposes = config.purposes?.map(tidyPurpose);
	if (purposes) tidied.purposes = purposes;
	if (config.policy?.purposes) tidied.policy = { ...config.policy, purposes: config.policy.purposes.map(tidyPurpose) };
	return tidied;
}

/** As `tidy`, and without what the widget adds by itself: the necessary purpose, and purposes that are the usual ones. */
export function brief(state) {
	const { purposes, ...rest } = tidy(state);
	if (!purposes) return rest;
	if (`${purposes}` === `${withoutWords}` && !state.config.policy?.purposes) return rest;
	return { ...rest, purposes: purposes[0] === "necessary" && purposes.length > 1 ? purposes.slice(1) : purposes };
}
