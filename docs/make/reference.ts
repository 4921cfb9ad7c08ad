/** `docs/reference.md`: everything that has a name, once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callTable, collectorTable } from "./calls.ts";
import { commandHelp } from "./command.ts";
import { configTable, policyTable, tagTable } from "./configuration.ts";
import { codesOf, collectorErrorTable, errorTable, findingTable } from "./errors.ts";
import { root } from "./files.ts";
import { actionTable, attributeTable, elementTable, eventTable, partTable, propertyTable } from "./markup.ts";
import { code, membersOf, phrase, table } from "./tables.ts";

/** The calls of a `Consent`: of `window.yoursay`, and of what `createConsent` gives. */
export const consentCalls: Record<string, string> = {
	ready:
		"a promise of the snapshot, once configuration and stored choice are read, or the configuration is refused, after which nothing is allowed",
	"snapshot()": "how things stand: see below",
	"allows(purpose, vendor?)": "may this run now?",
	"subscribe(listener)": "calls it at once and after each change; returns its undo",
	"decide({purposes, vendors, age}, {event}?)":
		"`true` allows; what is not named keeps its state, what is undecided becomes refused; `age` as the visitor states it, which is kept nowhere",
	"acceptAll()": "allows everything that is a choice",
	"rejectAll()": "refuses everything that is a choice",
	"withdraw()": "takes back everything that was allowed",
	"open(view)":
		"`preferences`, `policy`, `rights`, `receipt`; one view may stand over another. In an application `ask` too: lets the first layer stand where something is to be asked",
	"close()":
		"takes the view on top away. Closing the first layer under `opt-in` is a refusal; elsewhere the notice has been seen: it goes away, and stands again only for a new `revision`",
	"records()": "this browser's records",
	"receipt()":
		"the records with the words they were made on and the collector's signatures, to keep and to check with `npx yoursay verify`; null before the first decision",
	"erase()": "forgets this browser, and the references of rights requests; what waits for delivery still leaves",
	"dispose()": "undoes everything yoursay did to the page but what it released",
};

const consentTable = () =>
	table(
		["call", "does"],
		Object.entries(consentCalls).map(([call, words]) => [code(call), words]),
	);

const listOf = (path: string, name: string) => codesOf(path, name).map(code).join(", ");

/** What `snapshot()` gives. */
function snapshotTable(): string {
	const members = membersOf(readFileSync(join(root, "types/consent.ts"), "utf8"), "Snapshot");
	return table(
		["key", "value", "meaning"],
		members.map(({ key, type, comment }) => [code(key), code(type), phrase(comment)]),
	);
}

export const reference = () => `# Reference

Every option, attribute, event, property, part, code and call, from the code itself: \`npm run docs\` writes this page. What is
behind them stands in the other pages of this folder.

- [Configuration](#configuration) · [on the tag](#on-the-tag) · [policy document](#policy-document)
- [Markup](#markup) · [elements](#elements) · [events](#events) · [JavaScript](#javascript)
- [Custom properties](#custom-properties) · [parts](#parts)
- [Errors](#errors) · [findings of check](#findings-of-check)
- [Command](#command)
- [Collector: options](#collector-options) · [calls](#collector-calls)

## Configuration

\`[]\` stands for each of a list, \`*\` for a name of yours. Every key has a default; \`{}\` is a configuration. The JSON Schema for
editors is \`yoursay/config.schema.json\`.

${configTable()}

### On the tag

${tagTable()}

### Policy document

Its JSON Schema is \`yoursay/policy.schema.json\`. A \`section\` says where in the full text something stands: \`number\` as printed,
without the closing dot, and \`title\`. A version's \`content\` has the keys of the document but \`purposes\`, \`version\` and
\`versions\`.

${policyTable()}

## Markup

${attributeTable()}

Values of \`data-yoursay-action\`:

${actionTable()}

### Elements

${elementTable()}

\`consent\` is that of the \`define\` which came last and still stands, unless one is set. \`kind\` is the right at which the form
begins. The same for editors is \`yoursay/custom-elements.json\`.

### Events

${eventTable()}

## JavaScript

\`window.yoursay\` and \`createConsent()\` give the same object. Everything that changes a choice returns a promise that settles
once the decision is durable on the device; none rejects.

${consentTable()}

A snapshot:

${snapshotTable()}

A \`State\` is ${listOf("types/consent.ts", "State")}; a \`Method\` ${listOf("types/record.ts", "Method")}; a \`Regime\` ${listOf("types/config.ts", "Regime")}.

## Custom properties

${propertyTable()}

## Parts

Every class is a part; these are meant to be relied on.

${partTable()}

## Errors

A \`PrivacyError\` has a \`code\`, a \`where\` and a message, on the console and for \`onError\`. ‹where› is what it is about.

${errorTable()}

## Findings of check

${findingTable()}

## Command

Data goes to standard output, messages to standard error; the exit code is 0 when all is clean, 1 for findings, 2 when the
command could not do what you asked.

${commandHelp()}

## Collector: options

Of \`createCollector\`, in \`yoursay/collector\`.

${collectorTable()}

Of a \`CollectorError\`, for the owner:

${collectorErrorTable()}

## Collector: calls

Errors are RFC 9457 \`application/problem+json\`. The owner's calls send no CORS headers; without an \`ownerToken\` they answer 403.

${callTable()}
`;
