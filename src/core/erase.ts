/** Erases what vendors stored once they are no longer allowed. Loaded only then. */
import type { Settings } from "../../types/config.ts";
import type { Consent } from "../../types/consent.ts";
import type { Core } from "../../types/core.ts";
import type { Report } from "../../types/stage.ts";
import { attempt } from "./errors.ts";
import { keep, recall } from "./storage.ts";

const matches = (name: string, pattern: string) =>
	pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** Host and every parent domain, as a cookie's Domain may have been; undefined stands for a host-only cookie. */
export const domainsOf = (host: string): (string | undefined)[] => {
	const labels = host.split(".");
	return [undefined, ...labels.map((_, index) => labels.slice(index).join("."))];
};

/** `/` and every prefix of the path with and without its closing slash, as a cookie's Path may have been. */
export const pathsOf = (path: string): string[] => {
	const steps = path.split("/").filter(Boolean);
	return [
		"/",
		...steps.flatMap((_, index) => [
			`/${steps.slice(0, index + 1).join("/")}`,
			`/${steps.slice(0, index + 1).join("/")}/`,
		]),
	];
};

const cookieNames = () =>
	(attempt(() => document.cookie.split("; ")) ?? []).map((pair) => pair.split("=")[0]!).filter(Boolean);

/**
 * Deletes cookies and stored entries of every vendor that is not allowed, unless an allowed vendor names them too.
 * Reports what is still there afterwards.
 */
export function eraseRefused(settings: Settings, allows: Consent["allows"], report: Report): void {
	const patterns = (wanted: boolean) =>
		settings.purposes.flatMap((purpose) =>
			purpose.vendors
				.filter(({ id }) => allows(purpose.id, id) === wanted)
				.flatMap(({ cookies = [], storage = [] }) => [
					...cookies.map(({ name }) => ["cookie", name] as const),
					...storage.map((name) => ["storage", name] as const),
				]),
		);
	const refused = patterns(false);
	const spared = [...patterns(true), ["cookie", settings.key], ["storage", settings.key]] as const;
	const isRefused = (kind: "cookie" | "storage", name: string) => {
		const listed = (list: readonly (readonly [string, string])[]) =>
			list.some(([of, pattern]) => of === kind && matches(name, pattern));
		return listed(refused) && !listed(spared) && !name.startsWith(settings.key);
	};

	for (const name of cookieNames().filter((each) => isRefused("cookie", each)))
		for (const domain of domainsOf(location.hostname))
			for (const path of pathsOf(location.pathname)) {
				const where = `path=${path}${domain ? `;domain=${domain}` : ""}`;
				attempt(() => {
					document.cookie = `${name}=;max-age=0;${where}`;
					document.cookie = `${name}=;max-age=0;secure;samesite=none;partitioned;${where}`;
				});
			}

	const stores = { localStorage: attempt(() => localStorage), sessionStorage: attempt(() => sessionStorage) };
	const stored = (store?: Storage) => (store ? Object.keys(store).filter((name) => isRefused("storage", name)) : []);
	for (const store of Object.values(stores)) for (const name of stored(store)) attempt(() => store!.removeItem(name));
	attempt(() =>
		indexedDB.databases?.().then(
			(found) => {
				for (const { name } of found) if (name && isRefused("storage", name)) indexedDB.deleteDatabase(name);
			},
			() => {}, // a browser that will not list its databases lets none be deleted by pattern
		),
	);

	const left = [
		...cookieNames()
			.filter((name) => isRefused("cookie", name))
			.map((name) => `cookie ${name}`),
		...Object.entries(stores).flatMap(([kind, store]) => stored(store).map((name) => `${kind} ${name}`)),
	];
	if (left.length) report("not-erased", left.join(", "));
}

/** Other tabs may still run what was withdrawn and write as they leave; until then each new page erases again. */
const markHoldsMs = 60_000;

/** The second erasure, on the page after a withdrawal, before anything runs; takes its mark away in time. */
export function finishErasing({ env, settings, permits }: Core, mark: string): void {
	try {
		eraseRefused(settings!, permits, env.report);
		if (Date.now() - Number(recall(mark)) > markHoldsMs) keep(mark, null);
	} catch (cause) {
		env.report("desk-failed", "erase", cause);
	}
}
