/**
 * The choice as it lies on the visitor's device, in a form that servers in any language can read (grammar in the
 * README): `1.<decided ms>.<expires ms>.<revision>.<method>` and one `!<id>:<state>[:<print>]` for each answer.
 */
import type { Draft, Method } from "../../types/record.ts";

export interface Choice {
	/** Milliseconds since 1970. */
	time: number;
	/** Milliseconds since 1970. */
	expires: number;
	revision: number;
	method: Method;
	/** By purpose id: state and, after a colon, what the purpose was when it was answered. By `/` and vendor id: state. */
	answers: Record<string, string>;
}

const grammar =
	/^1\.(\d{13})\.(\d{13})\.(\d+)\.([a-z-]+)((?:!\/?[a-z0-9][\w-]*:(?:granted|refused|withdrawn|objected)(?::\w+)?)*)$/;

/** Longer values are kept out of the cookie, which browsers cut off at 4096 bytes. */
const cookieLimit = 3800;

export const encode = ({ time, expires, revision, method, answers }: Choice): string =>
	`1.${time}.${expires}.${revision}.${method}${Object.entries(answers)
		.map((answer) => `!${answer.join(":")}`)
		.join("")}`;

/** The choice behind a stored text; undefined where it is not of this grammar. */
export function decode(text: string): Choice | undefined {
	const found = grammar.exec(text);
	if (!found) return;
	const [, time, expires, revision, method, list] = found as unknown as string[];
	const answers = list!
		.split("!")
		.slice(1)
		.map((answer) => answer.split(/:(.*)/));
	return { time: +time!, expires: +expires!, revision: +revision!, method: method as Method, answers: Object.fromEntries(answers) };
}

const grants = (text: string) => text.split(":granted").length;

/** Newest wins; on a tie the stricter. Every text begins with version and time of equal length. */
const newest = (a: string, b: string) => {
	const [timeA, timeB] = [a.slice(0, 15), b.slice(0, 15)];
	return timeB > timeA || (timeB === timeA && grants(b) < grants(a)) ? b : a;
};

/** Runs work that throws where the browser blocks storage; undefined then. */
export function attempt<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch {
		return; // blocked: the caller goes on as if nothing were there
	}
}

/** localStorage, for browsers that may block it. */
export const recall = (name: string): string | null | undefined => attempt(() => localStorage.getItem(name));
/** Null removes. True when it worked. */
export const keep = (name: string, value: string | null): boolean | undefined =>
	attempt(() => (value === null ? localStorage.removeItem(name) : localStorage.setItem(name, value), true));

/** Names of the drafts that no page has sealed yet. A draft's first line is the choice, the second the rest. */
export const draftNames = (key: string): string[] =>
	attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(`${key}~`))) ?? [];

/** The newest stored choice, from cookie, localStorage or an unsealed draft. What does not parse goes to `foreign`. */
export function readChoice(key: string, foreign: (text: string) => void): Choice | undefined {
	const cookies = (attempt(() => document.cookie) ?? "").split("; ").map((pair) => pair.split("="));
	const texts = [
		...cookies.map(([name, value]) => (name === key ? value : "")),
		...[key, ...draftNames(key)].map((name) => recall(name)?.split("\n")[0]),
	].filter((text): text is string => !!text && (grammar.test(text) || (foreign(text), false)));
	return texts.length ? decode(texts.reduce(newest)) : undefined;
}

/**
 * Writes draft and choice. The draft goes first and carries the choice in its first line, so that one write holds
 * both and a crash between the writes loses neither. False where the device kept nothing.
 */
export function writeChoice(key: string, choice: Choice, draft: Draft, cookieDomain?: string): boolean {
	const text = encode(choice);
	const name = `${key}~${draft.id}`;
	keep(name, `${text}\n${JSON.stringify(draft)}`) || keep(name, `${text}\n${JSON.stringify({ ...draft, shown: null, settings: null })}`);
	const isKept = keep(key, text);
	const isShort = text.length < cookieLimit;
	const isBaked = attempt(() => {
		document.cookie = `${key}=${isShort ? text : ""};path=/;samesite=lax;max-age=${isShort ? (choice.expires - choice.time) / 1000 : 0}${
			cookieDomain ? `;domain=${cookieDomain}` : ""
		}${location.protocol === "https:" ? ";secure" : ""}`;
		return document.cookie.includes(text);
	});
	return !!(isKept || isBaked);
}
