// @ts-check
/** The forms that change a request: a move, and a note. */
import { dayOf } from "./dates.js";
import { make } from "./element.js";
import { movesFrom, STATES, WITH_REASON } from "./inbox-words.js";

/** @typedef {import("../../../types/request.ts").InboxRequest} InboxRequest */
/** @typedef {Omit<import("../../../types/request.ts").RequestChange, "revision">} Change */
/** @typedef {{ path: string, message: string }} Flaw */

const MOST = 2000;

/**
 * @param {InboxRequest} request
 * @param {(change: Change) => Promise<Flaw[]>} save gives back what was wrong with it
 * @param {Change} [draft] what stands in the fields
 * @returns {HTMLElement[]}
 */
export function drawForms(request, save, draft = {}) {
	if (request.request === null) return [];
	const moves = movesFrom(request);
	return [...(moves.length > 0 ? [drawMove(request, moves, save, draft)] : []), drawNote(save, draft)];
}

/**
 * @param {InboxRequest} request
 * @param {import("../../../types/request.ts").RequestState[]} moves
 * @param {(change: Change) => Promise<Flaw[]>} save
 * @param {Change} draft
 */
function drawMove({ extendableTo }, moves, save, draft) {
	const options = moves.map((state) =>
		make("option", { value: state, selected: state === draft.state }, STATES[state]),
	);
	const state = make("select", {}, make("option", { value: "" }, "Choose a state"), ...options);
	const reason = make("textarea", { rows: "4" });
	reason.value = draft.reason ?? "";
	const dueAt = make("input", { type: "date" });
	dueAt.value = draft.dueAt ?? "";
	const stateField = field("state", "New state", state);
	const reasonField = field("reason", "Reason", reason, "The person is told this.");
	const dueHint = extendableTo === undefined ? "" : `At most ${dayOf(extendableTo)}.`;
	const dueField = field("dueAt", "New date", dueAt, dueHint);
	const follow = () => {
		const to = /** @type {import("../../../types/request.ts").RequestState} */ (state.value);
		reasonField.element.hidden = state.value === "";
		dueField.element.hidden = to !== "extended";
		reasonField.optional(!WITH_REASON.includes(to));
	};
	state.addEventListener("change", follow);
	follow();

	const check = () => {
		/** @type {Flaw[]} */
		const flaws = [];
		const to = /** @type {import("../../../types/request.ts").RequestState} */ (state.value);
		if (state.value === "") flaws.push({ path: "state", message: "Choose where the request goes" });
		if (WITH_REASON.includes(to) && reason.value.trim() === "")
			flaws.push({ path: "reason", message: "Write why: the person is told" });
		if (to === "extended" && dueAt.value === "") flaws.push({ path: "dueAt", message: "Choose the new date" });
		return [...flaws, ...tooLong("reason", reason.value)];
	};
	const read = () => ({
		state: /** @type {import("../../../types/request.ts").RequestState} */ (state.value),
		...(reason.value.trim() !== "" && { reason: reason.value.trim() }),
		...(state.value === "extended" && { dueAt: dueAt.value }),
	});
	return form("Move it on", "Save state", [stateField, reasonField, dueField], check, read, save);
}

/**
 * @param {(change: Change) => Promise<Flaw[]>} save
 * @param {Change} draft
 */
function drawNote(save, draft) {
	const note = make("textarea", { rows: "3" });
	note.value = draft.note ?? "";
	const noteField = field("note", "Note", note, "For you alone. The person never sees it.");
	const check = () => [
		...(note.value.trim() === "" ? [{ path: "note", message: "Write the note first" }] : []),
		...tooLong("note", note.value),
	];
	return form("Add a note", "Save note", [noteField], check, () => ({ note: note.value.trim() }), save);
}

/** @param {string} path @param {string} text @returns {Flaw[]} */
function tooLong(path, text) {
	const over = text.trim().length - MOST;
	return over > 0 ? [{ path, message: `This is ${over} characters too long` }] : [];
}

/** @typedef {ReturnType<typeof field>} Field */

/**
 * @param {string} name the change's own
 * @param {string} label
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control
 * @param {string} [hint]
 */
function field(name, label, control, hint = "") {
	const id = `change-${name}`;
	control.id = id;
	control.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
	const mark = make("span", { class: "optional" }, " (optional)");
	mark.hidden = true;
	const error = make("p", { id: `${id}-error`, class: "error" });
	const element = make(
		"div",
		{ class: "field" },
		make("label", { for: id }, label, mark),
		make("p", { id: `${id}-hint`, class: "small" }, hint),
		control,
		error,
	);
	return {
		name,
		element,
		control,
		/** @param {boolean} isOptional */
		optional(isOptional) {
			mark.hidden = !isOptional;
		},
		/** @param {string} message none where it is empty */
		flaw(message) {
			error.textContent = message;
			if (message) control.setAttribute("aria-invalid", "true");
			else control.removeAttribute("aria-invalid");
		},
	};
}

/**
 * @param {string} title
 * @param {string} action
 * @param {Field[]} fields
 * @param {() => Flaw[]} check
 * @param {() => Change} read
 * @param {(change: Change) => Promise<Flaw[]>} save
 */
function form(title, action, fields, check, read, save) {
	const button = make("button", { class: title === "Add a note" ? "quiet" : "choice" }, action);
	/** @param {Flaw[]} flaws */
	const show = (flaws) => {
		for (const each of fields) each.flaw(flaws.find(({ path }) => path === each.name)?.message ?? "");
		fields.find(({ name }) => flaws.some(({ path }) => path === name))?.control.focus();
	};
	const submit = async (/** @type {Event} */ event) => {
		event.preventDefault();
		if (button.getAttribute("aria-disabled") === "true") return;
		const flaws = check();
		show(flaws);
		if (flaws.length > 0) return;
		button.setAttribute("aria-disabled", "true");
		try {
			show(await save(read()));
		} finally {
			button.removeAttribute("aria-disabled");
		}
	};
	return make(
		"form",
		{ class: "card form", novalidate: true, submit: (event) => void submit(event) },
		make("h2", {}, title),
		...fields.map(({ element }) => element),
		button,
	);
}
