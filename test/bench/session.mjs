// A visitor with a browser of their own: every session has an empty cache, empty storage and no history.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { probe } from "./probe.mjs";

const flags = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	// Some widgets hide themselves from automated browsers.
	"--disable-blink-features=AutomationControlled",
];

/** Network of 1.6 Mbit/s down, 0.75 up and 150 ms. */
export const slow4g = { latency: 150, downloadThroughput: 209_715, uploadThroughput: 98_304 };
const unlimited = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

const screen = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 2.625, isMobile: true, hasTouch: true };

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function executable() {
	const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
	const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
	const applications = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
	const found = [process.env.CHROMIUM_PATH, ...onPath, applications].find((file) => {
		try {
			accessSync(file, constants.X_OK);
			return true;
		} catch {
			return false; // absent, or not ours to run
		}
	});
	if (found) return found;
	throw new Error("The benchmark needs Chromium. Install it, or set CHROMIUM_PATH to its executable.");
}

export const launch = () => chromium.launch({ executablePath: executable(), args: flags });

/**
 * @typedef {object} Conditions
 * @property {number} [cpu] How many times slower.
 * @property {typeof slow4g} [network]
 * @property {boolean} [isPhone]
 * @property {boolean} [isWatched] Whether the probe is in the page. Without it nothing runs there but the widget.
 */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{origin: string}} server
 * @param {import("./contestants.mjs").Contestant} contestant
 * @param {Conditions} conditions
 */
export async function openSession(browser, server, contestant, conditions = {}) {
	const { cpu = 1, network = unlimited, isPhone, isWatched = true } = conditions;
	const [major] = browser.version().split(".");
	const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
	const context = await browser.newContext({ ...(isPhone ? phone : screen), locale: "en-US", userAgent });
	if (isWatched) await context.addInitScript(probe, contestant.layer);
	const given = { origin: server.origin, contestant, context, cpu, network };
	return openTab(given);
}

/** A tab of a context, standing on the blank page; the first of them is the session. */
async function openTab(given) {
	const { origin, contestant, context, cpu, network } = given;
	const page = await context.newPage();
	const devtools = await context.newCDPSession(page);
	const errors = [];
	page.on("pageerror", ({ message }) => errors.push(message));

	const session = {
		contestant,
		page,
		devtools,
		errors,
		cpu,
		/** Starts the visit of the contestant's page, with so many described cookies. */
		visit: (count = "", waitUntil = "load") => page.goto(`${origin}/page/${contestant.name}/${count}`, { waitUntil }),
		async leave() {
			await page.goto(`${origin}/blank`);
			await sleep(350);
		},
		/** The choice is gone, the cache stays. */
		async forget() {
			await context.clearCookies();
			await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "local_storage,indexeddb" });
		},
		emptyCache: () => devtools.send("Network.clearBrowserCache"),
		/** Another tab of the same visitor. */
		newTab: () => openTab(given),
		close: () => context.close(),
	};
	await session.leave();
	// CPU time of the main thread: other load on the machine hardly disturbs it. The throttle's waiting is counted.
	await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
	await devtools.send("Network.enable");
	await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpu });
	await devtools.send("Network.emulateNetworkConditions", { offline: false, ...network });
	return session;
}
