import type { ErrorCode } from "../../types/error.ts";
import type { Parts } from "../../types/parts.ts";
import { PrivacyError } from "./errors.ts";

/** What happened, and how the owner mends it. `{where}` is the error's place. */
const sentences: Record<ErrorCode, string> = {
	"config-invalid": "The configuration was refused, so nothing optional runs and nobody is asked. {where}",
	"config-unknown-key": "The configuration key {where} is not known and was ignored. {hint}",
	"config-unreachable":
		"The configuration at {where} could not be fetched as JSON, so nothing optional runs and nobody is asked. Serve it with status 200, valid JSON and, on another origin, CORS.",
	"global-taken":
		'window.yoursay was not a plain object with a queue array and was ignored: often an element with id or name "yoursay", or a second tag of yoursay, which one page needs not. Write: window.yoursay = window.yoursay || { queue: [] }.',
	"purpose-unknown":
		"No purpose or vendor of the configuration is called “{where}”, so it stays refused. Correct the name or add it to purposes.",
	"signal-stands":
		"The visitor's browser asks not to sell or share their data, so “{where}” stays refused. Only the preferences can take a yes against it, for they tell the visitor so.",
	"view-unknown":
		"There is no view “{where}”. Use preferences, rights, receipt or policy (which needs a policy document or address).",
	"policy-unreachable":
		"The policy document at {where} could not be fetched as JSON, so its summary is not shown. Serve it with status 200, valid JSON and, on another origin, CORS.",
	"policy-invalid": "The policy document was refused, so its summary is not shown. {where}",
	"held-nonce":
		"A held element ({where}) has a script without the page's nonce and is never released. Give every held script the nonce of the loader's tag.",
	"held-address":
		"A held element ({where}) has an address that is neither http, https nor relative and is never released. Correct it.",
	"held-runs-anyway":
		'A script marked for {where} has a type that runs at once, so it was not held. Give it type="text/plain".',
	"held-failed":
		"A held element ({where}) could not be released. Under Trusted Types, embed and object elements need an iframe instead.",
	"chunk-failed":
		"The file {where} could not be loaded. Everything not loaded stays held. Keep the folder beside yoursay.js and allow it in the Content-Security-Policy; another origin needs CORS.",
	"desk-failed":
		"What was asked for could not be done, and nothing was changed. The cause is attached; if it is a file that did not load, keep the folder beside yoursay.js.",
	"storage-blocked":
		"This browser keeps nothing for this site, so the choice lasts for this page only and will be asked again. Nothing to mend.",
	"storage-foreign":
		"What is stored under {where} is not a choice of yoursay. It was kept aside under {where}-aside and the visitor is asked again. Look for other code that uses this name.",
	"storage-domain":
		"The browser takes no cookie of this page for the domain {where} (a public suffix such as co.uk, or another site's), so the choice holds on this host alone. Set storage.cookie.domain to the site's own domain.",
	"record-unsealed":
		"A decision holds but its record could not be completed ({where}). It stays on the device and is tried again on the next page. Records need https or localhost.",
	"records-refused":
		"The endpoint refused a record for good ({where}). It is kept in IndexedDB under refused: for inspection. Compare the endpoint with docs/collector.md.",
	"records-undelivered":
		"The endpoint did not take the records ({where}). They wait on the device and are sent again. Check the endpoint's address, CORS and connect-src.",
	"outbox-full": "More than 500 records wait for delivery in this browser. None is dropped; check the endpoint.",
	"requests-refused":
		"The endpoint refused a rights request for good ({where}), so a person has no answer coming. They were told, or are when they look. Compare the endpoint with docs/collector.md.",
	"requests-undelivered":
		"The endpoint did not take a rights request ({where}). It waits on the person's device, at most 30 days, and is sent again. Check the endpoint's address, CORS and connect-src.",
	"not-erased":
		"After a refusal this is still stored: {where}. It is HttpOnly, belongs to another path or domain, or was written again. Delete it on the server.",
	"accent-unreadable": "--yoursay-accent is not a colour this browser can read, so the default is used.",
	"accent-faint":
		"--yoursay-accent hardly stands out from the sheet ({where} theme; WCAG 2.2 asks for 3:1). So both buttons get a ring, and switches and focus a stronger shade of it. Nothing needs to be done; a stronger colour does without.",
	"choice-unequal":
		"Refusing and accepting are not alike on this page ({where}; reject / accept). A choice is free only where a no is as easy to see and to give as a yes: take away the style, script or text that makes the difference.",
	"integration-failed":
		"{where} could not be told what the visitor allows, so hold its tags back. Look for other code that uses its name.",
	"listener-threw": "A listener or queued callback threw. The others were still called. {where}",
	"consent-foreign":
		"What was handed in as a consent is none of this copy of yoursay. Hand in what createConsent() returned; where two copies are installed (npm ls yoursay), keep one.",
	"provider-missing":
		"A component of yoursay has no ConsentProvider above it. Put <ConsentProvider consent={createConsent(…)}> around the application.",
	"not-in-browser":
		"On a server nobody decides and nothing is shown, so nothing was changed. Call this in the browser, in an effect or a handler.",
};

/** What is said of something that could not be done, where that has a reason of ours. */
const reasons: Partial<Record<ErrorCode, string>> = {
	"config-invalid": "The configuration is not used; what is wrong with it has been told before.",
	"not-in-browser": sentences["not-in-browser"],
};

const warnings: ErrorCode[] = [
	"config-unknown-key",
	"storage-blocked",
	"storage-domain",
	"records-undelivered",
	"outbox-full",
	"requests-undelivered",
	"not-erased",
	"accent-unreadable",
	"accent-faint",
	"choice-unequal",
	"signal-stands",
	"view-unknown",
];

const keys =
	"site id name controller address contact purposes title description legalBasis required exempt involves data retention location vendors provider country policyUrl cookies duration storage policy endpoint region regime rules languages default texts layout position theme trigger integrations cookie domain onWithdraw doNotTrack minimumAge revision onError signal askMonths lifeMonths close link sensitive age google types urlPassthrough ad_storage ad_user_data ad_personalization analytics_storage functionality_storage personalization_storage security_storage adobe clarity gpp gtm matomo meta posthog tcf tiktok uet purpose instance event limitedDataUse mode sections padding mspa ad_Storage analytics_Storage";

/** Levenshtein distance, for short words. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++)
			next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
		row = next;
	}
	return row[b.length]!;
}

/** The known key nearest to the last step of a path, or undefined where none is near. */
export function nearestKey(path: string): string | undefined {
	const last = path.split(".").pop()!;
	const [best] = keys
		.split(" ")
		.filter((key) => key !== last) // one that is known elsewhere is none here
		.map((key) => [distance(last.toLowerCase(), key.toLowerCase()), key] as const)
		.sort(([a], [b]) => a - b);
	return best && best[0] <= Math.max(2, last.length / 3) ? best[1] : undefined;
}

/**
 * Tells the owner what happened, where, and how to mend it: through the console, then through their own handler. For a
 * refused configuration or policy document `cause` is what was refused, and the full schema is loaded to say why.
 */
export const tell: Parts["messages"]["tell"] = async (code, place, cause, onError, load) => {
	const isPolicy = code === "policy-invalid";
	const isRefused = isPolicy || (code === "config-invalid" && !place);
	const where = isRefused
		? await load("explain")
				.then(({ explain, explainPolicy }) =>
					isPolicy ? [place, ...explainPolicy(cause)].filter(Boolean).join("\n") : explain(cause),
				)
				// Told all the same, without the reasons.
				.catch(() => place)
		: place;
	const nearest = code === "config-unknown-key" && nearestKey(where);
	const values: Record<string, string> = { where, hint: nearest ? `Did you mean ${nearest}?` : "Remove it." };
	const reason = code === "desk-failed" && reasons[(cause as PrivacyError | undefined)?.code as ErrorCode];
	const message = (reason || sentences[code]).replace(/\{(where|hint)\}/g, (_, name: string) => values[name]!).trim();
	const hasCause = cause !== undefined && !isRefused;
	const error = new PrivacyError(code, where, message, hasCause ? { cause } : {});
	console[warnings.includes(code) ? "warn" : "error"](error.message, ...(hasCause ? [cause] : []));
	try {
		onError?.(error);
	} catch (thrown) {
		console.error("[yoursay] onError threw", thrown);
	}
};
