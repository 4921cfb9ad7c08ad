import type { Parts } from "../../types/parts.ts";
import { PrivacyError } from "../core/errors.ts";
import { isValid } from "./guard.ts";

export const judge: Parts["guard"]["judge"] = (core, config) => {
	const { report } = core.env;
	// What settling failed over is none either.
	if (core.settings && isValid(config, (path) => report("config-unknown-key", path))) return;
	core.settings = undefined;
	report("config-invalid", "", config);
	// Whoever was told of the settings, as Google is, hears that they hold no more; on a server nobody listens.
	if (typeof document === "object") core.apply();
	throw new PrivacyError("config-invalid");
};
