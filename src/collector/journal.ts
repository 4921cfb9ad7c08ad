import { createHash } from "node:crypto";
import { appendFile, constants, type FileHandle, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ConsentRecord } from "../../types/record.ts";
import { syncFile, syncNames } from "./sync.ts";

/** One batch as it was received. */
interface Entry {
	receivedAt: string;
	/** As the store keeps it; false where it is absent. */
	gpc?: boolean;
	records: readonly ConsentRecord[];
}

/** What an earlier process left: whole batches, lines that are not what was written, and bytes behind the last line's end. */
interface Leftover {
	entries: Entry[];
	damaged: Buffer[];
	tornBytes: number;
}

interface Appended {
	/** Settles once they are on the disk; on failure the file is as before. */
	synced: Promise<void>;
	/** Takes them out again. Only for the latest ones, and once `synced` has settled. */
	undo(): Promise<void>;
}

/** A file of batches, each on a line behind its SHA-256. Calls must not overlap. */
export interface Journal {
	/** Fails with the file system's error. */
	leftover(): Promise<Leftover>;
	/** Several batches for the price of one. Settles once they are written, and on their way to the disk. */
	append(entries: readonly Entry[]): Promise<Appended>;
	/** Empties the file, on the disk too. */
	truncate(): Promise<void>;
	/** Bytes. */
	size(): number;
	close(): Promise<void>;
}

/** Opens or creates a journal. Fails with the file system's error. */
export async function openJournal(file: string): Promise<Journal> {
	const handle = await open(file, constants.O_RDWR | constants.O_CREAT, 0o600);
	await syncNames(dirname(file));
	let size = (await handle.stat()).size;
	const cutTo = async (length: number) => {
		await handle.truncate(length);
		size = length;
		await handle.datasync();
	};
	return {
		leftover: async () => parse(await readFile(file)),
		append: async (entries) => {
			const start = size;
			const lines = Buffer.concat(entries.map((entry) => seal(Buffer.from(JSON.stringify(entry)))));
			const restore = async (error: unknown) => {
				size = start;
				await handle.truncate(start);
				throw error;
			};
			await writeAll(handle, lines, start).catch(restore);
			size = start + lines.length;
			return { synced: handle.datasync().catch(restore), undo: () => cutTo(start) };
		},
		truncate: () => cutTo(0),
		size: () => size,
		close: () => handle.close(),
	};
}

/** Appends lines that could not be used to a file of their own, on the disk before it settles. */
export async function setAside(file: string, lines: readonly Buffer[]): Promise<void> {
	await appendFile(file, Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])), { mode: 0o600 });
	await syncFile(file);
	await syncNames(dirname(file));
}

/** Takes the lines that hold a text out of such a file, on the disk before it settles; there need not be one. */
export async function takeOut(file: string, text: string): Promise<void> {
	const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT") return undefined;
		throw error;
	});
	if (!bytes?.includes(text)) return;
	// Not every byte of a damaged line is text.
	const lines = bytes.toString("latin1").split("\n");
	const rest = lines.filter((line) => !line.includes(text)).join("\n");
	await writeFile(`${file}-new`, Buffer.from(rest, "latin1"), { mode: 0o600, flush: true });
	await rename(`${file}-new`, file);
	await syncNames(dirname(file));
}

/** The line of a batch, its end included. JSON has no raw line break, so a line is a batch. */
export function seal(json: Buffer): Buffer {
	const hash = createHash("sha256").update(json).digest("base64url");
	return Buffer.concat([Buffer.from(`${hash} `), json, Buffer.from("\n")]);
}

function parse(bytes: Buffer): Leftover {
	const leftover: Leftover = { entries: [], damaged: [], tornBytes: 0 };
	let start = 0;
	for (let end = bytes.indexOf("\n"); end >= 0; end = bytes.indexOf("\n", start)) {
		const line = bytes.subarray(start, end + 1);
		const json = line.subarray(line.indexOf(" ") + 1, -1);
		if (seal(json).equals(line)) leftover.entries.push(JSON.parse(json.toString()) as Entry);
		else leftover.damaged.push(line.subarray(0, -1));
		start = end + 1;
	}
	leftover.tornBytes = bytes.length - start;
	return leftover;
}

async function writeAll(handle: FileHandle, bytes: Buffer, start: number): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		done += (await handle.write(bytes, done, bytes.length - done, start + done)).bytesWritten;
	}
}
