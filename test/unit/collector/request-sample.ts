import { base64url, digest } from "../../../src/core/canonical.ts";
import type { RightsRequest } from "../../../types/request.ts";
import { at, NOON } from "./sample.ts";

/** A UUIDv7 of noon. */
function newId(): string {
	const time = NOON.toString(16).padStart(12, "0");
	return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** A request as the widget sends it, and the secret that opens it. */
export async function sampleRequest(
	changes: Partial<RightsRequest> = {},
): Promise<{ body: RightsRequest; secret: string }> {
	const secret = base64url(crypto.getRandomValues(new Uint8Array(32)));
	const body: RightsRequest = {
		version: 1,
		id: newId(),
		site: "shop.example",
		controller: "Example Shop Ltd",
		kind: "access",
		region: "DE",
		language: "en",
		madeAt: at(0),
		policyVersion: null,
		name: "Erika Mustermann",
		email: "erika@visitor.example",
		message: "Everything you know about my orders.",
		secretHash: await digest(secret),
		...changes,
	};
	return { body, secret };
}
