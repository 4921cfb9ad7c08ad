// @ts-check
/** Confirms an address once a person has pressed the button: programs that look through e-mails open links too. */
import { call, Refusal } from "./calls.js";
import { byId } from "./element.js";

const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
const reference = location.pathname.split("/").at(-2) ?? "";
const button = /** @type {HTMLButtonElement} */ (byId("confirm"));
const result = byId("result");
const title = byId("title");
byId("reference").textContent = reference;

/** @param {string} text @param {"ok" | "bad"} kind */
function say(text, kind) {
	result.hidden = false;
	result.className = `note ${kind}`;
	result.textContent = text;
}

/** @param {string} heading */
function end(heading) {
	title.textContent = document.title = heading;
	for (const id of ["words", "confirm", "not-mine"]) byId(id).hidden = true;
	title.focus();
}

/** @param {unknown} error */
function explain(error) {
	if (!(error instanceof Refusal)) throw error;
	if (error.status === 0) say("This did not reach us. Check your connection, then press the button again.", "bad");
	else if (error.status === 429)
		say("There were too many tries at once. Wait a minute, then press the button again.", "bad");
	else if (error.status === 404 || error.status === 422) {
		end("This link does not work");
		say(
			"It is incomplete or too old. Open the link in the email once more, or copy all of it into the address bar.",
			"bad",
		);
	} else say("This could not be done just now. Press the button again in a minute.", "bad");
}

if (token === "") {
	end("This link does not work");
	say("Its last part is missing. Copy all of the link in the email into the address bar.", "bad");
}
button.addEventListener("click", async () => {
	if (button.getAttribute("aria-disabled") === "true") return;
	button.setAttribute("aria-disabled", "true");
	try {
		await call(`requests/${encodeURIComponent(reference)}/confirm`, { method: "POST", body: { token } });
		end("Your address is confirmed");
		say("Thank you. There is nothing else to do: you get an answer at this address.", "ok");
	} catch (error) {
		explain(error);
	} finally {
		button.removeAttribute("aria-disabled");
	}
});
