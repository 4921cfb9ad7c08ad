import { isIP } from "node:net";
import type { ServerRequest } from "srvx";
import { isLoopback } from "../collector/rate.ts";

/**
 * Where a call comes from, as the nearest proxy says: the last entry of `X-Forwarded-For`, which it added. All before
 * it may be the caller's own invention. Where that is no address, the proxy's own stands for the caller.
 * @returns something to count by: a loopback address only if it is the socket's
 */
export function forwardedAddress(request: Request): string | undefined {
	const entry = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
	// Some proxies add the port.
	const address = entry.replace(/^\[(.*)\](:\d{1,5})?$/, "$1").replace(/^([\d.]+):\d{1,5}$/, "$1");
	if (!isIP(address)) return socketAddress(request);
	return isLoopback(address) ? "forwarded loopback" : address;
}

/** Not `ip`, which srvx takes from the header where proxies are trusted. */
function socketAddress(request: ServerRequest): string | undefined {
	return request.runtime?.node?.req.socket.remoteAddress;
}
