// The vendors of one purpose.
import { field, input, make } from "/builder/dom.js";
import { slug } from "/builder/purposes.js";

const cookieLines = (cookies = []) =>
	cookies
		.map(({ name, duration, description }) => [name, duration, description].join(" | ").replace(/( \| )+$/, ""))
		.join("\n");

const readCookies = (text) =>
	linesOf(text).map((line) => {
		const [name, duration, ...description] = line.split("|").map((part) => part.trim());
		return { name, duration, description: description.join(" | ") };
	});

const linesOf = (text) =>
	text
		.split("\n")
		.map((line) => line.trim())
		.filter(Boolean);

/** `path` gives where a key of the purpose stands. */
export function vendorList(purpose, path, changed) {
	const list = make("ul", { class: "vendors" });
	const add = make("button", { type: "button", class: "go quiet" }, "Add a vendor");
	const vendors = () => (purpose.vendors ??= []);

	function row(vendor, isOpen) {
		const at = (key) => () => `${path("vendors")()}[${vendors().indexOf(vendor)}].${key}`;
		const said =
			(key, read = (value) => value) =>
			(value) => {
				vendor[key] = read(value);
				changed();
			};
		const text = (key, properties) => input(vendor[key], said(key), properties);
		const title = make("span", {}, vendor.name || vendor.id || "A vendor");
		const id = text("id", { autocapitalize: "none" });
		const name = input(vendor.name, (value) => {
			if (vendor.id === slug(vendor.name ?? "")) id.value = vendor.id = slug(value);
			said("name")(value);
			title.textContent = value || vendor.id || "A vendor";
		});
		const remove = make("button", { type: "button", class: "plain small" }, "Remove this vendor");
		remove.addEventListener("click", () => {
			vendors().splice(vendors().indexOf(vendor), 1);
			item.remove();
			add.focus();
			changed();
		});
		const item = make(
			"li",
			{},
			make(
				"details",
				{ open: isOpen },
				make("summary", {}, title),
				make(
					"div",
					{ class: "pair" },
					field("Name", name, { path: at("name") }),
					field("Id", id, { path: at("id") }),
					field("Company", text("provider"), { path: at("provider") }),
					field("Country", text("country", { placeholder: "IE", maxLength: 60 }), { path: at("country") }),
					field("Their policy", text("policyUrl", { inputMode: "url", placeholder: "https://" }), {
						path: at("policyUrl"),
						wide: true,
					}),
					field("Cookies", input(cookieLines(vendor.cookies), said("cookies", readCookies), { lines: 3 }), {
						path: at("cookies"),
						hint: "One a line: name | how long | what for. A * at a name's end makes a prefix.",
						wide: true,
					}),
					field("Storage", input(vendor.storage?.join("\n"), said("storage", linesOf), { lines: 2 }), {
						path: at("storage"),
						hint: "Names in localStorage, sessionStorage or IndexedDB, one a line.",
						wide: true,
					}),
				),
				remove,
			),
		);
		return item;
	}

	add.addEventListener("click", () => {
		const vendor = { id: "", name: "" };
		vendors().push(vendor);
		list.append(row(vendor, true));
		list.lastElementChild.querySelector("input").focus();
		changed();
	});
	list.append(...vendors().map((vendor) => row(vendor, false)));
	return make("div", { class: "of-vendors" }, make("h3", {}, "Vendors"), list, add);
}
