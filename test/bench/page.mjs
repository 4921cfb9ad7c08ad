// The page that carries every contestant: a plain text article, so that its own cost is small, stable and the same.
import { json, taskOf } from "./task.mjs";

const css = `*{box-sizing:border-box}body{margin:0;font:16px/1.6 system-ui,"DejaVu Sans",sans-serif;color:#1c2430;background:#fff}
header,main,footer{max-width:860px;margin:0 auto;padding:16px 24px}header{display:flex;justify-content:space-between;align-items:center}
nav a{margin-left:18px;color:#0b57d0}h1{font-size:44px;line-height:1.15;margin:28px 0 12px}.lead{font-size:21px;color:#41505f}
.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:18px;margin:28px 0}.card{border:1px solid #d5dbe3;border-radius:10px;padding:16px}
footer{border-top:1px solid #d5dbe3;color:#5d6b7a}`;

const sentence =
	"The harbour office opened its books to the public this week, and what they show is a port that learned to do more with less. Fewer ships call than ten years ago, yet each of them carries almost twice the cargo, and the cranes that unload them are operated from a room two kilometres away. ";
const paragraphs = Array.from({ length: 24 }, (_, at) => `<p>${sentence.repeat(1 + (at % 3))}</p>`).join("\n");
const cards = Array.from(
	{ length: 6 },
	(_, at) => `<div class="card"><h3>Report ${at + 1}</h3><p>${sentence.slice(0, 120)}</p></div>`,
).join("");
const article = `<header><strong>Harbour weekly</strong><nav><a href="#a">News</a><a href="#b">Reports</a><a href="#c">About</a></nav></header>
<main><h1>A small port learns to do more with less</h1>
<p class="lead">${sentence}</p>
<div class="grid">${cards}</div>
${paragraphs}
</main>
<footer>Harbour weekly, printed daily. <a href="#privacy">Privacy</a></footer>`;

const write = (head, foot) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Harbour weekly</title>
<link rel="icon" href="data:,">
<style>${css}</style>
${head}
</head>
<body>
${article}
${foot}
</body>
</html>`;

/** The article alone: loaded before anything is measured, so that the start of processes and fonts is not. */
export const blankPage = write("", "");

/**
 * The article with a contestant in it, which describes `count` cookies.
 * @param {import("./contestants.mjs").Contestant} contestant
 * @param {number} [count]
 */
export function pageOf({ name, head, foot }, count) {
	const given = { ...taskOf(count), json, base: `/files/${name}` };
	return write(head?.(given) ?? "", foot?.(given) ?? "");
}
