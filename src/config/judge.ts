import type { Parts } from "../../types/parts.ts";
import { isValid } from "./guard.ts";

export const judge: Parts["guard"]["judge"] = (core, config) => {
	const { report } = core.env;
	// What settling failed over is none either.
	const isRight = !!core.settings && isValid(config, (path) => report("config-unknown-key", path));
	if (!isRight) {
		core.settings = undefined;
		report("config-invalid", "", config);
	}
	return isRight;
};
