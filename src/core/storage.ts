/**
 * The choice as it lies on the visitor's device, in a form that servers in any language can read (grammar in
 * docs/proof.md): `1.<decided ms>.<expires ms>.<revision>.<method>` and one `!<id>:<state>:<print>` for each answer.
 */
import type { Settings } from "../../types/config.ts";
import type { Choice } from "../../types/core.ts";
import type { Method } from "../../types/record.ts";
import type { Place } from "../../types/rule.ts";
import { attempt } from "./errors.ts";

const grammar = /^1(\.\d{13}){2}\.\d+\.[a-z-]+(!\/?[a-z0-9][\w-]*:(granted|refused|withdrawn|objected):\w+)*$/;

/** Whether a stored text follows the grammar. */
export const isChoice = (text: string): boolean => grammar.test(text);

/** The choice behind a stored text of this grammar. */
export function decode(text: string): Choice {
	const [head, ...answers] = text.split("!");
	const [, time, expires, revision, method] = head!.split(".");
	return {
		time: +time!,
		expires: +expires!,
		revision: +revision!,
		method: method as Method,
		answers: Object.fromEntries(answers.map((answer) => answer.split(/:(.*)/))),
	};
}

/** From localStorage; undefined where the browser blocks it. */
export const recall = (name: string): string | null | undefined => attempt(() => localStorage.getItem(name));
/** All cookies: a text also where the browser blocks them, or an element of that name stands in their place. */
export const cookies = (): string => `${attempt(() => document.cookie)}`;
/** Into localStorage; null removes. True when it worked. */
export const keep = (name: string, value: string | null): boolean | undefined =>
	attempt(() => {
		if (value === null) localStorage.removeItem(name);
		else localStorage.setItem(name, value);
		return true;
	});

/** Where a visitor was placed when they chose under this mark, if they did. */
export const recallPlace = (key: string, mark: string): Place | undefined =>
	attempt(() => {
		const [known, place] = JSON.parse(recall(`${key}-place`)!);
		return known === mark && place.rule.exempt.map ? place : undefined;
	});

/** Longer values are kept out of the cookie, which browsers cut off at 4096 bytes. */
const cookieLimit = 3800;

/** A choice into the cookie, for servers and subdomains to read; true where it was kept. */
export const bake = ({ key, storage }: Settings, text: string, lifeMs: number): boolean | undefined =>
	attempt(() => {
		const isShort = text.length < cookieLimit;
		const domain = storage?.cookie?.domain;
		document.cookie =
			`${key}=${isShort ? text : ""};path=/;samesite=lax;max-age=${isShort ? Math.ceil(lifeMs / 1000) : 0}` +
			(domain ? `;domain=${domain}` : "") +
			(location.protocol === "https:" ? ";secure" : "");
		return document.cookie.includes(text);
	});

/** Names of the drafts that no page has sealed yet. A draft's first line is the choice, the second the rest. */
export const draftNames = (key: string): string[] =>
	attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(`${key}~`))) ?? [];

/** Puts the newest stored text first; on a tie, to the millisecond, the one that grants least. */
export const rank = (text: string): number => +text.slice(2, 15) * 1000 - text.split(":granted").length;

/** The newest stored choice, from cookie, localStorage or an unsealed draft. What does not parse goes to `foreign`. */
export function readChoice(key: string, foreign?: (text: string) => void): Choice | undefined {
	const [text] = [
		...cookies()
			.split("; ")
			.map((pair) => pair.startsWith(`${key}=`) && pair.slice(key.length + 1)),
		...[key, ...draftNames(key)].map((name) => recall(name)?.split("\n")[0]),
	]
		.filter((each): each is string => (each && (isChoice(each) || foreign?.(each))) as boolean)
		.sort((a, b) => rank(b) - rank(a));
	if (text) return decode(text);
}
