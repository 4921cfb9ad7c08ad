export type CollectorErrorCode =
	| "folder-in-use"
	| "folder-unusable"
	| "journal-damaged"
	| "journal-torn"
	| "mail-failed"
	| "option-invalid"
	| "store-failed";

/** What the collector refuses or fails at; to its owner, never to a visitor. Its texts hold no record, secret or subject. */
export class CollectorError extends Error {
	readonly code: CollectorErrorCode;
	/** A folder, a file, an option. */
	readonly where: string;
	constructor(code: CollectorErrorCode, where: string, message: string, options?: ErrorOptions) {
		super(`[yoursay ${code}] ${where}: ${message}`, options);
		this.name = "CollectorError";
		this.code = code;
		this.where = where;
	}
}

/**
 * What may be said about a failure. A database quotes the offending values in data and integrity errors (SQLSTATE
 * classes 22 and 23) and in its details, so of those only the code is told, and the error itself is never passed on.
 */
export function reason(error: unknown): string {
	if (!(error instanceof Error)) return "unknown failure";
	const code = sqlState(error);
	if (code && /^2[23]/.test(code)) return `SQLSTATE ${code}`;
	return code ? `${error.message} (${code})` : error.message;
}

/** True when a database refuses the data itself, so that trying again cannot help. */
export function isDataError(error: unknown): boolean {
	return /^2[23]/.test(sqlState(error) ?? "");
}

function sqlState(error: unknown): string | undefined {
	const { code } = (error ?? {}) as { code?: unknown };
	return typeof code === "string" ? code : undefined;
}
