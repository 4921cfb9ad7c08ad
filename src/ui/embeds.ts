/** Embeds: held and released with consent, and while held, a placeholder that says who would get what. */
import type { Mounted, Stage } from "../../types/parts.ts";
import type { Words } from "../../types/words.ts";
import { attempt } from "../core/errors.ts";
import { attendColours } from "./attend.ts";
import base from "./css/base.css?inline";
import css from "./css/embeds.css?inline";
import { element } from "./dom.ts";
import { styled } from "./host.ts";
import { icon } from "./icon.ts";
import { countryName, fillText } from "./words.ts";

const isSafe = (address: string) => attempt(() => /^https?:$/.test(new URL(address, document.baseURI).protocol));

export function tend(stage: Stage, words: Words, element: HTMLElement): void {
	const { yoursayPurpose = "", yoursayVendor, yoursaySrc = "", yoursayHref = "" } = element.dataset;
	const canCover = /^(iframe|video|embed|object)$/.test(element.localName);
	let placeholder: Mounted | undefined;
	let isOnce = false;
	let isReleased = false;

	const settle = () => {
		const isAllowed =
			isOnce || yoursayPurpose.split(/\s+/).every((purpose) => stage.consent.allows(purpose, yoursayVendor));
		if (isAllowed && !isReleased) {
			if (![yoursaySrc, yoursayHref].every(isSafe))
				return stage.report("held-address", `${yoursayPurpose}|${yoursayVendor ?? ""}`);
			const done = attempt(() => {
				// A frame that is still being parsed loses an address it is given in place; put in anew, it keeps it.
				const { parentNode, nextSibling } = element;
				if (element.localName === "iframe") element.remove();
				if (yoursayHref) element.setAttribute("href", yoursayHref);
				if (yoursaySrc) element.setAttribute(element.localName === "object" ? "data" : "src", yoursaySrc);
				if (!element.isConnected) parentNode?.insertBefore(element, nextSibling);
				return true;
			});
			if (!done) return stage.report("held-failed", `${yoursayPurpose}|${yoursayVendor ?? ""}`);
			isReleased = true;
			placeholder?.dispose();
			placeholder = undefined;
		} else if (!isAllowed) {
			if (isReleased) for (const name of ["src", "href", "data"]) element.removeAttribute(name);
			isReleased = false;
			if (canCover && element.isConnected)
				placeholder ??= cover(stage, words, element, () => {
					isOnce = true;
					settle();
				});
		}
	};
	stage.onDispose(stage.consent.subscribe(settle));
	stage.onDispose(() => placeholder?.dispose());
}

/** A placeholder in the embed's own box: who would get what, and two equal ways to show it. */
function cover(stage: Stage, { embed: words }: Words, held: HTMLElement, release: () => void): Mounted {
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
	const once = button("once", words.once, () => {
		release();
		held.focus();
	});
	const always = button("always", words.always, (event) => {
		const texts = [...inside.querySelectorAll("h2,p,button")].map((each) => each.textContent!);
		consent.decide(
			{ vendors: { [vendorId]: true } },
			{ event, method: "always", shown: { view: "placeholder", layout: "page", language, words: texts } },
		);
		held.focus();
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
		// A vendor that the configuration does not name cannot be granted for good: nobody was told about it.
		element("div", "pair", {}, once, ...(vendor ? [always] : [])),
		element("div", "small", {}, ...links),
	);
	const box = document.createElement("your-say-held");
	const { display, margin, verticalAlign } = getComputedStyle(held);
	const { width, height } = held.getBoundingClientRect();
	const style = {
		"box-sizing": "border-box",
		display: display === "inline" ? "inline-block" : "block",
		margin,
		"vertical-align": verticalAlign,
		"max-inline-size": "100%",
		"inline-size": `${width}px`,
		"block-size": height ? `${height}px` : "auto",
		overflow: "hidden",
	};
	for (const [property, value] of Object.entries(style)) box.style.setProperty(property, value);
	const root = styled(stage, box, base, css);
	root.append(
		element("section", "held", { role: "group", "aria-labelledby": "t", "data-yoursay-view": "placeholder" }, inside),
	);
	held.before(box);
	attendColours(stage, box);
	const before = held.style.getPropertyValue("display");
	if (display !== "none") held.style.setProperty("display", "none");

	return {
		dispose() {
			box.remove();
			if (before) held.style.setProperty("display", before);
			else held.style.removeProperty("display");
		},
	};
}
