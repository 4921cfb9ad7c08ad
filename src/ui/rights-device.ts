/** Rights that the device itself can grant: one press, and it is so. */
import type { RequestKind } from "../../types/request.ts";
import { attempt } from "../core/errors.ts";
import { button, element } from "./dom.ts";
import type { Form } from "./rights-form.ts";
import { requestOf } from "./rights-request.ts";

/** What of the site's purposes a right is about. */
const about: Partial<Record<RequestKind, RegExp>> = {
	"opt-out-sale": /sale|sharing|ads/,
	"limit-sensitive": /sensitive/,
};

/** Ids of the purposes that a right turns off here. */
function purposesOf({ stage: { consent, settings } }: Form, kind: RequestKind): string[] {
	const wanted = about[kind];
	const { purposes, vendors } = consent.snapshot();
	return settings.purposes
		.filter(
			({ id, required, involves, vendors: own }) =>
				!required &&
				(wanted
					? wanted.test(`${involves}`)
					: purposes[id] === "granted" || own.some((vendor) => vendors[vendor.id] === "granted")),
		)
		.map(({ id }) => id);
}

/** Whether a right has something to turn off on this device. */
export const actsHere = (form: Form, kind: RequestKind): boolean =>
	(!!about[kind] || kind === "withdraw-consent") && purposesOf(form, kind).length > 0;

/** What to show on the page that a withdrawal loads again: the request's id. */
export const afterwards = (key: string) => `${key}-rights`;

/** Forms in which a press is being followed: another one asks for nothing more. */
const busy = new WeakSet<Form>();

/** Turns it off, and tells the controller of an opt-out: for what others have already, the device is not enough. */
export async function actHere(form: Form, kind: RequestKind, event: Event): Promise<void> {
	if (busy.has(form)) return;
	busy.add(form);
	try {
		// Where the page is loaded again, nothing follows here.
		if (await turnOff(form, kind, event)) busy.delete(form);
	} catch (cause) {
		busy.delete(form);
		form.stage.report("desk-failed", "rights", cause);
	}
}

/** False where the page is about to be loaded again. */
async function turnOff(form: Form, kind: RequestKind, event: Event): Promise<boolean> {
	const { answers, stage, texts, words } = form;
	const { consent, report, settings } = stage;
	const settled = (text: string) => {
		form.show({
			title: words.status.saved,
			about: [text],
			main: [],
			foot: element("div", "foot ends", {}, button("choice", texts.sent.done, form.close, "close")),
		});
		return true;
	};
	if (kind === "withdraw-consent") {
		await consent.withdraw({ event });
		return settled(texts.rights.withdrawn);
	}
	const purposes = purposesOf(form, kind);
	const refuse = () =>
		consent.decide({ purposes: Object.fromEntries(purposes.map((id) => [id, false])) }, { event, method: "withdraw" });
	// Nothing goes with it that was typed for another right: there is no review of it.
	const request = requestOf({ ...form, answers: { region: answers.region } }, { kind, purposes });
	// On the disk before the choice: what runs may make the page load again, and another page then sends it.
	const kept =
		settings.endpoint &&
		(await form
			.requests()
			.then((requests) => requests.keep(request, true))
			// The device heeds it, whatever becomes of the rest.
			.catch((cause) => report("desk-failed", "rights", cause)));
	if (!kept) {
		await refuse();
		return settled(texts.rights.offHere);
	}
	attempt(() => sessionStorage.setItem(afterwards(settings.key), kept.id));
	await refuse();
	if (stage.runsRefused?.() && settings.onWithdraw !== "none") return false;
	attempt(() => sessionStorage.removeItem(afterwards(settings.key)));
	form.written = request;
	form.optedOut = kept.id;
	await form.deliver(kept);
	return true;
}
