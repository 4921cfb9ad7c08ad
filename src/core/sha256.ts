/** For pages on plain http, from which browsers keep `crypto.subtle`. */
export { sha256 } from "@noble/hashes/sha2.js";
