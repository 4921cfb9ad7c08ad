// Stands in for Google's tag: lists each call of the dataLayer, those made before it came first, and sends nothing.
const list = document.querySelector("#heard");
const states = { granted: "yes", denied: "no" };

function make(name, text, className = "") {
	const element = document.createElement(name);
	element.textContent = text;
	element.className = className;
	return element;
}

/** What one argument says: its entries one by one where it is an object, else its text. */
function say(value) {
	if (value instanceof Date) return [make("span", value.toLocaleTimeString("en"))];
	if (Object(value) !== value) return [make("span", String(value))];
	return Object.entries(value).map(([key, each]) => make("span", `${key}: ${each}`, states[each]));
}

/** Commands come as the `arguments` of gtag(); anything else is an event of a tag manager. */
function hear(call) {
	const isCommand = Object.prototype.toString.call(call) === "[object Arguments]";
	const [command, ...rest] = isCommand ? call : ["event", call];
	const name = typeof rest[0] === "string" ? `${command} ${rest.shift()}` : command;
	const line = document.createElement("li");
	const details = make("div", "");
	details.append(...rest.flatMap(say));
	line.append(make("code", name), details);
	list.append(line);
}

window.dataLayer ||= [];
for (const call of window.dataLayer) hear(call);
const { push } = window.dataLayer;
window.dataLayer.push = (...calls) => {
	calls.forEach(hear);
	return push.apply(window.dataLayer, calls);
};
