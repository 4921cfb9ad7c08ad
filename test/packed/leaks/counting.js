/** Runs before everything else in a page: counts what is begun there and not ended. `window.counted()` tells. */
const outstanding = {};
const countOf = (kind, name) => {
	outstanding[kind] ??= {};
	outstanding[kind][name] ??= new Set();
	return outstanding[kind][name];
};

const { addEventListener, removeEventListener } = EventTarget.prototype;
const ids = new WeakMap();
let latest = 0;
const idOf = (thing) => ids.get(thing) ?? ids.set(thing, ++latest).get(thing);
const isCapture = (options) => (typeof options === "boolean" ? options : !!options?.capture);
const keyOf = (listener, options) => `${idOf(listener)} ${isCapture(options)}`;
/** Only of what outlives an element. */
const nameOf = (target) =>
	target === window || target === undefined
		? "window"
		: target === document
			? "document"
			: target instanceof MediaQueryList
				? target.media
				: target instanceof VisualViewport
					? "viewport"
					: undefined;

EventTarget.prototype.addEventListener = function (type, listener, options) {
	const name = nameOf(this);
	if (name && listener && !options?.signal?.aborted) {
		const count = countOf("listeners", `${name} ${type}`);
		const key = name.includes("(") ? `${idOf(this)} ${keyOf(listener, options)}` : keyOf(listener, options);
		count.add(key);
		const forget = () => count.delete(key);
		options?.signal && addEventListener.call(options.signal, "abort", forget);
		options?.once && addEventListener.call(this ?? window, type, forget, options);
	}
	return addEventListener.call(this ?? window, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
	const name = nameOf(this);
	if (name && listener)
		countOf("listeners", `${name} ${type}`).delete(
			name.includes("(") ? `${idOf(this)} ${keyOf(listener, options)}` : keyOf(listener, options),
		);
	return removeEventListener.call(this ?? window, type, listener, options);
};

for (const name of ["MutationObserver", "IntersectionObserver", "ResizeObserver"]) {
	const { observe, disconnect } = window[name].prototype;
	window[name].prototype.observe = function (...given) {
		countOf("observers", name).add(this);
		return observe.apply(this, given);
	};
	window[name].prototype.disconnect = function () {
		countOf("observers", name).delete(this);
		return disconnect.call(this);
	};
}

for (const [start, stop] of [
	["setTimeout", "clearTimeout"],
	["setInterval", "clearInterval"],
]) {
	const [begin, end] = [window[start], window[stop]];
	window[start] = (work, ms, ...given) => {
		const id = begin(
			(...all) => {
				if (start === "setTimeout") countOf("timers", start).delete(id);
				return work(...all);
			},
			ms,
			...given,
		);
		countOf("timers", start).add(id);
		return id;
	};
	window[stop] = (id) => {
		countOf("timers", start).delete(id);
		return end(id);
	};
}

window.BroadcastChannel = class extends BroadcastChannel {
	constructor(name) {
		super(name);
		countOf("channels", name).add(this);
	}
	close() {
		countOf("channels", this.name).delete(this);
		super.close();
	}
};

window.counted = () => {
	const counts = { nodes: document.querySelectorAll("*").length, sheets: document.adoptedStyleSheets.length };
	for (const [kind, names] of Object.entries(outstanding))
		for (const [name, { size }] of Object.entries(names)) if (size) counts[`${kind}: ${name}`] = size;
	return counts;
};
