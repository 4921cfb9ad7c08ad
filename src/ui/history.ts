/** The visitor's own history: what they chose, what came before, and the proof of it to take along, to check, or to forget. */
import type { Snapshot } from "../../types/consent.ts";
import type { Parts } from "../../types/parts.ts";
import type { Evidence, Receipt } from "../../types/receipt.ts";
import type { Telling } from "../../types/stage.ts";
import { fillText } from "../policy/words.ts";
import css from "./css/history.css?inline";
import printed from "./css/print.css?inline";
import { element, fill } from "./dom.ts";
import { cardOf } from "./history-card.ts";
import { createCheck } from "./history-check.ts";
import { createPast, type Past } from "./history-past.ts";
import { attendPrint } from "./print.ts";
import { saveFile } from "./save-file.ts";
import { openSheet } from "./sheet.ts";

/** What is still being sealed or sent is looked for again after this, and then less and less often. */
const lookAgainMs = 300;
const longestMs = 10_000;

export const mount: Parts["history"]["mount"] = (stage, words, own, target, closed) => {
	const { consent, settings, language, report } = stage;
	const { receipt: texts, forget } = own;
	const { site, endpoint } = settings;
	const controller = site?.controller?.name ?? site?.name ?? location.host;
	let now: Snapshot | undefined;
	let found: Evidence | undefined;
	let past: Past | undefined;
	/** Which history stands. */
	let drawn = "";
	let isOver = false;
	let pauseMs = lookAgainMs;
	let timer: ReturnType<typeof setTimeout>;
	const telling: Telling = {
		language,
		settings,
		words,
		own,
		controller,
		settingsOf: ({ notice }) => found?.configs[notice.configHash!] ?? settings,
	};

	const button = (looks: string, label: string, click: (event: Event) => unknown, action: string) =>
		element("button", looks, { type: "button", "data-yoursay-action": action, click }, element("span", "", {}, label));

	/** Read out whenever it changes; with a way to try again where something failed. */
	const said = element("div", "said", { role: "status" });
	const again = element("div", "retry");
	function say(text: string, retry?: () => unknown) {
		said.replaceChildren(element("p", `note ${retry ? "" : "ok"}`, {}, text));
		again.replaceChildren(...(retry ? [button("quiet", words.policy.tryAgain, retry, "retry")] : []));
		said.scrollIntoView({ block: "nearest" });
	}
	async function attempt(work: () => unknown) {
		try {
			await work();
		} catch (cause) {
			report("desk-failed", "receipt", cause);
			say(`${texts.failedTitle}. ${texts.failedBody}`, () => attempt(work));
		}
	}
	const receipt = async (): Promise<Receipt> => {
		const part = await stage.load("receipt");
		return part.makeReceipt((found ??= await stage.kept!.evidence()));
	};
	const download = (ending: "json" | "txt") =>
		attempt(async () => {
			const made = await receipt();
			const nameOf = (end: string) =>
				`yoursay-receipt-${(site?.id ?? location.host).replace(/[^\w.-]/g, "-")}-${made.createdAt.slice(0, 10)}.${end}`;
			const file = nameOf(ending);
			if (ending === "json") saveFile(file, "application/json", JSON.stringify(made, null, "\t"));
			else saveFile(file, "text/plain", (await stage.load("told")).textOf(telling, made, nameOf("json")));
			say(fillText(texts.downloaded, { file }));
		});

	const withdraw = button(
		"quiet",
		texts.withdraw,
		async (event) => {
			await consent.withdraw({ event });
			say(texts.allOff);
			sheet.view.querySelector("h2")!.focus();
		},
		"withdraw",
	);
	const change = (looks: string, label: string) =>
		button(looks, label, () => consent.open("preferences"), "preferences");
	const choices = element(
		"div",
		"foot",
		{},
		change("quiet", texts.change),
		withdraw,
		button("choice", texts.download, () => download("json"), "download"),
	);
	const nothing = element("div", "foot", {}, change("choice", words.preferences.title));
	/** Stands in the place of the choices until it is answered. */
	const question = element(
		"section",
		"foot",
		{ "aria-labelledby": "forget", tabindex: -1 },
		element(
			"div",
			"wide",
			{},
			element("h3", "", { id: "forget" }, forget.title),
			element(
				"p",
				"body",
				{},
				forget.body,
				" ",
				endpoint && `${fillText(forget.copy, { controller })} ${forget.waits}`,
			),
		),
		button("choice", forget.keep, () => answer(choices), "back"),
		button("choice", forget.erase, erase, "erase"),
	);
	let foot: HTMLElement = choices;
	function put(next: HTMLElement) {
		if (next !== foot) foot.replaceWith((foot = next));
		// What asks, and what was asked, never stand together.
		if (foot === question) opener.remove();
		else last.append(opener);
	}
	function answer(next: HTMLElement) {
		put(next);
		(foot === question ? foot : opener).focus();
	}
	const opener = button("quiet", forget.open, () => answer(question), "erase");
	const last = element("div", "proof", {}, opener);
	async function erase() {
		await consent.erase();
		await look();
		const isLeft = found?.records.length || consent.snapshot().decidedAt;
		put(isLeft ? choices : nothing);
		say(isLeft ? forget.failed : forget.done, isLeft ? () => answer(question) : undefined);
		sheet.view.querySelector("h2")!.focus();
	}

	/** What is brought up to date, each in its place. */
	const card = element("div", "");
	const before = element("div", "");
	const kept = element("p", "small id");
	const proof = element(
		"section",
		"proof",
		{},
		kept,
		element("p", "body take", {}, texts.take),
		element(
			"div",
			"ways",
			{},
			button("quiet", texts.readable, () => download("txt"), "read"),
			button("quiet", texts.signed, () => download("json"), "verify"),
			!target && button("quiet", words.policy.print, () => print(), "print"),
		),
	);
	const all = [before, proof, createCheck(stage, telling, receipt), last];

	const where = ({ isDurable, waiting, refused }: Evidence) => {
		if (!isDurable) return texts.notHere;
		if (!endpoint) return texts.here;
		return waiting.length ? texts.waiting : refused.length ? texts.rejected : texts.delivered;
	};
	function draw() {
		const { decidedAt } = now!;
		const records = found?.records.sort((a, b) => a.sequence - b.sequence) ?? [];
		const latest = records.findLast(({ occurredAt }) => occurredAt === decidedAt);
		const isEmpty = !decidedAt && !records.length;
		const isUnsealed = !!decidedAt && !latest;
		sheet.view.querySelector("h2")!.textContent = isEmpty && found ? texts.emptyTitle : texts.title;
		sheet.view.querySelector(".head p")!.textContent = isEmpty && found ? texts.emptyBody : texts.intro;
		card.replaceChildren(...(decidedAt ? [cardOf(stage, telling, now!, latest)] : []));
		for (const each of all) each.hidden = isEmpty;
		withdraw.hidden = !settings.purposes.some(
			({ id, required, vendors }) =>
				!required && [undefined, ...vendors].some((vendor) => consent.allows(id, vendor?.id)),
		);
		if (foot !== question || isEmpty) put(isEmpty ? nothing : choices);
		const mark = `${records.length} ${latest?.id}`;
		if (mark !== drawn) {
			drawn = mark;
			past?.dispose();
			past = records.length > (latest ? 1 : 0) ? createPast(telling, records, latest) : undefined;
			before.replaceChildren(...(past ? [past.view] : []));
		}
		if (!found) return false;
		const id = element("bdi", "", {}, element("code", "", {}, found.id));
		kept.replaceChildren(
			...(fill(texts.id, { id: [id] }) as Node[]),
			" ",
			fillText(isUnsealed ? texts.unsealed : where(found), { controller }),
		);
		return isUnsealed || (!!endpoint && found.waiting.length > 0);
	}
	async function look() {
		clearTimeout(timer);
		try {
			found = await stage.kept!.evidence();
		} catch (cause) {
			report("desk-failed", "receipt", cause);
			say(`${texts.failedTitle}. ${texts.failedBody}`, look);
		}
		if (!isOver && draw()) timer = setTimeout(look, (pauseMs = Math.min(pauseMs * 2, longestMs)));
	}

	const sheet = openSheet(stage, words, {
		name: "receipt",
		title: texts.title,
		about: [texts.intro],
		main: [
			element("p", "body paper", {}, fillText(own.reading.title, { site: controller })),
			said,
			again,
			card,
			...all,
		],
		foot,
		css: css + printed,
		target,
		closed() {
			isOver = true;
			clearTimeout(timer);
			past?.dispose();
			stop();
			unprint();
			closed?.();
		},
	});
	const unprint = attendPrint(!target, (isBefore) => isBefore && past?.finish());
	// Called at once, and after each change; its record is sealed a moment later.
	const stop = consent.subscribe((next) => {
		now = next;
		pauseMs = lookAgainMs;
		draw();
		look();
	});
	return sheet;
};
