import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { OWNER_TOKEN } from "../collector/bearer.ts";
import { Misuse } from "./verb.ts";

const patienceMs = 30_000;

/** A file's text, or that of standard input for `-`. @throws Misuse */
export async function readText(file: string): Promise<string> {
	try {
		return file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
	} catch (error) {
		throw unreadable(file, error);
	}
}

/**
 * The text of a file or of standard input that may be anything: no more of it is read than the limit.
 * @throws Misuse where it is longer, or no UTF-8
 */
export async function readBounded(file: string, maxBytes: number): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
			chunks.push(chunk);
			if ((bytes += chunk.length) > maxBytes) break;
		}
	} catch (error) {
		throw unreadable(file, error);
	}
	if (bytes > maxBytes) throw new Misuse(`${file} is too long: at most ${maxBytes} bytes are read.`);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
	} catch {
		throw new Misuse(`${file} is no text in UTF-8: save it as such, or give another file.`);
	}
}

function unreadable(file: string, error: unknown): Misuse {
	const { code, message } = error as NodeJS.ErrnoException;
	const reasons: Record<string, string> = {
		ENOENT: "there is no such file",
		EACCES: "you may not read it",
		EISDIR: "it is a folder",
	};
	return new Misuse(`${file} cannot be read: ${reasons[code ?? ""] ?? message}.`);
}

/** Objects and lists within one another at most: checks call themselves for each level. */
const maxNesting = 200;

/** @throws Misuse where it is none, or nests deeper than anybody writes */
export function parseJson(json: string, from: string): unknown {
	let parsed: unknown;
	try {
		parsed = JSON.parse(json);
	} catch (error) {
		throw new Misuse(`${from} is not JSON: ${(error as Error).message}.`);
	}
	let level: unknown[] = [parsed];
	for (let depth = 0; level.length; depth++) {
		if (depth > maxNesting) throw new Misuse(`${from} is nested deeper than ${maxNesting} levels.`);
		level = level.flatMap((value) => (typeof value === "object" && value ? Object.values(value) : []));
	}
	return parsed;
}

/** JSON from an http(s) address, a file, or standard input for `-`. @throws Misuse */
export async function readJson(from: string): Promise<unknown> {
	if (!/^https?:\/\//i.test(from)) return parseJson(await readText(from), from);
	refuseCredentials(from);
	const response = await call(from);
	if (!response.ok) throw new Misuse(`${from} answers with status ${response.status}.`);
	return parseJson(await response.text(), from);
}

/** @throws Misuse where nobody answers */
export async function call(address: string, options: RequestInit = {}): Promise<Response> {
	try {
		// A redirect could lead a token to somebody else.
		return await fetch(address, { redirect: "error", signal: AbortSignal.timeout(patienceMs), ...options });
	} catch (error) {
		const { cause, message } = error as Error & { cause?: Error & { code?: string } };
		throw new Misuse(`${address} cannot be reached: ${cause?.code ?? cause?.message ?? message}.`);
	}
}

/**
 * The base address of a collector, without a slash at its end, and the owner's token from the environment.
 * @throws Misuse where there is none, or it would travel unencrypted
 */
export function ownerOf(address: string): { base: string; headers: Record<string, string> } {
	refuseCredentials(address);
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
		throw new Misuse(`${JSON.stringify(address)} is not a collector's address, like https://shop.example/yoursay.`);
	}
	if (url.protocol === "http:" && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
		throw new Misuse(
			`${url.origin} is not encrypted: the owner's token goes to https addresses and to this machine only.`,
		);
	}
	const token = process.env.YOURSAY_TOKEN;
	if (!token) throw new Misuse("Put the owner's token into the environment variable YOURSAY_TOKEN.");
	// What fetch says of a header that it refuses has the header in it.
	if (!OWNER_TOKEN.test(token)) {
		throw new Misuse("YOURSAY_TOKEN must be at least 16 letters, digits or one of -._~+/: it has others, or fewer.");
	}
	return { base: url.href.replace(/\/+$/, ""), headers: { authorization: `Bearer ${token}` } };
}

/**
 * Nothing says an address again that may have a password in it: in its place, or where it is no http address at all.
 * @throws Misuse
 */
function refuseCredentials(address: string): void {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && !url.username && !url.password;
	if (isPlain || !address.includes("@")) return;
	throw new Misuse("An address must not have a user name or a password in it (what stands before an @).");
}
