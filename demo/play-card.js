// The start page's card that makes a visitor up, and hands them to the sites by the addresses of its links. The address
// of the page itself holds all there is of them.
import { firstDate, lastDate, readLanguages, readPlayed, writePlayed } from "/play.js";
import { nameOf, parts, usual } from "/play-regions.js";

const form = document.getElementById("play");
const { region, known, languages, signal, day, date, site } = form.elements;
const find = (id) => document.getElementById(id);
const links = [...document.querySelectorAll("a[data-plays]")];
const signals = { gpc: "Global Privacy Control", dnt: "Do Not Track" };
const calendar = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function fillRegions() {
	for (const [label, regions] of Object.entries(parts)) {
		const group = document.createElement("optgroup");
		group.label = label;
		group.append(...regions.map(([code]) => new Option(nameOf(code), code)));
		region.append(group);
	}
	languages.placeholder = navigator.languages.join(", ");
	date.min = firstDate;
	date.max = lastDate;
}

/** Sets the form to a visitor of an address; whoever wrote it may know regions that the list does not have. */
function show(played) {
	form.reset();
	if (!played) return;
	if (played.region && ![...region.options].some(({ value }) => value === played.region)) {
		region.append(new Option(nameOf(played.region), played.region));
	}
	region.value = played.region ?? "";
	known.value = played.known ?? "server";
	languages.value = played.languages?.join(", ") ?? "";
	signal.value = played.signal ?? "none";
	day.value = played.date ? "other" : "today";
	date.value = played.date ?? "";
	site.value = played.site ?? "";
}

/** What stands in a field as a flaw, in words; empty where it is fine. */
const flaws = {
	languages: () =>
		!languages.value.trim() || readLanguages(languages.value)
			? ""
			: "Give language codes with commas between, such as de-DE, en.",
	date: () =>
		day.value === "today" || (date.value && date.validity.valid)
			? ""
			: `Give a day from ${firstDate.slice(0, 4)} to ${lastDate.slice(0, 4)}.`,
};

function checked() {
	const found = Object.entries(flaws).map(([name, flaw]) => {
		const text = flaw();
		find(`${name}-flaw`).textContent = text;
		form.elements[name].setAttribute("aria-invalid", Boolean(text));
		return text;
	});
	return !found.some(Boolean);
}

/** The visitor that the form describes, or null where that is nobody but oneself. */
function made(zone) {
	const played = {
		...(region.value && { region: region.value, ...(isGuessed() && { known: "guess" }), ...(zone && { zone }) }),
		...(languages.value.trim() && { languages: readLanguages(languages.value) }),
		...(day.value === "other" && { date: date.value }),
		...(site.value && { site: site.value }),
	};
	if (Object.keys(played).length || signal.value !== "none") played.signal = signal.value;
	return Object.keys(played).length ? played : null;
}

const isGuessed = () => region.value !== "unknown" && known.value === "guess";

function sentence(played) {
	if (!played) return "You visit as yourself.";
	const where = !played.region
		? "Yourself"
		: played.region === "unknown" || played.known !== "guess"
			? nameOf(played.region)
			: `${nameOf(played.region)}, to be guessed`;
	const rest = [
		played.languages?.join(", "),
		signals[played.signal],
		played.date && calendar.format(new Date(played.date)),
		played.site && `the site ${site.selectedOptions[0].textContent.toLowerCase()}`,
	].filter(Boolean);
	return `Playing: ${[where, ...rest].join(" · ")}`;
}

let zone;

function play() {
	find("known-field").disabled = !region.value || region.value === "unknown";
	find("zone").textContent = zone ? `Their clock is in ${zone.replaceAll("_", " ")}.` : "Their clock is your own.";
	find("date-field").hidden = day.value === "today";
	if (!checked()) return;
	const played = made(zone);
	const query = writePlayed(played);
	for (const link of links) link.search = query;
	if (location.search !== query) history.replaceState(null, "", `/${query}${location.hash}`);
	const text = sentence(played);
	if (find("played").textContent !== text) find("played").textContent = text;
	find("played").classList.toggle("somebody", Boolean(played));
	find("myself").hidden = !played;
}

region.addEventListener("change", () => {
	const found = usual(region.value);
	zone = found?.zone;
	languages.value = found?.languages ?? "";
});
form.addEventListener("input", play);
form.addEventListener("change", play);
form.addEventListener("submit", (event) => event.preventDefault());
find("myself").addEventListener("click", () => {
	zone = undefined;
	show(null);
	play();
	region.focus();
});

fillRegions();
// The server answers no address that asks for somebody impossible.
const asked = readPlayed(location.search);
zone = asked?.zone;
show(asked);
play();
