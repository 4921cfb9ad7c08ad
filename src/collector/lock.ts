import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { CollectorError } from "./errors.ts";
import { processStart } from "./process-start.ts";

interface Holder {
	pid: number;
	/** Tells a process from a later one that was given the same id; null where the system does not say. */
	started: string | null;
	host: string;
}

const NAME = /^lock-(\d+)$/;

/**
 * Takes a folder for this process alone. Locks are numbered and the highest counts: taking over from a dead process
 * means creating the next number, which only one of several contenders can.
 * @returns gives the folder free again
 * @throws CollectorError `folder-in-use` when a living process holds it, or one on another host that cannot be asked
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
	const draft = join(folder, `draft-${randomUUID()}`);
	const self: Holder = { pid: process.pid, started: processStart(process.pid), host: hostname() };
	await writeFile(draft, JSON.stringify(self), { flush: true });
	try {
		for (;;) {
			const present = await numbers(folder);
			const top = Math.max(0, ...present);
			if (top > 0) await refuseIfAlive(folder, top);
			const mine = join(folder, `lock-${top + 1}`);
			if (!(await isLinked(draft, mine))) continue;
			// Between reading and linking others may have taken, and left again, higher numbers than the one read here.
			if (Math.max(...(await numbers(folder))) > top + 1) {
				await rm(mine, { force: true });
				continue;
			}
			for (const number of present) await rm(join(folder, `lock-${number}`), { force: true });
			return () => rm(mine, { force: true });
		}
	} finally {
		await rm(draft, { force: true });
	}
}

async function numbers(folder: string): Promise<number[]> {
	return (await readdir(folder)).flatMap((file) => NAME.exec(file)?.slice(1).map(Number) ?? []);
}

/** Linking a finished file creates the lock and its content in one step: no reader ever sees it half-written. */
async function isLinked(draft: string, lock: string): Promise<boolean> {
	try {
		await link(draft, lock);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

async function refuseIfAlive(folder: string, number: number): Promise<void> {
	const file = join(folder, `lock-${number}`);
	const holder = await readHolder(file);
	if (!holder) return;
	if (holder.host !== hostname()) {
		const remedy = `if that host no longer runs it, delete ${file}`;
		throw new CollectorError("folder-in-use", folder, `locked by process ${holder.pid} on ${holder.host}; ${remedy}`);
	}
	if (!isAlive(holder)) return;
	const remedy = "stop it, give this collector its own folder, or let both use one PostgreSQL server (DATABASE_URL)";
	throw new CollectorError("folder-in-use", folder, `process ${holder.pid} is using this folder; ${remedy}`);
}

/** Null when it was given back meanwhile, or holds nothing that names a process. */
async function readHolder(file: string): Promise<Holder | null> {
	try {
		const holder = JSON.parse(await readFile(file, "utf8")) as Holder | null;
		return Number.isInteger(holder?.pid) ? holder : null;
	} catch (error) {
		if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
}

function isAlive({ pid, started }: Holder): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
	}
	const current = processStart(pid);
	return started === null || current === null || started === current;
}
