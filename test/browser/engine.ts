/** Which browser the suite runs in (`ENGINE=firefox`, else Chromium), how it is started, and what it cannot be driven to do. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, firefox, type LaunchOptions } from "playwright-core";

export const engine = process.env.ENGINE === "firefox" ? "firefox" : "chromium";

const isFirefox = engine === "firefox";
/** What cannot be had of this run's engine, for `skipIf`. */
export const lacks = {
	/** A page as it is printed: Playwright has no media but the screen's there, and its PDFs are of another build. */
	print: isFirefox,
	/** The tree that assistive technology gets: it comes over Chromium's own protocol. */
	devtools: isFirefox,
	/** Entries of layout shifts and of the largest paint. */
	paintEntries: isFirefox,
	/** What a request that is answered in the server's place was sent with. */
	requestBodies: isFirefox,
	/** Templates whose content is not fetched ahead; see "Markup" in docs/tag.md. */
	inertTemplates: isFirefox,
};

const chromiumArguments = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const firefoxPath = process.env.FIREFOX_PATH ?? "/usr/bin/firefox-esr";

export const hasFirefox = existsSync(firefoxPath);

const launchChromium = () =>
	chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: chromiumArguments });
/** Where Firefox puts what a page gives it to keep. */
export const downloadsPath = isFirefox ? mkdtempSync(join(tmpdir(), "yoursay-downloads-")) : "";
if (isFirefox) process.once("exit", () => rmSync(downloadsPath, { recursive: true, force: true }));

type Preferences = NonNullable<LaunchOptions["firefoxUserPrefs"]>;
// Stock Firefox is driven over WebDriver BiDi, which the types do not name.
export const launchFirefox = (firefoxUserPrefs: Preferences = {}) =>
	firefox.launch({
		channel: "moz-firefox",
		executablePath: firefoxPath,
		firefoxUserPrefs,
		...(downloadsPath && { downloadsPath }),
	} as LaunchOptions);

/** What Firefox learns when it starts only: there the options of a context say nothing, and no error. */
function preferencesFor({ colorScheme, reducedMotion, forcedColors, contrast }: BrowserContextOptions): Preferences {
	return {
		...(colorScheme === "dark" && {
			"ui.systemUsesDarkTheme": 1,
			"layout.css.prefers-color-scheme.content-override": 0,
		}),
		...(reducedMotion === "reduce" && { "ui.prefersReducedMotion": 1 }),
		// By the contrast of its own colours, which are black and white.
		...(contrast === "more" && { "ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 1 }),
		...(forcedColors === "active" && { "ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 2 }),
	};
}

export interface Browsers {
	contextFor(options: BrowserContextOptions): ReturnType<Browser["newContext"]>;
	close(): Promise<void>;
}

/** Browsers of this run's engine: one for all visitors, and in Firefox one more for each way of looking at a page. */
export async function openBrowsers(launch?: () => Promise<Browser>): Promise<Browsers> {
	const opened = new Map<string, Promise<Browser>>();
	function browserFor(options: BrowserContextOptions) {
		const preferences = launch || engine === "chromium" ? {} : preferencesFor(options);
		const key = JSON.stringify(preferences);
		const open = launch ?? (engine === "chromium" ? launchChromium : () => launchFirefox(preferences));
		if (!opened.has(key)) opened.set(key, open());
		return opened.get(key)!;
	}
	await browserFor({});
	return {
		contextFor: async (options) => (await browserFor(options)).newContext(options),
		async close() {
			for (const browser of opened.values()) await (await browser).close();
		},
	};
}
