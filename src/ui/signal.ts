/** The status of an opt-out signal: no question, and nothing that keeps anyone from the page. */
import type { Parts } from "../../types/parts.ts";
import css from "./css/signal.css?inline";
import { element, fill } from "./dom.ts";
import { icon } from "./icon.ts";
import { fixedIn, listOf } from "./wording.ts";

export const status: Parts["trigger"]["tell"] = (stage, words, overridden, close) => {
	const { consent, law, settings } = stage;
	const { status: texts, common, preferences } = words;
	const isGpc = law.signal() === "gpc";
	const controller = settings.site?.controller?.name ?? settings.site?.name ?? location.host;
	const text = overridden.length ? texts.optOutConflict : isGpc ? texts.optOutBody : texts.notTrackedBody;
	const button = (action: string, looks: string, press: () => void, ...inside: (Node | string)[]) => {
		const made = element("button", looks, { type: "button", "data-yoursay-action": action }, ...inside);
		made.addEventListener("click", press);
		return made;
	};
	const cross = button("close", "icon", close, icon("close"));
	cross.ariaLabel = common.close;
	const view = element(
		"section",
		`state ${settings.position ?? ""}`,
		{ "aria-labelledby": "signal", "data-yoursay-view": "signal" },
		element("span", "seal", {}, icon("tick")),
		element("h2", "title", { id: "signal" }, isGpc ? fixedIn(stage, words).optOutHonoured : texts.notTracked),
		cross,
		element(
			"div",
			"about",
			{},
			element(
				"p",
				"body",
				{},
				...fill(text, { controller: [controller], purposes: [listOf(stage, words, overridden)] }),
			),
			button("preferences", "link small", () => void consent.open("preferences"), preferences.title),
		),
	);
	view.addEventListener("keydown", ({ key }) => key === "Escape" && close());
	stage.dress!(undefined, css).append(view);
	return view;
};
