/** Small pages for one fact each, served on the demo's own origin. */

export interface Fixture {
	/** @default "en" */
	lang?: string;
	/** Attributes of the loader's tag; null leaves the tag out. */
	tag?: string | null;
	/** Comes before the loader. */
	before?: string;
	/** Comes after the loader, in the head. */
	head?: string;
	body?: string;
	/** As `<script type="application/json" data-yoursay-config>`. */
	config?: unknown;
}

/** Purposes, site and endpoint of a fixture that says nothing else. */
export const plainTag = 'data-purposes="analytics marketing media" data-site-id="fixture" data-endpoint="/yoursay"';

export const html = ({
	lang = "en",
	tag = plainTag,
	before = "",
	head = "",
	body = "<h1>A page</h1>",
	config,
}: Fixture = {}) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title>
<link rel="icon" href="data:,">
<script>window.ran = [];</script>
${before}
${config === undefined ? "" : `<script type="application/json" data-yoursay-config>${typeof config === "string" ? config : JSON.stringify(config)}</script>`}
${tag === null ? "" : `<script src="/yoursay.js" ${tag}></script>`}
${head}
</head>
<body>
${body}
</body>
</html>`;

/** A script that leaves its name. */
export const says = (name: string) => `window.ran.push(${JSON.stringify(name)});`;

/** A held inline script that leaves its name. */
export const held = (name: string, purpose = "analytics", more = "") =>
	`<script type="text/plain" data-yoursay-purpose="${purpose}" ${more}>${says(name)}</script>`;
