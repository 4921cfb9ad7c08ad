import { attempt } from "../core/errors.ts";

declare const Temporal: { Now: { timeZoneId(): string } };

/** The visitor's time zone, as IANA names it; empty where the browser does not say. `Intl` would cost 10 to 20 ms of a first visit. */
export const zoneHere = (): string =>
	attempt(() => Temporal.Now.timeZoneId()) ?? attempt(() => Intl.DateTimeFormat().resolvedOptions().timeZone) ?? "";
