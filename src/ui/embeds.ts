/** The placeholder over a held embed. */
import type { Mounted, Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import { countryName, fillText } from "../policy/words.ts";
import css from "./css/embeds.css?inline";
import { element } from "./dom.ts";
import { icon } from "./icon.ts";

/** In the embed's own box: who would get what, and two equal ways to show it. */
export function cover(stage: Stage, { embed: words }: Words, held: HTMLElement, release: () => void): Mounted {
	const { consent, settings, language } = stage;
	const [purposeId] = held.dataset.yoursayPurpose!.split(" ");
	const vendorId = held.dataset.yoursayVendor ?? "";
	const purpose = settings.purposes.find(({ id }) => id === purposeId);
	const vendor = purpose?.vendors.find(({ id }) => id === vendorId);
	const address = new URL(held.dataset.yoursaySrc ?? "", document.baseURI);
	const name = vendor?.name ?? (vendorId || address.hostname);
	const by =
		vendor?.provider && vendor.country
			? fillText(words.by, { vendor: name, provider: vendor.provider, country: countryName(language, vendor.country) })
			: name;
	const title = held.title
		? fillText(words.title, { title: held.title, vendor: name })
		: fillText(words.titleUnnamed, { vendor: name });
	const sentence = fillText(/VIDEO|IFRAME/.test(held.tagName) ? words.video : words.other, { by, vendor: name });

	const link = (href: string, text: string) =>
		element("a", "link", { href, target: "_blank", rel: "noopener noreferrer" }, text);
	const button = (action: string, label: string, press: (event: Event) => void) => {
		const made = element(
			"button",
			"choice",
			{ type: "button", "data-yoursay-action": action },
			element("span", "", {}, label),
		);
		made.addEventListener("click", press);
		return made;
	};
	const once = button("once", words.once, release);
	const always = button("always", words.always, (event) => {
		// The embed's own title is the page's, not the configuration's.
		const texts = [...inside.querySelectorAll("p,button")].map((each) => each.textContent!);
		consent.decide(
			{ vendors: { [vendorId]: true } },
			{ event, method: "always", shown: { view: "placeholder", layout: "page", language, words: texts } },
		);
	});
	always.ariaLabel = fillText(words.alwaysName, { vendor: name });
	const links = [link(address.href, fillText(words.source, { vendor: name }))];
	if (vendor?.policyUrl) links.push(link(vendor.policyUrl, words.theirPolicy));

	const inside = element(
		"div",
		"inside",
		{},
		element("span", "seal", {}, icon("play")),
		element("h2", "title", { id: "t" }, title),
		element("p", "body", {}, sentence),
		// A vendor that the configuration does not name cannot be granted for good: nobody was told about it. Neither can
		// what the browser asks not to do: that is said here nowhere.
		element("div", "pair", {}, once, ...(vendor && !stage.law.isOpposed(purpose!) ? [always] : [])),
		element("div", "small", {}, ...links),
	);
	const place = document.createElement("your-say-held");
	const { display, margin, verticalAlign, width, height } = getComputedStyle(held);
	const box = held.getBoundingClientRect();
	// What shows nothing yet may have no box: an embed in Chromium, an inline object in Firefox. What is hidden stays so.
	const size = (pixels: number, said: string) => (pixels || display === "none" ? `${pixels}px` : said);
	const style = {
		"box-sizing": "border-box",
		display: display === "inline" ? "inline-block" : "block",
		margin,
		"vertical-align": verticalAlign,
		"max-inline-size": "100%",
		"inline-size": size(box.width, width),
		"block-size": size(box.height, height),
		overflow: "hidden",
	};
	for (const [property, value] of Object.entries(style)) place.style.setProperty(property, value);
	held.before(place);
	stage.dress!(place, css).append(
		element("section", "held", { role: "group", "aria-labelledby": "t", "data-yoursay-view": "placeholder" }, inside),
	);
	const before = held.style.getPropertyValue("display");
	if (display !== "none") held.style.setProperty("display", "none");

	return {
		dispose() {
			const hadFocus = document.activeElement === place;
			place.remove();
			if (before) held.style.setProperty("display", before);
			else held.style.removeProperty("display");
			if (hadFocus) held.focus();
		},
	};
}
