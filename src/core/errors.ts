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
