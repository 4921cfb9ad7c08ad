import { type Given, Misuse, print, textOf, type Verb } from "./verb.ts";

const help = `yoursay gpc [--date DAY] [--off]

Prints the file by which a site says that it follows Global Privacy Control:
{"gpc": true, "lastUpdate": "2026-11-21"}. Serve it at

  /.well-known/gpc.json     of every host that has pages

with the content type application/json. It is the same for everybody: it says
what the site does with the signal, nothing about any visitor, and following
the signal is left to the widget and to you. True means: at least as far as
the law obliges the site.

  --date DAY   when the site said so, like 2026-11-21   [today, UTC]
  --off        the site does not follow it: {"gpc": false, …}
`;

async function run(given: Given): Promise<number> {
	if (given.positionals.length) throw new Misuse("This verb takes no arguments, only --date and --off.");
	const date = textOf(given, "date") ?? new Date().toISOString().slice(0, 10);
	if (!isDay(date)) throw new Misuse(`--date must be a day like 2026-11-21, not ${JSON.stringify(date)}.`);
	print({ gpc: given.values.off !== true, lastUpdate: date });
	return 0;
}

/** RFC 3339's full-date, and a day that there is: the 31st of a shorter month would be taken for the 1st of the next. */
function isDay(text: string): boolean {
	const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text) : undefined;
	return Number.isFinite(day?.getTime()) && day!.toISOString().startsWith(text);
}

export const verb: Verb = { help, options: { date: { type: "string" }, off: { type: "boolean" } }, run };
