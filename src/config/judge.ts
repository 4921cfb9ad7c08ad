import type { Parts } from "../../types/parts.ts";
import { PrivacyError } from "../core/errors.ts";
import { fits, type Members } from "./guard.ts";

export const judge: Parts["guard"]["judge"] = async (core, config) => {
	const { load, report } = core.env;
	const isAny = Object.keys(core.settings?.integrations ?? {}).some((name) => name !== "google");
	const rules = isAny ? (await load("herald")).rules : {};
	// What settling failed over is none either.
	if (core.settings && fits(config, (path) => report("config-unknown-key", path), rules as Members)) return;
	report("config-invalid", "", config);
	throw new PrivacyError("config-invalid");
};
