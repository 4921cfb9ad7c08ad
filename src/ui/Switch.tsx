import type { JSX } from "preact";

export interface SwitchProps extends Omit<JSX.IntrinsicElements["input"], "onChange" | "onToggle"> {
	/** "some" shows a bar: part of what is inside is on. */
	state: "on" | "off" | "some";
	onToggle(isOn: boolean): void;
}

/** A native checkbox in the role of a switch; its label never changes with its state. */
export const Switch = ({ state, onToggle, ...rest }: SwitchProps) => (
	<input
		{...rest}
		type="checkbox"
		role="switch"
		checked={state === "on"}
		indeterminate={state === "some"}
		onChange={(event) => onToggle(event.currentTarget.checked)}
	/>
);
