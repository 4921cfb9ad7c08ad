import { once } from "node:events";
import type { ServerRequest } from "srvx";
import { serve } from "srvx/node";
import { createCollector, expire } from "../collector/collector.ts";
import { forwardedAddress } from "./caller.ts";
import { openFrom } from "./open-store.ts";
import { type Given, Misuse, say, textOf } from "./verb.ts";

const dayMs = 86_400_000;
/** Calls under way when the collector is told to end get so long to finish. */
const patienceMs = 10_000;

/** Serves until SIGTERM or SIGINT, then lets calls under way finish and closes the store. */
export async function serveCollector(given: Given, retentionDays: number | undefined): Promise<number> {
	const ownerToken = process.env.YOURSAY_TOKEN || undefined;
	const port = textOf(given, "port") ?? process.env.PORT ?? "4180";
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Misuse(`${JSON.stringify(port)} is no port.`);
	const origins = ((given.values.origins as string[] | undefined) ?? [])
		.flatMap((each) => each.split(","))
		.filter(Boolean);
	const trustProxy = given.values["trust-proxy"] === true;
	const opened = await openFrom(textOf(given, "data"));
	const ending = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
	try {
		const path = textOf(given, "path") ?? "/yoursay";
		const collect = createCollector({
			store: opened.store,
			origins,
			path,
			ownerToken,
			cookieDomain: textOf(given, "cookie-domain"),
			addressOf: trustProxy ? forwardedAddress : (request: ServerRequest) => request.ip,
			onError: (error) => say(error.message),
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
		const sweep = () =>
			expire(opened.store, { retentionDays, onLog: say }).catch((error: Error) => say(`Not expired: ${error.name}`));
		let sweeping = sweep();
		const daily = setInterval(() => (sweeping = sweep()), dayMs);
		await ending;
		clearInterval(daily);
		const hurry = setTimeout(() => void server.close(true), patienceMs);
		await server.close();
		clearTimeout(hurry);
		await sweeping;
		return 0;
	} finally {
		await opened.close();
	}
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
	if (code === "EADDRINUSE") return "another program is listening there. Stop it, or choose another with --port.";
	if (code === "EACCES") return "this user may not open it. Choose one above 1023.";
	return message;
}
