import type { SettledPurpose } from "../../types/config.ts";
import type { Snapshot } from "../../types/consent.ts";
import type { Stage } from "../../types/stage.ts";

export interface Answers {
	/** How each vendor's switch stands. */
	vendors: Record<string, boolean>;
	/** How many of a purpose's vendors are on. */
	countOn(purpose: SettledPurpose): number;
	/** How a purpose's switch stands. */
	stateOf(purpose: SettledPurpose): "on" | "off" | "some";
	togglePurpose(purpose: SettledPurpose, isOn: boolean): void;
	/** Of what the browser's signal opposes, all that is on, wholly or in part. */
	opposed(): SettledPurpose[];
	/** What the switches say, for `Consent.decide`. What is on by exemption, and stays so, is no answer. */
	/** Has the switches stand as these choices have them. */
	take(choices: { purposes: Record<string, boolean>; vendors: Record<string, boolean> }): void;
	choices(): { purposes: Record<string, boolean>; vendors: Record<string, boolean> };
}

/** The switches of a panel before they are saved: as stored, else as the regime has them; `now` is how it is. */
export function createAnswers(
	{ consent, law, settings }: Pick<Stage, "consent" | "law" | "settings">,
	now: Snapshot,
): Answers {
	const { purposes: states, vendors: apart } = now;
	const optional = settings.purposes.filter(({ required }) => !required);
	const own: Record<string, boolean> = {};
	const vendors: Answers["vendors"] = {};
	for (const { id, vendors: inside } of optional) {
		own[id] = consent.allows(id);
		// Only those that stand apart from their purpose are asked after: each question goes through all vendors.
		for (const vendor of inside) vendors[vendor.id] ??= apart[vendor.id] ? consent.allows(id, vendor.id) : own[id]!;
	}
	const countOn: Answers["countOn"] = (purpose) => purpose.vendors.filter(({ id }) => vendors[id]).length;
	const stateOf: Answers["stateOf"] = (purpose) => {
		const all = purpose.vendors.length;
		const on = countOn(purpose);
		return on && on < all ? "some" : (all ? on : own[purpose.id]) ? "on" : "off";
	};

	const togglePurpose: Answers["togglePurpose"] = ({ id, vendors: inside }, isOn) => {
		own[id] = isOn;
		for (const vendor of inside) vendors[vendor.id] = isOn;
	};

	return {
		vendors,
		countOn,
		stateOf,
		togglePurpose,
		take({ purposes, vendors: apart }) {
			for (const purpose of optional) if (purpose.id in purposes) togglePurpose(purpose, purposes[purpose.id]!);
			Object.assign(vendors, apart);
		},
		opposed: () => optional.filter((purpose) => law.isOpposed(purpose) && stateOf(purpose) !== "off"),
		choices() {
			const chosen: ReturnType<Answers["choices"]> = { purposes: {}, vendors: {} };
			for (const purpose of optional) {
				const { id } = purpose;
				const state = stateOf(purpose);
				const isOn = state === "some" ? own[id]! : state === "on";
				if (!isOn || states[id] !== "not-asked" || !law.isExempt(purpose)) chosen.purposes[id] = isOn;
				// Vendors that go with their purpose need no answer of their own.
				for (const vendor of purpose.vendors) if (vendors[vendor.id] !== isOn) chosen.vendors[vendor.id] = !isOn;
			}
			return chosen;
		},
	};
}
