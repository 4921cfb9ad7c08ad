// The previews: two frames with a neutral page and the real widget, each a browser window made smaller.
import { brief } from "/builder/config.js";
import { cssOf } from "/builder/result.js";
import { checkedMark, scriptStyles } from "/builder/widget.js";

const page = "/builder/preview.html";
const sample = "/builder/policy.json";
/** Policy documents that this server has. */
const here = /^\/(?:isokron|kratys|a21e)\/[\w-]+\.json$/;
/** So long after a view stood it may still take the focus. */
const settleMs = 800;

const documentOf = (policy) =>
	typeof policy === "string"
		? /\.json(?:[?#]|$)/.test(policy)
			? policy
			: undefined
		: (policy?.document ?? policy?.version);

export const hasSummary = ({ policy }) => Boolean(documentOf(policy));
export const isSampleShown = ({ policy }) => {
	const document = documentOf(policy);
	return typeof document === "string" && !here.test(document);
};

/** The configuration as a preview has it: under a name of its own, sending nothing, asking nobody outside. */
function previewed(config, name) {
	const { endpoint: _, site, policy, ...rest } = config;
	const isElsewhere = isSampleShown(config);
	const shown = !isElsewhere ? policy : typeof policy === "string" ? sample : { ...policy, document: sample };
	return {
		...rest,
		site: { name: "www.example.com", ...site, id: name },
		...(policy && { policy: shown }),
	};
}

/** `onStands` hears whether the first layer came, once a frame is up. */
export function createFrames(frames, onStands) {
	let shown;
	/** Counts what was shown, so that nothing of an earlier page is taken for the present one's. */
	let turn = 0;

	/** Shows a valid state in a view; does nothing where that is what is there, unless it is asked for. */
	function show(state, view, isAsked) {
		const config = brief(state);
		const { look } = state;
		const language = config.languages?.default;
		const wanted = JSON.stringify([previewed(config, ""), look, view]);
		if (wanted === shown && !isAsked) return;
		shown = wanted;
		turn++;
		for (const frame of frames) {
			const own = previewed(config, `builder-${frame.dataset.device}`);
			frame.contentWindow.name = JSON.stringify({
				config: own,
				css: cssOf(state).text,
				language: language ?? "en",
				direction: language && scriptStyles(language).includes("rtl") ? "rtl" : "ltr",
				theme: config.theme,
				mark: checkedMark(own),
				view,
				turn,
			});
			frame.inert = true;
			frame.contentWindow.location.replace(page);
		}
	}

	addEventListener("message", ({ origin, source, data }) => {
		const frame = frames.find(({ contentWindow }) => contentWindow === source);
		if (origin !== location.origin || !frame || data?.turn !== turn) return;
		setTimeout(() => {
			if (data.turn === turn) frame.inert = false;
		}, settleMs);
		onStands(data.isAsked);
	});

	// Browsers let scripts of an inert frame take the focus all the same; whoever is typing gets it back at once.
	let held;
	document.addEventListener("focusin", ({ target }) => {
		if (!frames.includes(target)) held = target;
	});
	for (const frame of frames)
		frame.addEventListener("taken", () => {
			if (frame.inert) held ? held.focus({ preventScroll: true }) : frame.blur();
		});

	const scale = new ResizeObserver((entries) => {
		for (const { target, contentRect } of entries) {
			const [frame] = target.children;
			target.style.setProperty("--scale", contentRect.width / frame.dataset.width);
		}
	});
	for (const frame of frames) scale.observe(frame.parentElement);

	return show;
}
