/** Files that a page hands to the browser. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { downloadsPath, engine } from "./engine.ts";
import { soon } from "./setup.ts";

/** The file that comes of a press. */
export async function saved(page: Page, press: () => Promise<unknown>): Promise<{ name: string; text: string }> {
	if (engine === "chromium") {
		const [file] = await Promise.all([page.waitForEvent("download"), press()]);
		return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
	}
	// Firefox tells of a blob's download without an id, and Playwright then nothing at all; the file is there, under its own name.
	for (const name of await readdir(downloadsPath)) await rm(join(downloadsPath, name));
	await press();
	const arrived = async () => {
		const [name = "", ...others] = await readdir(downloadsPath);
		const text = name && !others.length ? await readFile(join(downloadsPath, name), "utf8") : "";
		return { name, text };
	};
	await expect.poll(async () => (await arrived()).text, soon).not.toBe("");
	return arrived();
}
