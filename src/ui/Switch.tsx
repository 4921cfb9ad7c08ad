import type { ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface SwitchProps extends Omit<JSX.IntrinsicElements["input"], "onChange" | "onToggle"> {
	/** "some" shows a bar: part of what is inside is on. */
	state: ReadonlySignal<"on" | "off" | "some">;
	onToggle(isOn: boolean): void;
}

/** A native checkbox in the role of a switch; its label never changes with its state. */
export function Switch({ state, onToggle, ...rest }: SwitchProps) {
	const input = useRef<HTMLInputElement>(null);
	const isMixed = state.value === "some";
	useEffect(() => {
		input.current!.indeterminate = isMixed;
	}, [isMixed]);
	return (
		<input
			{...rest}
			ref={input}
			type="checkbox"
			role="switch"
			checked={state.value === "on"}
			onChange={(event) => onToggle(event.currentTarget.checked)}
		/>
	);
}
