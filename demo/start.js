// The first page: shows what arrives, what waits in this browser, and turns the endpoint's failing on and off.
import { forgetEverything, lookAround } from "/browser-storage.js";
import { nameOf } from "/play-regions.js";

const find = (id) => document.getElementById(id);
const modeWords = {
	off: "Every record is answered at once.",
	503: "The server says that it is not available, and asks to wait two seconds.",
	slow: "Each answer takes five seconds.",
	"hang-up": "The connection ends without an answer.",
	nonsense: "The answer is a web page, with status 200.",
	random: "Any of these, a different one each time; sometimes the record is kept and only the answer is lost.",
};
const methods = {
	"accept-all": "Accepted all",
	"reject-all": "Rejected all",
	save: "Saved choices",
	close: "Closed",
	withdraw: "Withdrew",
	always: "Always, at an embed",
	gpc: "Privacy signal",
	dnt: "Do Not Track",
	api: "By the page",
	import: "Imported",
	expiry: "Expired",
};
const rights = {
	access: "See their data",
	rectification: "Correct their data",
	erasure: "Delete their data",
	restriction: "Pause the use",
	portability: "Take it with them",
	objection: "Object to a use",
	"withdraw-consent": "Take back a yes",
	complaint: "Complaint",
	"opt-out-sale": "No sale or sharing",
	"limit-sensitive": "Limit sensitive data",
	"no-automated-decision": "A person decides",
	"disconnect-account": "Disconnect an account",
	"object-recipient": "Object to a vendor",
	"marketing-email": "Marketing e-mail",
	appeal: "Appeal",
};
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function make(name, text, className) {
	const element = document.createElement(name);
	if (text !== undefined) element.textContent = text;
	if (className) element.className = className;
	return element;
}

function when(text) {
	const date = new Date(text);
	const element = make("time", (date.toDateString() === new Date().toDateString() ? clock : day).format(date));
	element.dateTime = text;
	return element;
}

function said(record) {
	const list = make("div", undefined, "said");
	for (const [id, state] of Object.entries({ ...record.purposes, ...record.vendors })) {
		if (id === "necessary") continue;
		list.append(make("span", `${id} ${state}`, state === "granted" ? "yes" : "no"));
	}
	return list;
}

/** The site, and below it the rule that the choice was made under: "California, opt-out". */
function where({ site, region, regionSource, regime }) {
	const place = region ? nameOf(region) : "Region unknown";
	const isGuess = region && regionSource === "guess";
	const cell = document.createDocumentFragment();
	cell.append(site, make("span", `${place}${isGuess ? " (a guess)" : ""}, ${regime}`, "law"));
	return cell;
}

function row({ record }) {
	const cells = [when(record.occurredAt), where(record), methods[record.method] ?? record.method, said(record)];
	const id = make("code", record.id.slice(-8));
	id.title = record.id;
	const line = make("tr");
	line.append(
		...[...cells, id].map((content) => {
			const cell = make("td");
			cell.append(content);
			return cell;
		}),
	);
	if (record.automated) line.children[2].append(make("span", "automated", "mark-automated"));
	return line;
}

const rows = new Map();
let isFirst = true;

function showRecords(entries) {
	const ids = new Set(entries.map(({ record }) => record.id));
	for (const [id, line] of rows) {
		if (ids.has(id)) continue;
		line.remove();
		rows.delete(id);
	}
	let after = null;
	for (const entry of entries) {
		const { id } = entry.record;
		if (!rows.has(id)) {
			rows.set(id, row(entry));
			if (!isFirst) rows.get(id).classList.add("fresh");
		}
		const line = rows.get(id);
		const place = after ? after.nextSibling : find("rows").firstChild;
		if (place !== line) find("rows").insertBefore(line, place);
		after = line;
	}
	isFirst = false;
	find("empty").hidden = entries.length > 0;
	document.querySelector(".records").hidden = entries.length === 0;
}

/** Redraws a list where it differs, so that nothing moves under the pointer. */
function redraw(id, entries, draw) {
	const list = find(id);
	const mark = JSON.stringify(entries);
	if (list.dataset.mark === mark) return;
	list.dataset.mark = mark;
	list.replaceChildren(...entries.map(draw));
}

function showRequests({ requests, mail, ownerToken }) {
	redraw("request-rows", requests, ({ receivedAt, site, region, kind, state, dueAt, reference, isLate, closedAt }) => {
		const place = document.createDocumentFragment();
		place.append(site, make("span", region ? nameOf(region) : "Region unknown", "law"));
		const standing = document.createDocumentFragment();
		const due = closedAt ? "closed" : `due ${day.format(new Date(dueAt))}`;
		standing.append(make("span", state, isLate ? "no" : "yes"), make("span", isLate ? `late, ${due}` : due, "law"));
		const line = make("tr");
		for (const content of [when(receivedAt), place, rights[kind] ?? kind, standing, make("code", reference)]) {
			const cell = make("td");
			cell.append(content);
			line.append(cell);
		}
		return line;
	});
	find("no-request").hidden = requests.length > 0;
	document.querySelector(".requests").hidden = requests.length === 0;
	setText("token", ownerToken);
	redraw("mails", mail, ({ to, subject, text }) => {
		const letter = make("article");
		const body = make("p", "", "dim");
		// Addresses are the one thing in it that one wants to press.
		for (const part of text.split(/(https?:\/\/\S+)/)) {
			const piece = /^https?:/.test(part) ? make("a", part) : part;
			if (piece.href !== undefined) piece.href = part;
			body.append(piece);
		}
		letter.append(make("h3", subject), make("p", to, "dim small"), body);
		return letter;
	});
	if (!mail[0]) find("mails").replaceChildren(make("p", "None yet.", "dim small"));
}

function showState({ failing, posthog, video }) {
	setText("hits", posthog.hits);
	setText("loads", video.loads);
	const chosen = document.querySelector(`#modes [value="${failing}"]`);
	if (chosen && !chosen.checked) chosen.checked = true;
	setText("mode-words", modeWords[failing]);
}

/** Written only when it differs, so that a status is not read out again each second. */
function setText(id, text) {
	const element = typeof id === "string" ? find(id) : id;
	if (element.textContent !== String(text)) element.textContent = text;
}

function showBrowser({ outboxes, drafts, choices }) {
	const waiting = outboxes.reduce((sum, { count }) => sum + count, 0);
	const lines = [
		["Sites answered", choices.length ? choices.join(", ") : "none"],
		["Records waiting to be sent", waiting],
		...outboxes.filter(({ count }) => count).map(({ name, count }) => [`of ${name}`, count]),
		["Drafts not yet sealed", drafts],
	];
	const list = find("browser");
	while (list.children.length > lines.length) list.lastChild.remove();
	lines.forEach(([term, value], at) => {
		if (!list.children[at]) {
			const line = make("div");
			line.append(make("dt"), make("dd"));
			list.append(line);
		}
		setText(list.children[at].firstChild, term);
		setText(list.children[at].lastChild, value);
	});
}

async function get(address) {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address} answered ${response.status}`);
	return response.json();
}

async function look() {
	if (document.hidden) return;
	try {
		const [{ records }, requests, state] = await Promise.all([
			get("/demo/records"),
			get("/demo/requests"),
			get("/demo/state"),
		]);
		showRecords(records);
		showRequests(requests);
		showState(state);
		setText("pulse", "Live");
		find("pulse").classList.remove("lost");
	} catch {
		setText("pulse", "The demo server does not answer");
		find("pulse").classList.add("lost");
	}
	showBrowser(await lookAround());
}

find("modes").addEventListener("change", async (event) => {
	const mode = event.target.value;
	setText("mode-words", modeWords[mode]);
	await fetch("/demo/failing", {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ mode }),
	}).catch(() => setText("mode-words", "The demo server does not answer."));
});

find("forget").addEventListener("click", async () => {
	const left = await forgetEverything();
	setText(
		"forgotten",
		left
			? "Forgotten, but for a database that another tab has open. Close that tab and press again."
			: "Forgotten. The film's own cookie is on its own origin and stays there.",
	);
	look();
});

(async () => {
	for (;;) {
		await look();
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
})();
document.addEventListener("visibilitychange", look);
