/** WebKit, as WebKitGTK has it: on a screen of its own that nobody sees, and driven over WebDriver. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Builder, Capabilities, type WebDriver } from "selenium-webdriver";

const driverPath = process.env.WEBKIT_DRIVER_PATH ?? "/usr/bin/WebKitWebDriver";
const screenPath = process.env.XVFB_PATH ?? "/usr/bin/Xvfb";
const browserPath = [
	process.env.WEBKIT_PATH,
	"/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
	"/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
].find((path) => path && existsSync(path));

export const hasWebkit = Boolean(browserPath) && [driverPath, screenPath].every((path) => existsSync(path));

/** A display number, once the screen is there. */
async function openScreen() {
	const screen = spawn(screenPath, ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
		stdio: ["ignore", "ignore", "ignore", "pipe"],
	});
	const number = await new Promise<string>((resolve, reject) => {
		screen.once("error", reject);
		screen.once("exit", (code) => reject(new Error(`Xvfb ended with ${code} before there was a display.`)));
		(screen.stdio[3] as Readable).once("data", (data) => resolve(String(data).trim()));
	});
	return { screen, display: `:${number}` };
}

const freePort = () =>
	new Promise<number>((resolve, reject) => {
		const server = createServer().once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

async function isUp(url: string) {
	for (let times = 0; times < 200; times++) {
		if (
			await fetch(`${url}/status`).then(
				({ ok }) => ok,
				() => false,
			)
		)
			return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error("WebKitWebDriver does not answer.");
}

const ends = (child?: ChildProcess) =>
	new Promise<unknown>((resolve) => {
		if (!child || child.exitCode !== null || child.signalCode) return resolve(0);
		child.once("exit", resolve);
		child.kill();
	});

export interface Webkit {
	/** A new browser with an empty profile. The one before must be closed: the driver has one at a time. */
	session(): Promise<WebDriver>;
	/** Where downloads go, and all else that is written. */
	readonly home: string;
	close(): Promise<void>;
}

export async function openWebkit(environment: NodeJS.ProcessEnv = {}): Promise<Webkit> {
	const home = await mkdtemp(join(tmpdir(), "yoursay-webkit-"));
	const { screen, display } = await openScreen();
	const port = await freePort();
	const server = `http://127.0.0.1:${port}`;
	const driver = spawn(driverPath, [`--port=${port}`, "--host=127.0.0.1"], {
		stdio: "ignore",
		env: { ...process.env, HOME: home, DISPLAY: display, LANG: "en_US.UTF-8", ...environment },
	});
	await isUp(server);
	const capabilities = new Capabilities({
		browserName: "MiniBrowser",
		"webkitgtk:browserOptions": { binary: browserPath, args: ["--automation"] },
	});
	return {
		home,
		session: () =>
			new Builder().disableEnvironmentOverrides().usingServer(server).withCapabilities(capabilities).build(),
		async close() {
			await ends(driver);
			await ends(screen);
			await rm(home, { recursive: true, force: true });
		},
	};
}
