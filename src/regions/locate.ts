import type { Parts } from "../../types/parts.ts";
import { attempt } from "../core/errors.ts";
import { dueLink, place } from "./place.ts";
import { zoneHere } from "./zone.ts";

/** The place of the visitor of this page, from configuration, time zone and languages; without any request. */
export const locate: Parts["rules"]["locate"] = (settings, now) => {
	const found = place(settings, { zone: zoneHere(), languages: navigator.languages, now });
	const seen = attempt(() => localStorage.getItem(`${settings.key}-seen`));
	const isSeen = found.rule.regime !== "opt-in" && seen === `${settings.revision}`;
	return { ...found, link: dueLink(found.rule, settings.purposes), isSeen };
};
