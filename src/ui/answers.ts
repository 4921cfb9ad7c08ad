import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Settings } from "../../types/config.ts";
import type { Choices, Consent } from "../../types/consent.ts";

export interface Answers {
	/** How each purpose's switch stands. */
	purposes: Record<string, ReadonlySignal<"on" | "off" | "some">>;
	/** How each vendor's switch stands. */
	vendors: Record<string, Signal<boolean>>;
	togglePurpose(id: string, isOn: boolean): void;
	/** What the switches say, for `Consent.decide`. */
	choices(): Choices;
}

/** The switches of a panel before they are saved: as stored, else as the regime has them. */
export function createAnswers({ purposes }: Settings, consent: Consent): Answers {
	const optional = purposes.filter(({ required }) => !required);
	const own = Object.fromEntries(optional.map(({ id }) => [id, signal(consent.allows(id))]));
	const vendors: Record<string, Signal<boolean>> = {};
	for (const purpose of optional)
		for (const { id } of purpose.vendors) vendors[id] ??= signal(consent.allows(purpose.id, id));

	return {
		vendors,
		purposes: Object.fromEntries(
			optional.map(({ id, vendors: inside }) => [
				id,
				computed(() => {
					const on = inside.filter((vendor) => vendors[vendor.id]!.value).length;
					if (inside.length && on && on < inside.length) return "some";
					return (inside.length ? on : own[id]!.value) ? "on" : "off";
				}),
			]),
		),
		togglePurpose(id, isOn) {
			own[id]!.value = isOn;
			for (const vendor of optional.find((each) => each.id === id)!.vendors) vendors[vendor.id]!.value = isOn;
		},
		choices() {
			const chosen: { purposes: Record<string, boolean>; vendors: Record<string, boolean> } = { purposes: {}, vendors: {} };
			for (const { id, vendors: inside } of optional) {
				const on = inside.filter((vendor) => vendors[vendor.id]!.peek()).length;
				const isOn = inside.length && (!on || on === inside.length) ? on > 0 : own[id]!.peek();
				chosen.purposes[id] = isOn;
				// Vendors that go with their purpose need no answer of their own.
				for (const vendor of inside) if (vendors[vendor.id]!.peek() !== isOn) chosen.vendors[vendor.id] = !isOn;
			}
			return chosen;
		},
	};
}
