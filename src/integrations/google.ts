/** Google Consent Mode v2: hears the defaults before any tag, and each choice after it. */
import type { GoogleOptions, GoogleType } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";

const standard: Record<GoogleType, string> = {
	ad_storage: "marketing",
	ad_user_data: "marketing",
	ad_personalization: "marketing",
	analytics_storage: "analytics",
	functionality_storage: "functional",
	personalization_storage: "functional",
	security_storage: "necessary",
};

/**
 * Tells Google's tags through `dataLayer`: one `default` (none where the page's own snippet has given it already), then an
 * `update` for a choice that is stored, and after each change. Returns its undo; what was told stays told.
 */
export const tell: Tell<GoogleOptions> = ({ consent: { allows, subscribe } }, options) => {
	const { types, urlPassthrough } = options as GoogleOptions;
	const layer = ((window as unknown as { dataLayer?: (ArrayLike<unknown> | null)[] }).dataLayer ??= []);
	function gtag(..._: unknown[]) {
		// biome-ignore lint/complexity/noArguments: Google takes nothing else for a command
		layer.push(arguments);
	}
	const states = () =>
		Object.fromEntries(
			Object.entries({ ...standard, ...types }).map(([type, purpose]) => [
				type,
				allows(purpose) ? "granted" : "denied",
			]),
		);
	let told = "";
	if (!layer.some((each) => each?.[1] === "default" && each[0] === "consent")) {
		gtag("consent", "default", { ...states(), wait_for_update: 500 });
		gtag("set", "ads_data_redaction", true);
		if (urlPassthrough) gtag("set", "url_passthrough", true);
	}
	return subscribe(({ decidedAt }) => {
		const text = JSON.stringify([decidedAt, states()]);
		if (told && text !== told) gtag("consent", "update", states());
		told = text;
	});
};
