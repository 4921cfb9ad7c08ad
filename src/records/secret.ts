import { base64url } from "../core/canonical.ts";

/** 256 random bits, base64url. */
export const makeSecret = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));
