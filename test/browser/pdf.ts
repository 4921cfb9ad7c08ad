import { inflateSync } from "node:zlib";

const hex = (digits: string) => Number.parseInt(digits, 16);
const pairs = (digits: string) => digits.match(/.{4}/g)!.map(hex);

/** The text of each page of a PDF as Chromium makes them: whole streams, fonts with a table of what their glyphs mean. */
export function pagesOf(pdf: Buffer): string[] {
	const objects = new Map(
		[...pdf.toString("latin1").matchAll(/(\d+) 0 obj\b([\s\S]*?)endobj/g)].map(([, id, body]) => [id!, body!]),
	);
	const streamOf = (id: string) => {
		const body = objects.get(id)!;
		const bytes = Buffer.from(/stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)![1]!, "latin1");
		return (body.includes("FlateDecode") ? inflateSync(bytes) : bytes).toString("latin1");
	};
	const glyphsOf = (fontId: string) => {
		const glyphs = new Map<number, string>();
		const table = /ToUnicode (\d+) 0 R/.exec(objects.get(fontId) ?? "");
		const source = table ? streamOf(table[1]!) : "";
		for (const [, part] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
			for (const [, glyph, to] of part!.matchAll(/<(\w+)> <(\w+)>/g))
				glyphs.set(hex(glyph!), String.fromCharCode(...pairs(to!)));
		for (const [, part] of source.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
			for (const [, first, last, to] of part!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
				for (let at = hex(first!); at <= hex(last!); at++)
					glyphs.set(at, String.fromCharCode(hex(to!) + at - hex(first!)));
		return glyphs;
	};
	return [...objects.values()]
		.filter((body) => /\/Type \/Page\b(?!s)/.test(body))
		.map((body) => {
			const fonts = new Map([...body.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, glyphsOf(id!)]));
			let glyphs: Map<number, string> | undefined;
			let text = "";
			const content = streamOf(/\/Contents (\d+)/.exec(body)![1]!);
			for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-F]+)>|\bET\b/g))
				if (font) glyphs = fonts.get(font);
				else
					text += shown
						? pairs(shown)
								.map((glyph) => glyphs?.get(glyph) ?? "")
								.join("")
						: "\n";
			// Some fonts join letters in one glyph, and say so in one character.
			return text.normalize("NFKC");
		});
}
