import type { Config } from "../../types/config.ts";
import type { Kernel } from "./consent.ts";
import { recallPlace } from "./storage.ts";

/**
 * Starts with the core's settings: at once where the guard let this configuration (`mark`) pass when the visitor chose, or
 * when the owner published it (`checked`); else once the guard has come and let it pass, and the visitor is placed as far
 * as `situate` wants. Others are `told` of the defaults first. Rejects where the configuration was refused or a file did
 * not load; both have been reported.
 */
export async function admit(
	{ core, start }: Kernel,
	config: Config,
	mark: string,
	situate: () => Promise<unknown> | undefined,
	told?: Promise<unknown>,
	checked?: string,
): Promise<void> {
	told?.catch(() => {}); // awaited below, perhaps after it has failed
	const { settings } = core;
	// Elsewhere nothing that was remembered counts; the hour of one moment tells time zones apart.
	const memo = `${mark} ${new Date(1e12).getHours()} ${settings?.region}`;
	const place = settings && recallPlace(settings.key, memo);
	if (!place) {
		if (checked !== mark) await core.env.load("guard").then((part) => part.judge(core, config));
		await situate();
	}
	if (told) await told;
	return start(memo, place);
}
