import { z } from "zod";
import type { RequestChange, RequestState } from "../../types/request.ts";
import { readJson } from "./body.ts";
import { atSameTime, type DueDateOptions, dayOf, dueDates } from "./due-dates.ts";
import { flaws } from "./flaws.ts";
import { ProblemError } from "./problem.ts";
import type { OwedMail, StoredRequest } from "./request-store.ts";
import { CLOSED, STATES } from "./request-words.ts";

const MAX_CHANGE_BYTES = 32 * 1024;
const WITH_REASON: readonly RequestState[] = ["extended", "denied", "partly", "needs-info"];
/**
 * What the person must hear of (GDPR art. 12(3) and (4); 11 CCR 7021); that it arrived, where the law says by when (11 CCR
 * 7021(a); Data Protection Act 2018 s. 164A(3)).
 */
const MAILED: readonly RequestState[] = ["needs-info", "extended", "fulfilled", "partly", "denied"];
// What neither PostgreSQL nor an e-mail can hold.
const words = z
	.string()
	.min(1)
	.max(2000)
	.refine((text) => !/(?![\n\t])\p{Cc}|[\ud800-\udfff]/u.test(text), "must hold no control characters but line breaks");
const ChangeSchema = z
	.strictObject({
		revision: z.int().min(1),
		state: z.enum(STATES).optional(),
		reason: words.optional(),
		dueAt: z.iso.date().optional(),
		note: words.optional(),
	})
	.refine((change) => change.state !== undefined || change.note !== undefined, "must name a state, a note, or both");

/** @throws ProblemError 400, 413, 415, 422 */
export async function readChange(request: Request): Promise<RequestChange> {
	const parsed = ChangeSchema.safeParse(await readJson(request, MAX_CHANGE_BYTES));
	if (parsed.success) return parsed.data;
	throw new ProblemError({
		status: 422,
		detail: "The body is not a change. Nothing was changed.",
		errors: flaws(parsed.error),
	});
}

export interface Moving extends DueDateOptions {
	/** ISO 8601, UTC, milliseconds. */
	now: string;
	/** Whether addresses can be written to. */
	canMail: boolean;
}

/**
 * A request after one change of its owner's, its revision one higher.
 * @throws ProblemError 409 for another revision, 422 for a move that is not allowed
 */
export function change(kept: StoredRequest, given: RequestChange, moving: Moving): StoredRequest {
	if (given.revision !== kept.revision) {
		throw new ProblemError({ status: 409, detail: "The request was changed meanwhile. Read it again." });
	}
	if (kept.content === null) throw refusal("", "it was pseudonymised, and is kept for its counts alone");
	const notes = given.note === undefined ? kept.notes : [...kept.notes, { at: moving.now, text: given.note }];
	const next = { ...kept, notes, revision: kept.revision + 1, mails: [] };
	return move(next, given, moving);
}

function move(kept: StoredRequest, { state, reason, dueAt }: RequestChange, moving: Moving): StoredRequest {
	if (state !== "extended" && dueAt !== undefined) throw refusal("dueAt", "belongs to the state extended alone");
	if (state === undefined) {
		if (reason !== undefined) throw refusal("reason", "belongs to a state");
		return kept;
	}
	refuseMove(kept, state);
	if (WITH_REASON.includes(state) && reason === undefined) throw refusal("reason", "is needed: the person is told why");
	const { now, canMail, ...options } = moving;
	const event = { state, at: now, ...(reason !== undefined && { reason }) };
	const moved: StoredRequest = {
		...kept,
		state,
		events: [...kept.events, event],
		closedAt: CLOSED.includes(state) ? now : null,
	};
	if (state === "extended") moved.dueAt = extended(kept, dueAt, options);
	// Whoever appeals is answered anew.
	if (state === "appealed") Object.assign(moved, dueDates({ ...kept, kind: "appeal" }, now, options));
	const email = kept.content?.email;
	const isTold = MAILED.includes(state) || (state === "acknowledged" && kept.acknowledgeAt !== null);
	if (canMail && email !== undefined && isTold) {
		const mail: OwedMail = { key: String(moved.revision), event, dueAt: moved.dueAt };
		moved.mails = [mail];
	}
	return moved;
}

function refuseMove({ state: from, closedAt, content, isConfirmed }: StoredRequest, to: RequestState): void {
	const isAppealable = from === "denied" || from === "partly";
	if (to === "appealed" ? !isAppealable : closedAt !== null || to === "received" || to === from) {
		throw refusal("state", `is no move from ${from}`);
	}
	const isGrant = content?.kind === "marketing-email" && content.decision === "granted";
	if (isGrant && isConfirmed === false && (to === "fulfilled" || to === "partly")) {
		throw refusal("state", "is no move before the address was confirmed: somebody else may have given it");
	}
}

function extended(kept: StoredRequest, day: string | undefined, { timeZone = "UTC" }: DueDateOptions): string {
	if (day === undefined) throw refusal("dueAt", "is needed: the new date");
	if (kept.extendableTo === null) throw refusal("state", "is no move here: the law lets nobody put off this answer");
	const appealed = kept.events.findLastIndex(({ state }) => state === "appealed");
	if (kept.events.slice(appealed + 1).some(({ state }) => state === "extended")) {
		throw refusal("state", "is no move here: it was extended once");
	}
	const [least, most] = [dayOf(kept.dueAt, timeZone), dayOf(kept.extendableTo, timeZone)];
	if (day <= least || day > most) throw refusal("dueAt", `must be after ${least}, and at most ${most}`);
	return atSameTime(kept.dueAt, day, timeZone);
}

const refusal = (path: string, message: string) =>
	new ProblemError({ status: 422, detail: "This change is not possible.", errors: [{ path, message }] });
