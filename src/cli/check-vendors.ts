/** Whether the vendors of `integrations` can hear what a visitor allows, and hear it before their tags do anything. */
import type { Integrations, Settings } from "../../types/config.ts";
import type { Finding } from "../config/findings.ts";
import { hold } from "./check-google.ts";
import { codeOf, type Found, isDeferred, isRunning, placeOf } from "./pages.ts";

interface Vendor {
	name: string;
	/** The purposes that it goes by unless the owner names others. */
	usual: string[];
	/** How a page loads its tag, and how it gives the default by hand. */
	tag?: {
		/** Of its file: the `src` of a script, or what stands in an inline script that fetches it. */
		address: RegExp;
		defaults: RegExp;
		/** The command that starts it, which a default in the same script has to come before. */
		start?: RegExp;
		/** The default is an option of the command that starts it, which may stand anywhere. */
		isOption?: true;
		/** The vendor is to be told by its own settings, which no page shows. */
		isElsewhere?: true;
	};
}

/** Events for tag managers and the strings of the IAB go by no purpose, or by all. */
const vendors: Record<Exclude<keyof Integrations, "gpp" | "gtm" | "tcf">, Vendor> = {
	adobe: {
		name: "Adobe",
		usual: ["analytics"],
		tag: {
			address: /(^|["'`/])alloy[\w.-]*\.js\b/i,
			defaults: /\bdefaultConsent["'`]?\s*:\s*(["'`])(pending|out)\1/,
			isOption: true,
		},
	},
	clarity: {
		name: "Clarity",
		usual: ["analytics", "marketing"],
		tag: { address: /\bclarity\.ms\/tag\//i, defaults: /\(\s*(["'`])consentv2\1\s*,/, isElsewhere: true },
	},
	google: { name: "Google", usual: ["analytics", "marketing", "functional"] },
	matomo: {
		name: "Matomo",
		usual: ["analytics"],
		tag: {
			address: /(^|["'`/])matomo\.js\b|\.matomo\.cloud\//i,
			defaults: /\[\s*(["'`])require(Cookie)?Consent\1/,
			start: /\[\s*(["'`])track\w+\1/,
		},
	},
	meta: {
		name: "Meta",
		usual: ["marketing"],
		tag: {
			address: /\bconnect\.facebook\.net\/[^/\s]+\/fbevents\.js/i,
			defaults: /\(\s*(["'`])consent\1\s*,\s*(["'`])revoke\2/,
			start: /\(\s*(["'`])init\1/,
		},
	},
	posthog: {
		name: "PostHog",
		usual: ["analytics"],
		tag: {
			address: /\/static\/array(\.full)?\.js\b/i,
			defaults: /\bopt_out_capturing_by_default["'`]?\s*:\s*(true|!0)|\bcookieless_mode["'`]?\s*:/,
			isOption: true,
		},
	},
	tiktok: {
		name: "TikTok",
		usual: ["marketing"],
		tag: {
			address: /\banalytics\.tiktok\.com\/i18n\/pixel\//i,
			defaults: /\.holdConsent\s*\(|\[\s*(["'`])holdConsent\1\s*\]/,
			start: /\.(page|track|identify)\s*\(/,
		},
	},
	uet: {
		name: "Microsoft Advertising",
		usual: ["marketing"],
		tag: {
			address: /\bbat\.bing\.com\/bat\.js/i,
			// As three arguments of `push`, which Google's is not.
			defaults: /\.push\s*\(\s*(["'`])consent\1\s*,\s*(["'`])default\2/,
		},
	},
};

/** Purposes and vendors that an integration goes by and that there are not: what they govern is never granted. */
export function checkIntegrations({ integrations = {}, purposes }: Settings): Finding[] {
	const found: Finding[] = [];
	const ids = purposes.map(({ id }) => id);
	const vendorIds = purposes.flatMap((purpose) => purpose.vendors.map(({ id }) => id));
	const say = (path: string, what: string, kind = "purpose", known = ids) =>
		found.push({
			code: "integration-purpose-unknown",
			path: `integrations.${path}`,
			what,
			remedy: known.length ? `The ${kind}s are ${known.join(", ")}` : `Name a ${kind} that there is`,
		});
	for (const [key, { name, usual }] of Object.entries(vendors)) {
		const given = integrations[key as keyof Integrations];
		if (!given) continue;
		const { purpose, types = {} } = given as { purpose?: string; types?: Record<string, string> };
		const named = purpose === undefined ? types : { purpose };
		for (const [type, id] of Object.entries(named))
			if (!ids.includes(id))
				say(
					`${key}.${purpose === undefined ? `types.${type}` : type}`,
					`There is no purpose "${id}", so ${name} hears that this is denied, whatever the visitor allows`,
				);
		if (!Object.keys(named).length && !usual.some((id) => ids.includes(id)))
			say(
				key,
				`${name} goes by ${usual.map((id) => `"${id}"`).join(", ")}, which there is not, and hears that all is denied, whatever the visitor allows`,
			);
	}
	const { tcf } = integrations;
	if (typeof tcf !== "object") return found;
	for (const id of Object.keys(tcf.purposes ?? {}))
		if (!ids.includes(id)) say(`tcf.purposes.${id}`, `There is no purpose "${id}", so this has no effect`);
	for (const id of Object.keys(tcf.vendors ?? {}))
		if (!vendorIds.includes(id))
			say(`tcf.vendors.${id}`, `No purpose has a vendor "${id}", so this has no effect`, "vendor", vendorIds);
	return found;
}

/**
 * Tags of vendors that run before they have been told what is denied, or are never told. What tells them is a file of its
 * own, so wherever the tag of yoursay.js stands, only the page itself can tell them in time. Without `settings`, which are
 * fetched then, an integration is taken to be there.
 */
export function checkVendorTags(elements: Found[], settings?: Settings): Finding[] {
	const running = elements.filter(isRunning);
	return Object.entries(vendors).flatMap(([key, { name, tag }]): Finding[] => {
		if (!tag) return [];
		const untold = untoldOf(running, tag);
		const isOn = !settings || settings.integrations?.[key as keyof Integrations];
		if (isOn && tag.isElsewhere) return [];
		if (isOn)
			return untold.slice(0, 1).map((each) => ({
				code: "vendor-early",
				...placeOf(each),
				what: `The tag of ${name} can run before it has heard what is denied: the file that says so comes later`,
				remedy: `${hold}, or ${wait}`,
			}));
		return untold
			.filter(({ attributes }) => !("data-yoursay-purpose" in attributes))
			.map((each) => ({
				code: "vendor-unheld",
				...placeOf(each),
				what: `The tag of ${name} runs whatever the visitor allows, and hears of no choice`,
				remedy: `${hold}, or set integrations.${key} and ${wait}`,
			}));
	});
}

const wait = "have it wait as docs/vendors.md says";

/** The scripts that load a vendor's file before anything gave it its default. */
function untoldOf(running: Found[], { address, defaults, start, isOption }: NonNullable<Vendor["tag"]>): Found[] {
	const isLoading = (each: Found) => address.test((each.attributes.src ?? codeOf(each)).replaceAll("\\/", "/"));
	const snippet = running.find((each) => defaults.test(codeOf(each)) && each.attributes.type !== "module");
	const at = (element: Found) => running.indexOf(element);
	const isTold = (each: Found) => {
		if (!snippet || isOption) return !!snippet;
		if (snippet !== each) return at(snippet) < at(each) || isDeferred(each);
		const begin = start ? each.text.search(start) : -1;
		return begin < 0 || each.text.search(defaults) < begin;
	};
	return running.filter((each) => isLoading(each) && !isTold(each));
}
