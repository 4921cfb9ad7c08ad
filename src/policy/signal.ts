import type { SettledPurpose } from "../../types/config.ts";

/** Whether an opt-out signal of the browser speaks of this purpose: selling, sharing, targeted advertising. */
export const speaksOf = ({ involves }: SettledPurpose): boolean =>
	involves.some((what) => !/profiling|sensitive/.test(what));
