import type { ErrorCode, PrivacyErrorShape } from "../../types/error.ts";

/** The one error yoursay raises. Its sentences live in `messages.ts`, so that they cost nothing until something breaks. */
export class PrivacyError extends Error implements PrivacyErrorShape {
	readonly code: ErrorCode;
	readonly where: string;
	constructor(code: ErrorCode, where = "", message?: string, options?: ErrorOptions) {
		super(`[yoursay ${code}] ${message ?? where}`, options);
		this.name = "PrivacyError";
		this.code = code;
		this.where = where;
	}
}

/** Makes something when it is first needed. A failure is forgotten: the next need tries again. */
export function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
	let made: Promise<Made> | undefined;
	return () =>
		(made ??= make().catch((cause) => {
			made = undefined;
			throw cause;
		}));
}

/** Runs work that may be forbidden here (blocked storage, Trusted Types, odd addresses); undefined where it throws. */
export function attempt<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch {
		return; // forbidden: the caller goes on as if nothing were there
	}
}
