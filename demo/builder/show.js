// Shows what there is to copy, what it costs, and what stands against it.
import { integrationBytes } from "/builder/costs.js";
import { make, places } from "/builder/dom.js";

const find = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en-GB");
const bytes = (count) => `${number.format(count)} bytes`;
const setText = (element, text) => {
	if (element.textContent !== text) element.textContent = text;
};

function setLines(area, text) {
	if (area.value === text) return;
	area.value = text;
	area.rows = Math.min(24, text.split("\n").length + 2);
}

/** The control that holds what stands at a path, or the nearest around it. */
function controlAt(form, path) {
	const found = [...form.elements]
		.map((control) => [control, places.get(control)?.() ?? control.name])
		.filter(([, at]) => at && (path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`)));
	return found.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function goTo(control) {
	for (let at = control.parentElement; at; at = at.parentElement) if (at.localName === "details") at.open = true;
	control.focus();
}

/** What the widget refuses, each with the way to its field. */
export function showFlaws(form, flaws) {
	for (const control of form.elements) control.removeAttribute("aria-invalid");
	find("flaws").replaceChildren(
		...flaws.map(([path, remedy]) => {
			const control = controlAt(form, path);
			control?.setAttribute("aria-invalid", "true");
			const way = control && make("button", { type: "button", class: "plain" }, "Show the field");
			way?.addEventListener("click", () => goTo(control));
			return make("li", {}, make("code", {}, path), make("span", {}, `: ${remedy}. `), way);
		}),
	);
	find("refused").hidden = !flaws.length;
	find("ready").hidden = flaws.length > 0;
	const things = flaws.length === 1 ? "One thing" : `${flaws.length} things`;
	setText(find("state"), flaws.length ? `Not valid yet. ${things} to mend` : "Valid");
	find("state").classList.toggle("bad", flaws.length > 0);
	for (const button of document.querySelectorAll("[data-copies]")) {
		button.setAttribute("aria-disabled", String(flaws.length > 0));
		setText(button, flaws.length ? "Not valid yet" : button.dataset.label);
	}
}

export function showCode(tag, css) {
	setLines(find("tag"), tag);
	setLines(find("css"), css);
	find("look-part").hidden = !css;
}

/** What would be taken, and yet leaves somebody without an answer; the same of several places is said once. */
export function showAdvice(findings) {
	const found = new Map();
	for (const { what, remedy, path } of findings) {
		const words = `${what}. ${remedy.replaceAll("`", "")}.`;
		found.set(words, [...(found.get(words) ?? []), path]);
	}
	find("advice").replaceChildren(
		...[...found].map(([words, paths]) =>
			make("li", {}, words, ...paths.flatMap((path) => [" ", make("code", { class: "dim" }, path)])),
		),
	);
	find("advice-part").hidden = !findings.length;
}

export function showCosts({ first, returning, told, rows, language, sizes }, languageName) {
	setText(find("brief-costs"), `First visit ${bytes(first)} · later ${bytes(returning)}`);
	setText(find("cost-language"), languageName(language));
	find("cost-language").lang = language;
	const all = [
		["First visit, until the question stands", first],
		["Every later page, once answered", returning],
		...(told ? [["Of both, for the integrations", told]] : []),
		...rows.map(([what, count]) => [what, count, "+"]),
	];
	find("costs").replaceChildren(
		...all.map(([what, count, sign = ""]) =>
			make("tr", {}, make("th", { scope: "row" }, what), make("td", {}, `${sign}${number.format(count)}`)),
		),
	);
	for (const note of document.querySelectorAll("[data-bytes-of]")) {
		const count = integrationBytes(sizes, note.dataset.bytesOf);
		setText(note, count ? bytes(count) : "no more bytes");
	}
}

/** Makes the copy buttons work; where the clipboard may not be used, what is to be copied is selected instead. */
export function copyWith(buttons) {
	for (const button of buttons) {
		button.dataset.label = button.textContent;
		button.addEventListener("click", async () => {
			if (button.getAttribute("aria-disabled") === "true") {
				find("refused").scrollIntoView({ block: "nearest" });
				return (find("flaws").querySelector("button") ?? find("refused")).focus();
			}
			const source = find(button.dataset.copies);
			try {
				await navigator.clipboard.writeText(source.value);
				say(button.dataset.copied);
			} catch {
				source.select();
				say("The browser keeps the clipboard to itself. The text is selected: copy it with Ctrl C.");
			}
		});
	}
}

/** The same words twice are said twice. */
function say(words) {
	find("said").textContent = "";
	requestAnimationFrame(() => {
		find("said").textContent = words;
	});
}
