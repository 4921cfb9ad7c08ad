// The list of purposes: the usual ones to switch on and off, and the owner's own.
import { involvedBy, purposesOf, purposesPath } from "/builder/config.js";
import { field, input, make, tick } from "/builder/dom.js";
import { vendorList } from "/builder/vendors.js";
import { usual } from "/builder/widget.js";

const order = Object.keys(usual);
const involving = {
	sale: "Sale of data",
	sharing: "Sharing it for advertising elsewhere",
	"targeted-ads": "Targeted advertising",
	profiling: "Profiling with lasting effects",
	sensitive: "Sensitive data",
};

const count = (vendors) => (vendors?.length ? `${vendors.length}` : "");

export const slug = (text) =>
	text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "")
		.slice(0, 64);

/** Shows the purposes of a state in `list`; `changed` hears of every change. Returns what shows them anew. */
export function showPurposes(list, add, state, changed) {
	const purposes = () => purposesOf(state());
	/** Of purposes that were switched off, all that was said. */
	const off = new Map();
	const opened = new WeakSet();

	const redraw = () => {
		const own = purposes().filter(({ id }) => !order.includes(id));
		list.replaceChildren(...order.map(usualRow), ...own.map(ownRow));
	};

	function usualRow(id) {
		const purpose = purposes().find((each) => each.id === id);
		const { title, body } = usual[id];
		const toggle = (isOn) => {
			const all = purposes();
			if (isOn) {
				const after = order.slice(order.indexOf(id) + 1);
				const at = all.findIndex((each) => after.includes(each.id) || !order.includes(each.id));
				all.splice(at < 0 ? all.length : at, 0, off.get(id) ?? { id });
			} else off.set(id, ...all.splice(all.indexOf(purpose), 1));
			const next = usualRow(id);
			row.replaceWith(next);
			next.querySelector("input")?.focus();
			changed();
		};
		const name = make("strong", {}, title);
		const head =
			id === "necessary"
				? make("p", { class: "always" }, name, make("span", { class: "dim small" }, "Always on"))
				: tick(name, Boolean(purpose), toggle);
		const isShown = purpose || id === "necessary";
		const row = make(
			"li",
			{ class: "purpose" },
			head,
			make("p", { class: "dim small" }, body),
			isShown && purpose ? details(purpose) : undefined,
		);
		return row;
	}

	function ownRow(purpose) {
		const name = make("strong", {}, purpose.title || purpose.id || "A purpose of your own");
		const remove = make("button", { type: "button", class: "plain small" }, "Remove");
		remove.setAttribute("aria-label", `Remove ${name.textContent}`);
		remove.addEventListener("click", () => {
			purposes().splice(purposes().indexOf(purpose), 1);
			redraw();
			add.focus();
			changed();
		});
		const row = make("li", { class: "purpose" }, make("p", { class: "always" }, name, remove), details(purpose, name));
		return row;
	}

	function details(purpose, name) {
		const isUsual = order.includes(purpose.id) && !name;
		const path = (key) => () => `${purposesPath(state())}[${purposes().indexOf(purpose)}]${key && `.${key}`}`;
		const said = (key) => (value) => {
			purpose[key] = value;
			changed();
		};
		const id = input(purpose.id, said("id"), { autocapitalize: "none" });
		const title = input(
			purpose.title,
			(value) => {
				if (name && purpose.id === slug(purpose.title ?? "")) id.value = purpose.id = slug(value);
				said("title")(value);
				if (name) name.textContent = value || purpose.id || "A purpose of your own";
			},
			{ placeholder: usual[purpose.id]?.title ?? "", spellcheck: true },
		);
		const description = input(purpose.description, said("description"), {
			lines: 3,
			placeholder: usual[purpose.id]?.body ?? "",
			spellcheck: true,
		});
		const element = make(
			"details",
			{ open: opened.has(purpose) },
			make(
				"summary",
				{},
				make("span", {}, "Words and vendors"),
				make("span", { class: "dim" }, count(purpose.vendors)),
			),
			make(
				"div",
				{ class: "pair" },
				field("Title", title, { path: path("title"), wide: isUsual }),
				isUsual ? undefined : field("Id", id, { path: path("id") }),
				field("Description", description, { path: path("description"), wide: true }),
				purpose.id === "necessary" ? undefined : choices(purpose, path),
			),
			vendorList(purpose, path, changed),
		);
		element.addEventListener("toggle", () => opened[element.open ? "add" : "delete"](purpose));
		return element;
	}

	function choices(purpose, path) {
		const involved = () => purpose.involves ?? involvedBy(purpose.id);
		const ticks = Object.entries(involving).map(([key, label]) =>
			tick(label, involved().includes(key), (isOn) => {
				purpose.involves = Object.keys(involving).filter((each) => (each === key ? isOn : involved().includes(each)));
				changed();
			}),
		);
		const exempt = make(
			"select",
			{},
			new Option("Nothing", ""),
			new Option("Statistics for myself alone", "statistics"),
			new Option("Looks that the visitor prefers", "appearance"),
		);
		exempt.value = purpose.exempt ?? "";
		exempt.addEventListener("change", () => {
			if (exempt.value) purpose.exempt = exempt.value;
			else delete purpose.exempt;
			changed();
		});
		return [
			make(
				"fieldset",
				{ class: "field wide-field" },
				make("legend", {}, "It involves"),
				make("div", { class: "ticks" }, ticks),
			),
			field("Claims to need no consent, as", exempt, {
				path: path("exempt"),
				wide: true,
				hint: "Takes effect only where the region's rule lists it, and the purpose involves nothing of the above.",
			}),
		];
	}

	add.addEventListener("click", () => {
		const purpose = { id: "", title: "" };
		purposes().push(purpose);
		opened.add(purpose);
		redraw();
		list.lastElementChild.querySelector("input").focus();
		changed();
	});
	return redraw;
}
