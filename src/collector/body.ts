import { ProblemError } from "./problem.ts";

/**
 * Reads a JSON body, and never more than `maxBytes` of it, whatever its `content-length` says.
 * @throws ProblemError 415 for another content type or a content encoding, 413, 400 for what is not JSON in UTF-8
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
	const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
	if (type !== "application/json" || request.headers.has("content-encoding")) {
		throw new ProblemError({ status: 415, detail: "Send the body as application/json, without a content encoding." });
	}
	const bytes = await readBytes(request, maxBytes);
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		// The parser's own message quotes the body, which may hold a secret.
		throw new ProblemError({ status: 400, detail: "The body is not JSON in UTF-8." });
	}
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	const tooLarge = new ProblemError({
		status: 413,
		detail: `The body must be at most ${maxBytes} bytes.`,
	});
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge;
	const body = new Uint8Array(maxBytes);
	let length = 0;
	const reader = request.body?.getReader();
	for (let chunk = await read(reader); chunk; chunk = await read(reader)) {
		if (length + chunk.length > maxBytes) {
			await reader?.cancel();
			throw tooLarge;
		}
		body.set(chunk, length);
		length += chunk.length;
	}
	return body.subarray(0, length);
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<Uint8Array | undefined> {
	try {
		return (await reader?.read())?.value;
	} catch (error) {
		throw new ProblemError({
			status: 400,
			detail: `The body broke off: ${error instanceof Error ? error.name : "unknown"}.`,
		});
	}
}
