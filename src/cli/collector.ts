import { CollectorError, erase, expire, pseudonymise } from "../collector/collector.ts";
import { openFrom } from "./open-store.ts";
import { serveCollector } from "./serve.ts";
import { type Given, Misuse, print, say, textOf, type Verb } from "./verb.ts";

const help = `yoursay collector [--origins ORIGIN]… [--data FOLDER] [--port PORT] …
yoursay collector erase SUBJECT [--data FOLDER]
yoursay collector expire [--retention-days DAYS] [--request-days DAYS] …

Serves the endpoint that widgets post to; deletes all records of one subject
now; or deletes records, and takes the person out of closed requests, that were
kept long enough, which the serving collector does daily by itself. A folder
is open to one process: to delete from it, end the collector that serves it
first; a PostgreSQL server takes both at once. Requests are not deleted with a
subject: an opt-out keeps the subject that it was made with.

  --data FOLDER          the embedded store, for one process (needs the package
                         @electric-sql/pglite)
  --origins ORIGIN       a site that may post, like https://shop.example; may
                         be repeated or hold several with commas between
  --port PORT            [environment PORT, else 4180]
  --host HOST            the interface to listen on   [127.0.0.1]
  --path PATH            where the calls begin        [/yoursay]
  --trust-proxy          takes the caller's address (the last one named) and
                         protocol from the proxy's X-Forwarded-* headers; only
                         where a proxy of yours sets them
  --cookie-domain NAME   storage.cookie.domain of the widget's configuration
  --retention-days DAYS  how long records are kept after a browser's last one
                         expired                      [365]
  --request-days DAYS    how long it is kept who sent a request, and what they
                         wrote, after it was closed   [365]
  --time-zone ZONE       on whose days requests are received and due, like
                         Europe/Berlin                [UTC]
  --response-days DAYS   in which you promise an answer, where the law gives
                         longer
  --public-origin ORIGIN where browsers find the collector, for links
  --mail-from ADDRESS    who writes to people, like
                         "Shop <privacy@shop.example>"

From the environment: DATABASE_URL, a PostgreSQL server in place of --data
(needs the package pg); YOURSAY_TOKEN, the owner's token, at least 16
characters, without which the owner's calls are refused; YOURSAY_SMTP, a server
for e-mail like smtps://user:password@mail.example (needs the package
nodemailer, --mail-from and --public-origin), without which nobody is written
to.
`;

async function run(given: Given): Promise<number> {
	const [action, subject, ...rest] = given.positionals;
	const log = (line: string) => say(line);
	const wanted = action === "erase" ? 2 : action === "expire" ? 1 : 0;
	if (action !== undefined && !wanted)
		throw new Misuse(`There is no action ${JSON.stringify(action)}: erase or expire.`);
	if (given.positionals.length < wanted) throw new Misuse("Give the subject, as a record or a receipt names it.");
	if (rest.length || (wanted === 1 && subject !== undefined)) throw new Misuse("That is one argument too many.");
	const retention = { retentionDays: numberOf(given, "retention-days"), requestDays: numberOf(given, "request-days") };
	try {
		if (!wanted) return await serveCollector(given, retention, numberOf(given, "response-days"));
		const opened = await openFrom(textOf(given, "data"));
		try {
			if (action === "erase") print({ records: await erase(opened.store, subject!, { onLog: log }) });
			else {
				const expired = await expire(opened.store, { ...retention, onLog: log });
				print({ ...expired, requests: await pseudonymise(opened.store, { ...retention, onLog: log }) });
			}
			return 0;
		} finally {
			await opened.close();
		}
	} catch (error) {
		if (error instanceof CollectorError) throw new Misuse(error.message);
		throw error;
	}
}

function numberOf(given: Given, name: string): number | undefined {
	const text = textOf(given, name);
	if (text === undefined) return undefined;
	if (!/^\d{1,6}$/.test(text)) throw new Misuse(`--${name} must be a number, not ${JSON.stringify(text)}.`);
	return Number(text);
}

const text = { type: "string" } as const;
export const verb: Verb = {
	help,
	options: {
		data: text,
		origins: { type: "string", multiple: true },
		port: text,
		host: text,
		path: text,
		"trust-proxy": { type: "boolean" },
		"cookie-domain": text,
		"retention-days": text,
		"request-days": text,
		"time-zone": text,
		"response-days": text,
		"public-origin": text,
		"mail-from": text,
	},
	run,
};
