import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Brings a file's content to the disk. */
export function syncFile(file: string): Promise<void> {
	return sync(file, "r+");
}

/** Brings a folder's list of names to the disk, without which a new file may be gone after a power failure. */
export async function syncNames(folder: string): Promise<void> {
	// Windows does not let a folder be opened, and keeps its names in order by itself.
	if (process.platform !== "win32") await sync(folder, "r");
}

/** Brings everything in a folder to the disk, from the innermost files out. */
export async function syncFolder(folder: string): Promise<void> {
	for (const member of await readdir(folder, { withFileTypes: true })) {
		const path = join(folder, member.name);
		if (member.isDirectory()) await syncFolder(path);
		else if (member.isFile()) await syncFile(path);
	}
	await syncNames(folder);
}

async function sync(path: string, flags: string): Promise<void> {
	const handle = await open(path, flags);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
