/** Every reason yoursay gives for refusing or failing. Closed: new ones are additions to this list. */
export type ErrorCode =
	| "config-invalid"
	| "config-unknown-key"
	| "config-unreachable"
	| "global-taken"
	| "purpose-unknown"
	| "signal-stands"
	| "view-unknown"
	| "policy-unreachable"
	| "policy-invalid"
	| "held-nonce"
	| "held-address"
	| "held-runs-anyway"
	| "held-failed"
	| "chunk-failed"
	| "desk-failed"
	| "storage-blocked"
	| "storage-foreign"
	| "storage-domain"
	| "record-unsealed"
	| "records-refused"
	| "records-undelivered"
	| "outbox-full"
	| "requests-refused"
	| "requests-undelivered"
	| "not-erased"
	| "accent-unreadable"
	| "accent-faint"
	| "choice-unequal"
	| "integration-failed"
	| "listener-threw"
	| "consent-foreign"
	| "provider-missing"
	| "not-in-browser";

export interface PrivacyErrorShape extends Error {
	readonly code: ErrorCode;
	/**
	 * What the error is about: a path in the configuration, an element's purpose, an address. Of a refused configuration or
	 * policy document all that is wrong, one a line: path, colon, what should stand there.
	 */
	readonly where: string;
}
