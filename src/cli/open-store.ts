import type { Store } from "../collector/store.ts";
import { Misuse, say } from "./verb.ts";

export interface Opened {
	store: Store;
	/** For the line that says what is served; no secret of the connection is in it. */
	where: string;
	close(): Promise<void>;
}

const poolSize = 10;

/**
 * The embedded store where a folder is named, else the PostgreSQL server of the environment's DATABASE_URL. Only what is
 * needed of both is loaded.
 * @throws Misuse, CollectorError
 */
export async function openFrom(folder: string | undefined): Promise<Opened> {
	if (folder !== undefined) {
		const { openEmbedded } = await import("../collector/embedded.ts");
		const store = await openEmbedded(folder, { onError: (error) => say(error.message) });
		return { store, where: folder, close: store.close };
	}
	const connectionString = process.env.DATABASE_URL;
	if (!connectionString)
		throw new Misuse("Give --data FOLDER, or put a PostgreSQL server's address into DATABASE_URL.");
	return openServer(connectionString);
}

async function openServer(connectionString: string): Promise<Opened> {
	const { default: pg } = await import("pg").catch(() => {
		throw new Misuse("DATABASE_URL needs the package pg: run `npm install pg`.");
	});
	const { openPostgres } = await import("../collector/postgres.ts");
	const pool = new pg.Pool({ connectionString, max: poolSize });
	pool.on("error", (error) => say(`The connection to the database broke: ${codeOf(error)}`));
	try {
		const store = await openPostgres((sql, params) => pool.query(sql, params));
		const close = () => store.close().finally(() => pool.end());
		return { store, where: "the database of DATABASE_URL", close };
	} catch (error) {
		await pool.end();
		throw new Misuse(`The database of DATABASE_URL cannot be used: ${codeOf(error)}`);
	}
}

/** A driver's message may quote the address with its password. */
function codeOf(error: unknown): string {
	const { code, name } = error as { code?: unknown; name?: unknown };
	return String(code ?? name);
}
