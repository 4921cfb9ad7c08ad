import type { RequestKind, RequestState } from "../../types/request.ts";
import type { OwedMail, StoredRequest } from "./request-store.ts";
import { ASKED } from "./request-words.ts";

const MOVES: Partial<Record<RequestState, { subject: string; text: string }>> = {
	acknowledged: { subject: "Your request has arrived", text: "Your request has arrived, and we are looking at it." },
	"needs-info": {
		subject: "We need to know more for your request",
		text: "We cannot answer your request before we know more:",
	},
	extended: { subject: "Your request takes longer", text: "We need more time for your request. The reason:" },
	fulfilled: { subject: "Your request is done", text: "We have done what you asked." },
	partly: { subject: "Your request is done in part", text: "We have done a part of what you asked. The reason:" },
	denied: { subject: "Your request is refused", text: "We do not do what you asked. The reason:" },
};

interface TextOptions {
	/** Who signs, if that is known. */
	from?: string;
	/** In which due days are counted. @default "UTC" */
	timeZone?: string;
}

/**
 * In English, plain text. Nothing that whoever sent the request wrote stands in it: else anybody could have their words
 * sent to anybody.
 * @param url of the request's status, without a secret. */
export function textOf(
	{ reference, kind, dueAt }: StoredRequest,
	mail: OwedMail,
	url: string,
	{ from, timeZone = "UTC" }: TextOptions,
): { subject: string; text: string } {
	const day = dayIn("token" in mail ? dueAt : mail.dueAt, timeZone);
	const lines = "token" in mail ? confirmation(kind, day, `${url}/confirm#${mail.token}`) : told(mail, day);
	const status = `How it stands: ${url} (open it in the browser that you sent the request from).`;
	return {
		subject: `${"token" in mail ? "Please confirm your request" : MOVES[mail.event.state]!.subject} (${reference})`,
		text: `${[...lines, `Reference: ${reference}`, status, ...(from ? [from] : [])].join("\n\n")}\n`,
	};
}

const confirmation = (kind: RequestKind, day: string, link: string): string[] => [
	`We received a request in your name ${ASKED[kind]}. Please confirm that this address is yours:`,
	link,
	`The answer is due on ${day}.`,
	"If you did not send it, do nothing: then the address stays unconfirmed.",
];

function told({ event: { state, reason } }: Extract<OwedMail, { dueAt: string }>, day: string): string[] {
	return [
		MOVES[state]!.text,
		...(reason === undefined ? [] : [reason]),
		...(state === "acknowledged" ? [`The answer is due on ${day}.`] : []),
		...(state === "extended" ? [`The answer is now due on ${day}.`] : []),
	];
}

/** Like 21 November 2026. */
const dayIn = (time: string, timeZone: string) =>
	new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(new Date(time));
