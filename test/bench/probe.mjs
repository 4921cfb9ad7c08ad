/**
 * Runs inside the page before anything else in it: one self-contained function. Makes `window.bench`.
 * @param {string | undefined} layer What to wait for on the first visit.
 */
export function probe(layer) {
	if (window.bench || !location.pathname.startsWith("/page/") || window !== top) return;
	const marks = {};
	const shifts = [];
	const longTasks = [];
	const paints = [];
	const clicks = [];

	const observe = (type, take) =>
		new PerformanceObserver((list) => list.getEntries().map(take)).observe({ type, buffered: true });
	observe("longtask", ({ duration }) => longTasks.push(duration));
	observe("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || shifts.push(value));
	observe("largest-contentful-paint", ({ startTime, element }) => paints.push({ startTime, tag: element?.localName }));
	addEventListener("click", ({ timeStamp }) => clicks.push(timeStamp), { capture: true });

	/** The element behind `host >>> inner`. */
	function find(selector) {
		let root = document;
		let element = null;
		for (const part of selector.split(">>>")) {
			element = root?.querySelector(part.trim()) ?? null;
			root = element?.shadowRoot;
		}
		return element;
	}

	const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;

	/** How much of an element can be seen, from 0 to 1 (its share inside the viewport times its opacity), and where. */
	function seen(element) {
		if (!element?.isConnected || getComputedStyle(element).visibility !== "visible") return { share: 0 };
		const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
		const inside = [Math.min(right, innerWidth) - Math.max(left, 0), Math.min(bottom, innerHeight) - Math.max(top, 0)];
		if (Math.min(width, height, ...inside) < 1) return { share: 0 };
		let opacity = 1;
		for (let node = element; node; node = parentOf(node)) opacity *= +getComputedStyle(node).opacity;
		const most = Math.min(width, innerWidth) * Math.min(height, innerHeight);
		return {
			share: (opacity * inside[0] * inside[1]) / most,
			place: [left, top, width, height].map(Math.round).join(),
		};
	}

	/**
	 * Looks at an element after each frame: in a task posted from the frame's callback, so after its style, layout and
	 * paint, forcing none. `first`: 5 % of it could be seen; `full`: all of it, and it no longer moves.
	 */
	function watch(name, selector) {
		const mark = (marks[name] = {});
		const { port1, port2 } = new MessageChannel();
		const next = () => requestAnimationFrame(() => port2.postMessage(0));
		let last = {};
		port1.onmessage = () => {
			const at = performance.now();
			const { share, place } = seen(find(selector));
			if (share >= 0.05) mark.first ??= at;
			if (share >= 0.99 && last.place === place) mark.full = last.at;
			else {
				last = share >= 0.99 ? { place, at } : {};
				next();
			}
		};
		next();
	}

	/** What a click at this point would reach, through open shadow roots. */
	function hit(x, y) {
		let element = document.elementFromPoint(x, y);
		for (let inner = element; inner; inner = element.shadowRoot?.elementFromPoint(x, y)) {
			if (inner !== element) element = inner;
			else if (!element.shadowRoot || element.shadowRoot.elementFromPoint(x, y) === element) break;
		}
		return element;
	}

	/** The middle of an element, scrolled into sight, also from under what covers it. */
	function middleOf(selector) {
		const element = find(selector);
		if (!element) return undefined;
		const middle = () => {
			const { left, top, width, height } = element.getBoundingClientRect();
			return { x: left + width / 2, y: top + height / 2, width };
		};
		element.scrollIntoView({ block: "nearest", behavior: "instant" });
		const { x, y } = middle();
		const above = hit(x, y);
		const isFree =
			above && (element.contains(above) || above.contains(element) || above.getRootNode().host === element);
		if (!isFree) element.scrollIntoView({ block: "center", behavior: "instant" });
		return middle();
	}

	const ranAt = (name) => performance.getEntriesByName(`held:${name}`)[0]?.startTime;
	const visit = () => ({
		layerAt: marks.layer?.first,
		layerFullAt: marks.layer?.full,
		firstPaintAt: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
		largestPaintAt: paints.at(-1)?.startTime,
		layoutShift: shifts.reduce((sum, each) => sum + each, 0),
		longTasks: longTasks.length,
		blockingMs: longTasks.reduce((sum, each) => sum + Math.max(0, each - 50), 0),
	});
	window.bench = { marks, clicks, find, seen, watch, middleOf, ranAt, visit };
	if (layer) watch("layer", layer);
}
