/**
 * IAB TCF 2: follows what another consent tool of the page, one that is registered with IAB Europe, was told. yoursay reads
 * its `__tcfapi` and is no such tool itself: it makes no TC string and answers no call.
 */
import type { TcfOptions } from "../../types/config.ts";
import type { Tell } from "../../types/parts.ts";
import type { Stage } from "../../types/stage.ts";
import { attempt } from "../core/errors.ts";
import { keep, recall } from "../core/storage.ts";

/** What is read of TCData. */
interface Answer {
	tcString?: string;
	gdprApplies?: boolean;
	eventStatus?: "tcloaded" | "cmpuishown" | "useractioncomplete";
	listenerId?: number;
	purpose?: { consents?: Record<number, boolean | undefined> };
	vendor?: { consents?: Record<number, boolean | undefined> };
}

type Api = (
	command: string,
	version: 2,
	callback: (given: Answer | null, success: boolean) => void,
	id?: number,
) => void;

const standard: Record<string, number[] | undefined> = {
	functional: [1],
	analytics: [1, 8, 9],
	marketing: [1, 2, 3, 4, 7],
};

/** From the page's being parsed; a tool whose file never comes asks nobody. One that shows its question has all the time. */
const patienceMs = 5000;

export const tell: Tell<TcfOptions> = (told, options) => {
	const { purposes = {}, vendors = {} } = options as TcfOptions;
	const { consent, law, settings } = told;
	const memory = `${settings.key}-tcf`;
	const api = () => (window as { __tcfapi?: Api }).__tcfapi;
	let isOver = false;
	let isHere = false;
	let listener: number | undefined;
	/** Called once it is certain whether the other tool answers: nobody is asked twice. */
	let settle: (isAnswered: boolean) => void;
	const settled = new Promise<boolean>((resolve) => {
		settle = resolve;
	});
	told.ask ??= settled
		.then(async (isAnswered) => {
			await consent.ready;
			return isAnswered || isOver || !law.settings ? undefined : (await told.load("ask")).mount(told as Stage);
		})
		.catch(() => undefined); // reported by load
	// Where a choice is forgotten, it is still the other tool that asks.
	const undo = consent.subscribe(({ decided }) => {
		if (isHere && !decided) told.ask ??= Promise.resolve(undefined);
	});

	/** Makes what the other tool was told the choice here, once; what was refused here since is not granted by it again. */
	async function adopt({ tcString = "", purpose, vendor }: Answer) {
		await consent.ready;
		if (!law.settings) return;
		const before = consent.snapshot();
		const isKnown = tcString === recall(memory);
		if (isOver || (isKnown && before.decided)) return;
		const chosen: Record<string, boolean> = {};
		const chosenVendors: Record<string, boolean> = {};
		for (const { id, required, vendors: own } of settings.purposes) {
			if (required || (isKnown && before.purposes[id] !== "not-asked")) continue;
			const needed = purposes[id] ?? standard[id] ?? [];
			chosen[id] = needed.length > 0 && needed.every((each) => purpose?.consents?.[each] === true);
			for (const { id: name } of own) {
				const listed = vendors[name];
				if (listed) chosenVendors[name] = chosen[id] && vendor?.consents?.[listed] === true;
				// A vendor's own yes would outlive the no to its purpose.
				else if (!chosen[id] && consent.allows(id, name)) chosenVendors[name] = false;
			}
		}
		const { decidedAt } = await consent.decide({ purposes: chosen, vendors: chosenVendors });
		if (decidedAt !== before.decidedAt) keep(memory, tcString); // else it could not be done, and is tried again
	}

	const listen = (ask: Api) => {
		const timer = setTimeout(() => settle(false), patienceMs);
		ask("addEventListener", 2, (answer, success) => {
			if (!success || !answer) return settle(false);
			listener = answer.listenerId;
			if (isOver) return stop();
			clearTimeout(timer);
			if (answer.gdprApplies === false) return settle(false);
			isHere = true;
			if (answer.eventStatus !== "tcloaded" && answer.eventStatus !== "useractioncomplete") return;
			settle(true);
			adopt(answer);
		});
	};
	// The tool itself may stand by now where its stub stood.
	const stop = () => attempt(() => listener !== undefined && api()?.("removeEventListener", 2, () => {}, listener));

	const look = () => {
		if (isOver) return;
		try {
			const ask = api();
			if (typeof ask === "function") listen(ask);
			else settle(false);
		} catch (cause) {
			settle(false);
			told.report("integration-failed", "tcf", cause);
		}
	};
	if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look);
	else look();

	return () => {
		isOver = true;
		undo();
		stop();
		settle(false);
	};
};
