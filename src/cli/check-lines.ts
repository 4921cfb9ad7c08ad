import type { Finding } from "../config/findings.ts";

/** Deeper than this nothing has a meaning, so nothing has a place. */
const maxDepth = 20;
const maxPath = 1000;

/**
 * Findings with the lines on which their paths stand in a JSON text; of what is missing, that of what it is missing in.
 * @param json Must be valid.
 * @param from The line on which the text begins.
 */
export function withLines<Each extends Finding>(found: Each[], json: string, from = 1): Each[] {
	const lines = linesIn(json, new Set(found.flatMap(({ path }) => aroundOf(path))));
	return found.map((finding) => {
		if (finding.line !== undefined) return finding;
		const line = aroundOf(finding.path)
			.map((path) => lines.get(path))
			.find((each) => each !== undefined);
		return line === undefined ? finding : { ...finding, line: line + from - 1 };
	});
}

/** A path, and those of what it stands in, the whole left out. */
function aroundOf(path: string): string[] {
	const all: string[] = [];
	// Nothing that has a meaning is longer.
	for (
		let rest = path.length > maxPath ? "" : path;
		rest;
		rest = rest.replace(/(?:\.[^.[\]]*|\[\d*\]|^[^.[\]]*)$/, "")
	) {
		if (all.at(-1) === rest) break;
		all.push(rest);
	}
	return all;
}

/** Where each of some members of a JSON text stands, by their paths. */
export function linesIn(json: string, wanted: ReadonlySet<string>): Map<string, number> {
	const found = new Map<string, number>();
	const open: { path: string; next: number | undefined }[] = [];
	let line = 1;
	let path = "";
	let isKey = false;
	const note = () => {
		if (open.length <= maxDepth && wanted.has(path)) found.set(path, line);
	};
	/** A value begins: in a list it has a place of its own. */
	const begin = () => {
		const around = open.at(-1);
		if (around?.next === undefined) return;
		path = open.length <= maxDepth ? `${around.path}[${around.next++}]` : "";
		note();
	};
	for (let at = 0; at < json.length; at++) {
		const character = json[at]!;
		if (character === "\n") line++;
		else if (character === "{" || character === "[") {
			begin();
			open.push({ path, next: character === "[" ? 0 : undefined });
			isKey = character === "{";
		} else if (character === "}" || character === "]") {
			open.pop();
			isKey = false;
		} else if (character === ",") isKey = open.at(-1)?.next === undefined;
		else if (character === '"') {
			const start = at;
			while (json[++at] !== '"') if (json[at] === "\\") at++;
			if (!isKey) begin();
			else if (open.length <= maxDepth) {
				const key: string = JSON.parse(json.slice(start, at + 1));
				const around = open.at(-1)!.path;
				path = around ? `${around}.${key}` : key;
				note();
			}
			isKey = false;
		} else if (/[-\dtfn]/.test(character)) {
			begin();
			while (/[^\s,\]}]/.test(json[at + 1] ?? " ")) at++;
		}
	}
	return found;
}
