import type { Parts } from "../../types/parts.ts";
import { PrivacyError } from "../core/errors.ts";
import { fits, type Members } from "./guard.ts";

export const judge: Parts["guard"]["judge"] = async (core, config) => {
	const { load, report } = core.env;
	const isAny = Object.keys(core.settings?.integrations ?? {}).some((name) => name !== "google");
	const rules = isAny ? (await load("herald")).rules : {};
	// What settling failed over is none either.
	if (core.settings && fits(config, (path) => report("config-unknown-key", path), rules as Members)) return;
	core.settings = undefined;
	report("config-invalid", "", config);
	// Whoever was told of the settings, as Google is, hears that they hold no more; on a server nobody listens.
	if (typeof document === "object") core.apply();
	throw new PrivacyError("config-invalid");
};
