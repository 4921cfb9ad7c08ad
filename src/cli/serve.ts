import { once } from "node:events";
import type { ServerRequest } from "srvx";
import { serve } from "srvx/node";
import { createCollector, deliverMail, expire, pseudonymise, type Store } from "../collector/collector.ts";
import { forwardedAddress } from "./caller.ts";
import { openMail } from "./mail.ts";
import { openFrom } from "./open-store.ts";
import { type Given, Misuse, say, textOf } from "./verb.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Calls under way when the collector is told to end get so long to finish. */
const patienceMs = 10_000;

/** Days; the collector's own where they are absent. */
interface Retention {
	retentionDays: number | undefined;
	requestDays: number | undefined;
}

/** Serves until SIGTERM or SIGINT, then lets calls under way finish and closes the store. */
export async function serveCollector(
	given: Given,
	retention: Retention,
	responseDays: number | undefined,
): Promise<number> {
	const ownerToken = process.env.YOURSAY_TOKEN || undefined;
	const port = textOf(given, "port") ?? process.env.PORT ?? "4180";
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Misuse(`${JSON.stringify(port)} is no port.`);
	const origins = ((given.values.origins as string[] | undefined) ?? [])
		.flatMap((each) => each.split(","))
		.filter(Boolean);
	const trustProxy = given.values["trust-proxy"] === true;
	const mail = await openMail(given);
	const opened = await openFrom(textOf(given, "data"));
	const ending = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	try {
		const path = textOf(given, "path") ?? "/yoursay";
		const shared = {
			path,
			publicOrigin: textOf(given, "public-origin"),
			timeZone: textOf(given, "time-zone"),
			onError: (error: Error) => say(error.message),
			...mail,
		};
		const collect = createCollector({
			...shared,
			store: opened.store,
			origins,
			responseDays,
			ownerToken,
			cookieDomain: textOf(given, "cookie-domain"),
			addressOf: trustProxy ? forwardedAddress : (request: ServerRequest) => request.ip,
		});
		const server = serve({
			fetch: collect,
			port,
			hostname: textOf(given, "host") ?? "127.0.0.1",
			trustProxy,
			manual: true,
			silent: true,
			gracefulShutdown: false,
			error: () => new Response(null, { status: 500 }),
		});
		try {
			await server.serve();
		} catch (error) {
			throw new Misuse(`The collector cannot listen on port ${port}: ${reasonOf(error as NodeJS.ErrnoException)}`);
		}
		say(`yoursay collector at ${server.url?.replace(/\/$/, "")}${path}, records in ${opened.where}`);
		if (!ownerToken) say("YOURSAY_TOKEN is not set: the owner's calls are refused.");
		const daily = repeat(dayMs, () => sweep(opened.store, retention));
		const often =
			mail && repeat(minuteMs, () => attempt("Not mailed", deliverMail(opened.store, { ...shared, ...mail })));
		await ending;
		const hurry = setTimeout(() => void server.close(true), patienceMs);
		await server.close();
		clearTimeout(hurry);
		await Promise.all([daily(), often?.()]);
		return 0;
	} finally {
		await opened.close();
	}
}

async function sweep(store: Store, retention: Retention): Promise<void> {
	await attempt("Not expired", expire(store, { ...retention, onLog: say }));
	await attempt("Not pseudonymised", pseudonymise(store, { ...retention, onLog: say }));
}

/** What fails is tried again by itself. */
async function attempt(failure: string, work: Promise<unknown>): Promise<void> {
	await work.catch((error: Error) => say(`${failure}: ${error.name}`));
}

/** Works now and then every so often, never twice at once. @returns ends it; settles once nothing is under way */
function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
	let working: Promise<void> | undefined;
	const start = () => void (working ??= work().finally(() => (working = undefined)));
	start();
	const timer = setInterval(start, everyMs);
	return async () => {
		clearInterval(timer);
		await working;
	};
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
	if (code === "EADDRINUSE") return "another program is listening there. Stop it, or choose another with --port.";
	if (code === "EACCES") return "this user may not open it. Choose one above 1023.";
	return message;
}
