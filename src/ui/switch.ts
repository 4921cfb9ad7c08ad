import { type Attributes, element } from "./dom.ts";

/** Each brings a part of what stands up to date. */
export type Updates = (() => void)[];

/**
 * A native checkbox in the role of a switch; its label never changes with its state.
 * @param state "some" shows a bar: part of what is inside is on.
 */
export function createSwitch(
	updates: Updates,
	looks: string,
	attributes: Attributes,
	state: () => "on" | "off" | "some",
	press: (isOn: boolean) => void,
): HTMLInputElement {
	const input = element("input", looks, { ...attributes, type: "checkbox", role: "switch" });
	input.onchange = () => press(input.checked);
	const update = () => {
		input.checked = state() === "on";
		input.indeterminate = state() === "some";
	};
	update();
	updates.push(update);
	return input;
}
