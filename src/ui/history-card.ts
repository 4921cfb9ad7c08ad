import type { Snapshot } from "../../types/consent.ts";
import type { ConsentRecord } from "../../types/record.ts";
import type { Stage, Telling } from "../../types/stage.ts";
import { fillText } from "../policy/words.ts";
import { element } from "./dom.ts";
import { rulesOf, sentenceOf, titleOf } from "./history-words.ts";
import { icon } from "./icon.ts";

/** "Today at 10:42", else the day and the time. */
function momentOf({ language, own }: Pick<Telling, "language" | "own">, at: string): string {
	const date = new Date(at);
	const isToday = date.toDateString() === new Date().toDateString();
	const time = date.toLocaleTimeString(language, { timeStyle: "short" });
	return isToday
		? fillText(own.receipt.today, { time })
		: date.toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
}

/** How it stands now: when that was chosen, for how long, and each purpose and vendor with its state. */
export function cardOf(stage: Stage, telling: Telling, now: Snapshot, record?: ConsentRecord): HTMLElement {
	const { consent, law, settings } = stage;
	const { language, own, words } = telling;
	const { receipt: texts } = own;
	const date = new Date(now.expiresAt!);
	const until = date.toLocaleDateString(language, { dateStyle: "long" });
	// What a person chose here is what the rows say; whatever else made it so is told.
	const [how] = record && (record.automated || record.method === "close") ? sentenceOf(telling, record) : [];
	const signal = law.isHeeded() && !how && words.status.optOutShort;
	return element(
		"div",
		"card latest",
		{},
		element(
			"div",
			"dated",
			{},
			element("h3", "title", {}, momentOf(telling, now.decidedAt!)),
			element("span", "small", {}, fillText(+date > Date.now() ? texts.again : texts.over, { date: until })),
		),
		(how || signal) && element("p", "body", {}, how || signal),
		element("dl", "stand", {}, ...settings.purposes.flatMap(({ id, required }) => rowsOf(id, required))),
		element("p", "small", {}, rulesOf(telling, now)),
	);

	function rowsOf(id: string, isRequired: boolean): HTMLElement[] {
		const { vendors } = settings.purposes.find((each) => each.id === id)!;
		const apart = vendors.filter((vendor) => Object.hasOwn(now.vendors, vendor.id));
		return [
			row(id, false, isRequired || consent.allows(id), isRequired),
			...apart.map((vendor) => row(vendor.id, true, consent.allows(id, vendor.id))),
		];
	}
	function row(id: string, isVendor: boolean, isOn: boolean, isRequired = false) {
		const state = (isVendor ? now.vendors : now.purposes)[id]!;
		const word = isRequired ? words.common.alwaysOn : state === "not-asked" && isOn ? texts.unasked : texts[state];
		return element(
			"div",
			isVendor ? "of" : "",
			{},
			element("dt", "", {}, titleOf(telling, settings, id, isVendor)),
			element("dd", isOn ? "yes" : "", {}, !isRequired && icon(isOn ? "tick" : "close"), word),
		);
	}
}
