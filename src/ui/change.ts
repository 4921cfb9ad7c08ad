/** The quiet notice of a policy that changes: it asks nothing, decides nothing and keeps nobody from the page. */

import type { Parts } from "../../types/parts.ts";
import type { Policy, PolicyNews } from "../../types/policy.ts";
import type { Layer, Stage } from "../../types/stage.ts";
import type { Words } from "../../types/words-panel.ts";
import { attempt } from "../core/errors.ts";
import { contentAt } from "../policy/content.ts";
import { readPolicy } from "../policy/document.ts";
import { newsOf } from "../policy/news.ts";
import { fillText, plural } from "../policy/words.ts";
import { offersOf } from "../rights/offers.ts";
import { changeList, listCss } from "./change-list.ts";
import css from "./css/change.css?inline";
import { button, type Child, element } from "./dom.ts";
import { icon } from "./icon.ts";

/** Rows at most; the policy's own view has them all. */
const most = 3;

/** What both places say of the news: its title, until when it can be objected to, and the link that objects. */
function wordsOf(stage: Stage, { change: texts }: Words, policy: Policy, news: PolicyNews) {
	const dateOf = (date: string) =>
		new Date(date).toLocaleDateString(stage.language, { dateStyle: "long", timeZone: "UTC" });
	const { consent, law, settings } = stage;
	const now = Date.now();
	const content = contentAt(policy, now);
	const offers = () => offersOf({ content, purposes: settings.purposes, region: law.place?.region ?? null, now });
	// Where the policy gives these days to some people only, the others are not told to object.
	const canObject = news.objectTo[0] && offers().rights.some(({ kind }) => kind === "object-recipient");
	return {
		title: fillText(texts[news.isPast ? "titlePast" : "title"], { date: dateOf(news.version.effectiveDate) }),
		until: canObject && element("p", "small", {}, fillText(texts.objectUntil, { date: dateOf(news.objectUntil!) })),
		object: (done?: () => void) =>
			canObject &&
			button(
				"quiet",
				texts.object,
				() => {
					done?.();
					stage.rightsStart = { kind: "object-recipient", recipients: news.objectTo };
					consent.open("rights");
				},
				"object",
			),
	};
}

export const announce: Parts["change"]["announce"] = (stage, words, policy, target) => {
	const news = newsOf(policy, Date.now());
	if (!news) return;
	const { title, until, object } = wordsOf(stage, words, policy, news);
	const { changes, version } = news;
	stage.dress!(target, listCss);
	return element(
		"div",
		"note ahead",
		{},
		element("h3", "", {}, title),
		version.summary && element("p", "body", {}, version.summary),
		changes[0] && changeList(words, changes),
		until,
		object(),
	);
};

export const tell: Parts["change"]["tell"] = async (stage, words) => {
	const { consent, language, report, settings } = stage;
	const { change: texts } = words;
	const policy = await readPolicy(settings.policy, report, words.policy.notPublished);
	const now = Date.now();
	const news = policy && newsOf(policy, now);
	const key = `${settings.key}-told`;
	// Whoever is asked meanwhile hears of it on a later page.
	if (
		!news ||
		attempt(() => localStorage.getItem(key)?.startsWith(news.mark)) ||
		stage.ask ||
		!consent.snapshot().decided
	)
		return;

	const { changes, version } = news;
	const { title, until, object } = wordsOf(stage, words, policy, news);
	const remember = () => attempt(() => localStorage.setItem(key, news.mark));
	const close = () => {
		remember();
		layer.dispose();
	};
	const follow = () => {
		close();
		consent.open("policy");
	};
	const press = (action: string, looks: string, click: () => void, label: Child, name?: string) =>
		element("button", looks, { type: "button", "data-yoursay-action": action, "aria-label": name, click }, label);
	const view = element(
		"section",
		`news ${settings.position ?? ""}`,
		{
			"aria-labelledby": "change",
			"data-yoursay-view": "change",
			keydown: ({ key }: KeyboardEvent) => key === "Escape" && close(),
		},
		element("h2", "title", { id: "change" }, title),
		press("close", "icon", close, icon("close"), words.common.close),
		element(
			"div",
			"says",
			{},
			element("p", "body", {}, texts.nothingToDo),
			version.summary && element("p", "body", {}, version.summary),
			changes[0] && changeList(words, changes.slice(0, most)),
			changes[most] && element("p", "small", {}, plural(language, texts.more, changes.length - most)),
			until,
		),
		element("div", "acts", {}, object(close), press("policy", "quiet", follow, element("span", "", {}, texts.all))),
	);
	const layer: Layer = { view, asked: [], dispose() {} };
	/** Closed in another tab, it is read. */
	const heard = (event: StorageEvent) => {
		if (event.key === key && event.newValue === news.mark && view.isConnected) layer.dispose();
	};
	addEventListener("storage", heard);
	stage.onDispose(() => removeEventListener("storage", heard));
	stage.dress!(undefined, listCss, css).append(view);
	// A part that scrolls is reached by the keyboard as well.
	const scrolling = view.querySelector<HTMLElement>(".says")!;
	if (scrolling.scrollHeight > scrolling.clientHeight) scrolling.tabIndex = 0;
	(await stage.desk()).attend(layer);
	return layer;
};
