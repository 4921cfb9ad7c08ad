// What `npm test` runs, with Node alone: installs what is missing, builds, and runs every suite, in browsers on the files
// that are shipped. Other arguments go to vitest as they are (`npm test -- accent`); `--install` stops before building.
// READABLE=1 runs the browser suite on files that are not minified, to find a fault by; ENGINE=firefox runs all of it in
// Firefox, which else runs what matters most (`vitest.config.ts`), as WebKit does.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = join(root, "test-results");
const isWindows = process.platform === "win32";

const chromiums = {
	variable: "CHROMIUM_PATH",
	names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
	places: ["/usr/bin/chromium", "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
};
const firefoxes = {
	variable: "FIREFOX_PATH",
	names: ["firefox-esr", "firefox"],
	places: ["/usr/bin/firefox-esr", "/Applications/Firefox.app/Contents/MacOS/firefox"],
};
const webkits = { variable: "WEBKIT_DRIVER_PATH", names: ["WebKitWebDriver"], places: ["/usr/bin/WebKitWebDriver"] };
const screens = { variable: "XVFB_PATH", names: ["Xvfb"], places: ["/usr/bin/Xvfb"] };

/** Runs a command in the repository with its output on ours; true when it succeeded. */
function attempt(command, args, env = {}) {
	console.log(`\n> ${[...Object.entries(env).map((pair) => pair.join("=")), command, ...args].join(" ")}`);
	const { status, error } = spawnSync(command, args, {
		cwd: root,
		stdio: "inherit",
		env: { ...process.env, ...env },
		shell: isWindows,
	});
	if (error) console.error(error.message);
	process.exitCode = status || (status === 0 ? 0 : 1);
	return status === 0;
}

/** As `attempt`, and the end of the run where it fails. */
function must(command, args, env) {
	if (!attempt(command, args, env)) process.exit(process.exitCode);
}

function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false; // absent, or not ours to run
	}
}

/** Where a browser is: its variable, its usual places, then the search path. */
function find({ variable, names, places }) {
	const folders = (process.env.PATH ?? "").split(delimiter);
	const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [process.env[variable], ...places, ...onPath].find((file) => file && isExecutable(file));
}

const hasApt = process.platform === "linux" && isExecutable("/usr/bin/apt-get");
const isRoot = process.getuid?.() === 0;

/** Installs Debian packages where we may; whether it worked shows in whether their programs can then be found. */
function installPackages(...names) {
	if (!hasApt || !isRoot) return;
	const env = { DEBIAN_FRONTEND: "noninteractive" };
	if (attempt("apt-get", ["update"], env))
		attempt("apt-get", ["install", "-y", "--no-install-recommends", ...names], env);
	process.exitCode = 0;
}

function installDependencies() {
	// Someone else's folder, shared by a link, is theirs to fill: `npm ci` would empty it first.
	if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) return;
	const installed = join(root, "node_modules/.package-lock.json");
	const isFresh =
		existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
	if (!isFresh) must("npm", ["ci", "--no-audit", "--no-fund"]);
}

function installBrowsers() {
	if (!find(chromiums)) installPackages("chromium");
	const chromium = find(chromiums);
	if (!chromium) {
		console.error(
			[
				"The browser suite needs Chromium, which is not on this machine and could not be installed.",
				"Debian and Ubuntu: sudo apt-get install chromium. macOS: brew install --cask google-chrome.",
				"Anywhere else: install Chrome or Chromium and set CHROMIUM_PATH to its executable.",
				"Without a browser: npx vitest run --project unit",
			].join("\n"),
		);
		process.exit(1);
	}
	if (!find(firefoxes)) installPackages("firefox-esr");
	const firefox = find(firefoxes);
	if (!firefox && process.env.ENGINE === "firefox") {
		console.error("Firefox is not on this machine. Set FIREFOX_PATH to its executable.");
		process.exit(1);
	}
	if (!firefox)
		console.warn("Firefox is not on this machine, so what is run in it is left out. Set FIREFOX_PATH to add it.");
	const hasWebkit = () => find(webkits) && find(screens);
	if (!hasWebkit()) installPackages("webkit2gtk-driver", "xvfb");
	if (!hasWebkit())
		console.warn(
			"WebKit is not on this machine, so what is run in it is left out. It needs webkit2gtk-driver and xvfb.",
		);
	process.env.CHROMIUM_PATH = chromium;
	if (firefox) process.env.FIREFOX_PATH = firefox;
	if (hasWebkit()) Object.assign(process.env, { WEBKIT_DRIVER_PATH: find(webkits), XVFB_PATH: find(screens) });
}

const extra = process.argv.slice(2);
if (extra[0] === "--install") {
	installDependencies();
	process.exit();
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
installDependencies();
installBrowsers();
must(process.execPath, ["build.mjs"]);
if (process.env.READABLE) must(process.execPath, ["build.mjs", "--dev"]);

const report = join(results, "report.json");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const isClean = attempt(process.execPath, [
	join(root, "node_modules/vitest/vitest.mjs"),
	"run",
	...reporters,
	...extra,
]);

/** Tests that passed and failed; a file that did not load counts as one failure. */
function count() {
	if (!existsSync(report)) return { passed: 0, failed: 0 };
	const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
	const unloaded = testResults.filter(
		({ status, assertionResults }) => status === "failed" && !assertionResults.some((each) => each.status === "failed"),
	);
	return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
}

const { passed, failed } = count();
// A run may fail without a failing test: an unhandled error, or vitest itself.
console.log(`\n${passed} passed, ${failed || +!isClean} failed`);
