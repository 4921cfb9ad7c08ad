// Two stand-ins for vendors, counted so that "nothing ran before a yes" can be seen: a PostHog host and a video host.
import { randomUUID } from "node:crypto";

const replies = [
	[/^\/ingest\/(?:e|i\/v0\/e|batch|capture|track)\/?$/, { status: 1 }],
	[
		/^\/ingest\/(?:flags|decide)\/?$/,
		{ flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false, quotaLimited: [] },
	],
	[
		/^\/ingest\/array\/[^/]+\/config$/,
		{ supportedCompression: [], hasFeatureFlags: false, sessionRecording: false, surveys: false, heatmaps: false },
	],
];

export function createSinks() {
	const posthog = { hits: 0, captures: 0 };
	const video = { loads: 0 };
	return {
		state: () => ({ posthog: { ...posthog }, video: { ...video } }),
		ingest(request, response, pathname) {
			request.resume();
			posthog.hits++;
			if (replies[0][0].test(pathname)) posthog.captures++;
			const isScript = pathname.endsWith(".js");
			const reply = replies.find(([pattern]) => pattern.test(pathname))?.[1] ?? { status: 1 };
			response.writeHead(200, {
				"content-type": isScript ? "text/javascript; charset=utf-8" : "application/json",
				"cache-control": "no-store",
			});
			response.end(isScript ? "" : JSON.stringify(reply));
		},
		/** Counts a load, and sets the cookie a video host would set: third-party, for a year. */
		videoLoaded(response) {
			video.loads++;
			response.setHeader(
				"set-cookie",
				`fh_visitor=${randomUUID()}; Path=/embed/; Max-Age=31536000; SameSite=None; Secure; Partitioned`,
			);
		},
	};
}
