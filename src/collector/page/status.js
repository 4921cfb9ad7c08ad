// @ts-check
/** How one request stands, for whoever has its secret: that stands behind the `#` of the link and is never sent on. */
import { call, Refusal, save } from "./calls.js";
import { byId } from "./element.js";
import { drawStatus } from "./status-view.js";
import { copyOf } from "./status-words.js";

const secret = location.hash.slice(1);
// Out of the address bar, the history and what is copied from them.
history.replaceState(null, "", location.pathname);
const reference = location.pathname.split("/").at(-1) ?? "";
const path = `requests/${encodeURIComponent(reference)}`;
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const title = byId("title");
const told = byId("told");
const again = byId("again");
const shown = byId("request");
const ask = /** @type {HTMLDialogElement} */ (byId("ask"));

/** @param {string} text @param {"ok" | "bad" | ""} [kind] */
function say(text, kind = "") {
	told.hidden = text === "";
	told.className = `note ${kind}`;
	told.textContent = text;
}

/** @param {unknown} error */
function explain(error) {
	if (!(error instanceof Refusal)) throw error;
	again.hidden = error.status === 404;
	if (error.status === 0) say("You seem to be offline. Your request is safe. Try again when you are back.", "bad");
	else if (error.status === 404 || error.status === 401)
		say("There is no request behind this link. Check that you opened all of it, up to the last letter.", "bad");
	else if (error.status === 429) {
		const time = new Date(Date.now() + (error.retryAfterS || 60) * 1000);
		const clock = time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
		say(`Too many requests at once. Try again at ${clock}.`, "bad");
	} else if (error.status === 409) say("This request is closed, so it cannot be taken back any more.", "bad");
	else say("This did not load. Your request is safe. Try again in a minute.", "bad");
}

/** @param {import("../../../types/request.ts").RequestStatus} request */
function draw(request) {
	shown.hidden = false;
	again.hidden = true;
	document.title = `Your request ${request.reference}`;
	const download = () => save(new Blob([copyOf(request)], { type: "text/plain" }), `request-${request.reference}.txt`);
	shown.replaceChildren(...drawStatus(request, { download, withdraw: () => ask.showModal() }));
}

/** @param {"GET" | "DELETE"} method */
async function load(method) {
	main.setAttribute("aria-busy", "true");
	try {
		draw(await (await call(path, { method, bearer: secret })).json());
		say(method === "DELETE" ? "You took this request back. Nothing else is needed." : "", "ok");
	} catch (error) {
		explain(error);
	} finally {
		main.removeAttribute("aria-busy");
	}
	if (method === "DELETE") title.focus();
}

again.addEventListener("click", () => load("GET"));
byId("keep").addEventListener("click", () => ask.close());
byId("withdraw").addEventListener("click", () => {
	ask.close();
	load("DELETE");
});
// The same link with another secret, opened in this tab: the page stays, and only what stands behind the `#` changes.
addEventListener("hashchange", () => location.reload());
if (secret === "")
	say("There is no request behind this link. Check that you opened all of it, up to the last letter.", "bad");
else load("GET");
