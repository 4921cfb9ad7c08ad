// Starts a real browser with a profile that stays, as its own process group, so that all of it can be killed at once.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openMarionette, openPipe } from "./browser-pointers.mjs";

const programs = {
	chromium: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
	firefox: process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr",
	webkit: process.env.WEBKIT_PATH ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
};

/** Whether this machine has the browser. */
export const has = (browser) => existsSync(programs[browser]);

const firefoxPreferences = (isRestored) => ({
	"browser.shell.checkDefaultBrowser": false,
	"browser.aboutwelcome.enabled": false,
	"browser.startup.homepage_override.mstone": "ignore",
	"browser.startup.page": isRestored ? 3 : 0,
	"browser.sessionstore.resume_from_crash": isRestored,
	"browser.sessionstore.max_resumed_crashes": 100,
	"browser.sessionstore.interval": 300,
	"datareporting.policy.dataSubmissionEnabled": false,
	"toolkit.telemetry.reportingpolicy.firstRun": false,
	"toolkit.startup.max_resumed_crashes": -1,
	"app.update.enabled": false,
	"app.normandy.enabled": false,
	"browser.safebrowsing.malware.enabled": false,
	"browser.safebrowsing.phishing.enabled": false,
	"network.captive-portal-service.enabled": false,
	"network.connectivity-service.enabled": false,
	"services.settings.server": "data:,",
	// Else the browser loads the page once more by itself, without its storage, to draw a picture of it.
	"browser.pagethumbnails.capturing_disabled": true,
	"browser.newtab.preload": false,
	"browser.newtabpage.activity-stream.feeds.topsites": false,
	"marionette.port": 0,
	// Else the driver's own would turn session restore off, among much else.
	"remote.prefs.recommended": false,
});

const starts = {
	async chromium(profile, url, isRestored) {
		if (isRestored) await claimCleanExit(path.join(profile, "Default/Preferences"));
		return {
			args: [
				"--headless=new",
				"--no-sandbox",
				"--disable-gpu",
				"--no-first-run",
				"--window-size=1000,900",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
				"--password-store=basic",
				"--remote-debugging-pipe",
				`--user-data-dir=${profile}`,
				isRestored ? "--restore-last-session" : url,
			],
			stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
			point: (child) => openPipe(child.stdio[3], child.stdio[4]),
		};
	},
	async firefox(profile, url, isRestored) {
		const lines = Object.entries(firefoxPreferences(isRestored)).map(
			([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
		);
		await writeFile(path.join(profile, "user.js"), lines.join(""));
		await rm(path.join(profile, "MarionetteActivePort"), { force: true }); // the last one's
		return {
			args: ["--headless", "--no-remote", "--marionette", "--profile", profile, ...(isRestored ? [] : [url])],
			stdio: "ignore",
			point: () => openMarionette(path.join(profile, "MarionetteActivePort")),
		};
	},
	// Under automation this browser keeps nothing, so it is started as a person would start it, and cannot be clicked.
	async webkit(profile, url) {
		return {
			args: [`--cookies-file=${path.join(profile, "cookies.sqlite")}`, url],
			stdio: "ignore",
			env: {
				HOME: profile,
				XDG_DATA_HOME: path.join(profile, "data"),
				XDG_CACHE_HOME: path.join(profile, "cache"),
				XDG_CONFIG_HOME: path.join(profile, "config"),
			},
		};
	},
};

/** After a crash Chromium asks before it restores a session; after a clean exit it does not. */
async function claimCleanExit(file) {
	const preferences = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
	const profile = { ...preferences.profile, exit_type: "Normal" };
	await writeFile(file, JSON.stringify({ ...preferences, profile }));
}

/** What each browser can do besides. */
export const abilities = {
	chromium: { clicks: true, restores: true },
	firefox: { clicks: true, restores: true },
	webkit: { clicks: false, restores: false },
};

/** Groups that run now; none may outlive this program. */
const groups = new Set();
process.on("exit", () => {
	for (const group of groups) signal(group);
});

/** @param isRestored start with the pages of the last session in place of `url` */
export async function startBrowser(browser, profile, url, isRestored) {
	const { args, stdio, env, point } = await starts[browser](profile, url, isRestored);
	const child = spawn(programs[browser], args, { detached: true, stdio, env: { ...process.env, ...env } });
	groups.add(child.pid);
	const ended = new Promise((resolve) => {
		child.once("exit", resolve);
		child.once("error", resolve);
	});
	let pointer;
	return {
		/** A trusted click at these CSS pixels of the viewport. */
		async click(at) {
			pointer ??= await point(child);
			await pointer.click(at);
		},
		/** SIGKILL to every process of the group; resolves once none is left. */
		async kill() {
			signal(child.pid);
			pointer?.close();
			await ended;
			groups.delete(child.pid);
			for (let tries = 0; tries < 200 && (await isAlive(child.pid)); tries++) {
				signal(child.pid);
				await wait(10);
			}
		},
	};
}

function signal(group) {
	try {
		process.kill(-group, "SIGKILL");
	} catch (error) {
		if (error.code !== "ESRCH") throw error;
	}
}

/** Whether a process of this group still runs; those that only wait to be reaped do not. */
async function isAlive(group) {
	const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
	return lines.some((line) => {
		const [state, , processGroup] = line.slice(line.lastIndexOf(")") + 2).split(" ");
		return Number(processGroup) === group && state !== "Z" && state !== "X";
	});
}
