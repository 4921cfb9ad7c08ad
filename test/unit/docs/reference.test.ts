import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audienceOf, documented } from "../../../docs/make/calls.ts";
import { cssProperties, manifest, parts, views } from "../../../docs/make/elements.ts";
import { errorCodes } from "../../../docs/make/errors.ts";
import { actions, attributes, events } from "../../../docs/make/markup.ts";
import { consentCalls } from "../../../docs/make/reference.ts";
import { membersOf } from "../../../docs/make/tables.ts";
import { built, root, sourcesOf } from "../sources.ts";
import { textOf } from "./fences.ts";

const sources = sourcesOf("src");
const code = [...sources.values()].map((source) => source.code).join("\n");
const ofViews = [...sources.values()].filter(({ path }) => path.startsWith("src/ui/"));
const css = readdirSync(join(root, "src/ui/css"))
	.map((file) => readFileSync(join(root, "src/ui/css", file), "utf8"))
	.join("\n");
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

/** Classes of buttons. */
const looks = ["choice", "quiet", "link", "icon"];

/** What stands between the brackets of each call. */
const callsOf = (text: string, start: RegExp): string[] =>
	[...text.matchAll(start)].map(({ 0: { length }, index }) => {
		const rest = text.slice(index + length);
		let depth = 1;
		const end = [...rest].findIndex((letter) => {
			depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
			return depth === 0;
		});
		return rest.slice(0, end);
	});

describe("the reference names", () => {
	it("every call of a consent, and no other", () => {
		const members = membersOf(readFileSync(join(root, "types/consent.ts"), "utf8"), "Consent");
		const named = Object.keys(consentCalls).map((call) => /^\w+/.exec(call)![0]);
		expect(sorted(named)).toEqual(sorted(members.map(({ key }) => key)));
	});

	it("every attribute that the code reads or writes, and no other", () => {
		const written = [...code.matchAll(/data-yoursay-([a-z]+)/g)].map(([, name]) => name!);
		const read = [...code.matchAll(/\byoursay([A-Z]\w*)/g)].map(([, name]) => kebab(name!).slice(1));
		expect(sorted([...written, ...read])).toEqual(sorted(Object.keys(attributes)));
	});

	it("every action that a button has, and no other", () => {
		const found = ofViews.flatMap(({ code: text }) => [
			...[...text.matchAll(/data-yoursay-action": ([^,}]*)|yoursayAction = ([^;]*);/g)].flatMap(([, given, set]) =>
				[...`${given ?? set}`.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name!),
			),
			...callsOf(text, /\b(?:button|press|way)\(/g).flatMap((given) => {
				const [, first] = /^\s*"([a-z-]+)"/.exec(given) ?? [];
				// Of `button` in dom.ts the looks come first, and the action last.
				return first && !looks.includes(first) ? first : (/,\s*"([a-z-]+)",?\s*$/.exec(given)?.[1] ?? []);
			}),
		]);
		expect(sorted(found)).toEqual(sorted(Object.keys(actions)));
	});

	it("every event that is sent", () => {
		const sent = sorted([...code.matchAll(/"(yoursay:\w+)"/g)].map(([, name]) => name!));
		expect(sent).toContain("yoursay:change");
		expect(sent.filter((name) => !events.some((event) => event.name === name))).toEqual([]);
	});

	it("every custom property that a style sheet asks for, with its default, and no other", () => {
		const asked = [...css.matchAll(/var\(--yoursay-([a-z]+)/g)].map(([, name]) => `--yoursay-${name}`);
		expect(sorted(asked)).toEqual(sorted(cssProperties.map(({ name }) => name)));
		for (const { name, default: usual } of cssProperties) expect(css).toContain(`var(${name}, ${usual})`);
	});

	it("parts that elements of ours have", () => {
		// Every class is a part; a view goes by its own name, and so does what has a part alone.
		const classes = [...css.matchAll(/\.([a-z][\w-]*)/g), ...code.matchAll(/part: "(\w+)"/g)].map(([, name]) => name!);
		const [, union] = /export type View = ([^;]*);/.exec(readFileSync(join(root, "types/consent.ts"), "utf8"))!;
		const words = new Set([...classes, ...[...union!.matchAll(/"(\w+)"/g)].map(([, name]) => name!)]);
		for (const { name } of Object.values(parts).flat()) expect(words, name).toContain(name);
	});

	it("every error code", () => {
		expect(errorCodes.length).toBeGreaterThan(25);
		for (const each of errorCodes) expect(textOf("docs/reference.md")).toContain(`| \`${each}\` | `);
	});

	it("every path of the collector, each method for whom the collector has it", () => {
		const routes = ["calls", "request-calls"].map((file) =>
			readFileSync(join(root, `src/collector/${file}.ts`), "utf8"),
		);
		const paths = [...routes.join("\n").matchAll(/^\t*\[?"(\/[\w.]+)",|exported\("([\w.]+)"/gm)].map(
			([, path, end]) => path ?? `/requests.${end}`,
		);
		expect(paths.length).toBeGreaterThan(7);
		expect(paths.filter((path) => !documented.some((each) => each.path === path))).toEqual([]);
		for (const each of documented) expect(["visitor", "owner", "everybody", "reader"]).toContain(audienceOf(each));
	});
});

describe("the manifest of elements", () => {
	const written = JSON.parse(readFileSync(built("dist/custom-elements.json"), "utf8")) as ReturnType<typeof manifest>;
	const { version, customElements } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
		version: string;
		customElements: string;
	};

	it("is where the package says, as the last build wrote it", () => {
		expect(customElements).toBe("./dist/custom-elements.json");
		expect(written).toEqual(JSON.parse(JSON.stringify(manifest(version))));
		expect(written.schemaVersion).toBe("2.1.0");
	});

	it("has the elements that the code defines", () => {
		const [, list] = /(?:inPage = \[|InPageView\[\] = \[)([^\]]*)\]/.exec(code) ?? [];
		const names = [...list!.matchAll(/"(\w+)"/g)].map(([, view]) => `your-say-${view}`);
		expect(sorted(views.map(({ tagName }) => tagName))).toEqual(sorted(names));
	});

	it("names parts that the reference names", () => {
		for (const { cssParts } of views) expect(cssParts.length).toBeGreaterThan(3);
	});

	const path = "src/ui/in-page.ts";
	it.skipIf(!existsSync(join(root, path)))(`has the properties, the event and the slots of ${path}`, () => {
		const text = sources.get(path)!.code;
		const own = [...text.matchAll(/^\t\tset (\w+)\(/gm)].map(([, name]) => name!);
		expect(sorted(views.flatMap(({ members }) => members.map(({ name }) => name)))).toEqual(sorted(own));
		for (const { events: sent } of views) for (const { name } of sent) expect(text).toContain(`"${name}"`);
		for (const { slots } of views)
			for (const { name } of slots) if (name) expect(code).toMatch(new RegExp(`name[:=]\\s*["\`]?${name}|"${name}"`));
	});
});
