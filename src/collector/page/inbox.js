// @ts-check
/** The owner's page. The token lives in this module's memory alone: not in storage, not in the address. */
import { call, Refusal } from "./calls.js";
import { byId } from "./element.js";
import { openReport } from "./inbox-report.js";
import { openRequests } from "./inbox-requests.js";

/**
 * What sections are given.
 * @typedef {object} Desk
 * @property {(path: string, options?: { method?: string, body?: unknown }) => Promise<Response>} ask makes a call with the
 *   token; rejects with a `Refusal`
 * @property {(work: () => Promise<void>) => Promise<void>} attempt does something, and says so where it is refused
 * @property {(text: string, isBad?: boolean) => void} say
 */

const WRONG_TOKEN = "This token is not the collector's. Type it again.";
const UNREACHABLE = "The collector cannot be reached. Check the connection and try again.";
const TOO_MANY = "Too many calls at once. Wait a minute and try again.";

let token = "";
const [door, desk, told] = [byId("door"), byId("desk"), byId("told")];
const field = /** @type {HTMLInputElement} */ (byId("token"));
const sections = { requests: openRequests({ ask, attempt, say }), report: openReport({ ask, attempt, say }) };
const names = /** @type {(keyof typeof sections)[]} */ (Object.keys(sections));

/** @type {Desk["ask"]} */
function ask(path, options) {
	return call(path, { ...options, bearer: token });
}

/** @type {Desk["say"]} */
function say(text, isBad = false) {
	told.textContent = text;
	told.classList.toggle("bad", isBad);
}

/** @type {Desk["attempt"]} */
async function attempt(work) {
	try {
		await work();
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		if (error.status === 401) lock(WRONG_TOKEN);
		else say(wordsOf(error), true);
	}
}

/** @param {Refusal} refusal */
function wordsOf({ status, message, errors }) {
	if (status === 0) return UNREACHABLE;
	if (status === 429) return TOO_MANY;
	return [message, ...errors.map((flaw) => `${flaw.path}: ${flaw.message}.`)].join(" ");
}

/** @param {keyof typeof sections} shown */
function goTo(shown) {
	for (const name of names) {
		if (name === shown) byId(`to-${name}`).setAttribute("aria-current", "page");
		else {
			byId(`to-${name}`).removeAttribute("aria-current");
			sections[name].hide();
		}
	}
	say("");
	void attempt(sections[shown].show);
}

/** Forgets the token and all that was read with it. @param {string} [reason] */
function lock(reason = "") {
	token = "";
	for (const name of names) sections[name].clear();
	desk.hidden = true;
	door.hidden = false;
	say("");
	refuse(reason);
}

/** @param {string} reason none where it is empty */
function refuse(reason) {
	byId("token-error").textContent = reason;
	if (reason) field.setAttribute("aria-invalid", "true");
	else field.removeAttribute("aria-invalid");
	field.focus();
}

/** @param {string} typed */
async function enter(typed) {
	if (typed === "") return refuse("Type the token first.");
	if (!/^[\w.~+/-]+=*$/.test(typed)) return refuse("A token has letters, digits and -._~+/ only.");
	try {
		await call("requests?limit=1", { bearer: typed });
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return refuse(error.status === 401 ? WRONG_TOKEN : wordsOf(error));
	}
	token = typed;
	field.value = "";
	refuse("");
	door.hidden = true;
	desk.hidden = false;
	goTo("requests");
}

byId("token-form").addEventListener("submit", (event) => {
	event.preventDefault();
	void enter(field.value.trim());
});
for (const name of names) byId(`to-${name}`).addEventListener("click", () => goTo(name));
byId("leave").addEventListener("click", () => lock());
// A page that comes back from the browser's cache would come back with all it had read.
addEventListener("pagehide", () => lock());
