import { expect, it } from "vitest";
import { forwardedAddress } from "../../../src/cli/caller.ts";

const from = (forwarded: string | undefined, socket = "203.0.113.9") => {
	const request = new Request("https://collect.example/yoursay/keys", {
		headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
	});
	// As srvx has it where proxies are trusted: `ip` from the header, the socket behind it.
	const runtime = { node: { req: { socket: { remoteAddress: socket } } } };
	return forwardedAddress(Object.assign(request, { ip: forwarded?.split(",")[0], runtime }));
};

it.each([
	["198.51.100.1", "198.51.100.1"],
	["192.0.2.1, 198.51.100.1", "198.51.100.1"],
	["127.0.0.1,198.51.100.1", "198.51.100.1"],
	["192.0.2.1, 2001:db8::1", "2001:db8::1"],
	["198.51.100.1:50123", "198.51.100.1"],
	["[2001:db8::1]:50123", "2001:db8::1"],
	["[2001:db8::1]", "2001:db8::1"],
])("counts by what the nearest proxy added: %s", (forwarded, address) => {
	expect(from(forwarded)).toBe(address);
});

it.each([undefined, "", "unknown", "198.51.100.1,", "198.51.100.1, unix:", "198.51.100.999", "a".repeat(9999)])(
	"counts by the socket where the proxy names no address: %s",
	(forwarded) => {
		expect(from(forwarded)).toBe("203.0.113.9");
	},
);

it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "192.0.2.1, 127.8.8.8", "[::1]:80"])(
	"exempts nobody who is said to be local: %s",
	(forwarded) => {
		expect(from(forwarded)).toBe("forwarded loopback");
		expect(from(forwarded, "127.0.0.1")).toBe("forwarded loopback");
	},
);
