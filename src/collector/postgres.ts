import { CollectorError } from "./errors.ts";
import { createSqlStore, type Query } from "./sql-store.ts";
import type { Store } from "./store.ts";

export type { Query, Store };

export interface PostgresOptions {
	/** Partitions of the records' table, 1 to 1024; counts only when the table is first made. @default 32 */
	partitions?: number;
}

/**
 * The store on a PostgreSQL server (15 or newer), through the connection pool you have. With `pg`:
 * `openPostgres((sql, params) => pool.query(sql, params))`. No statement relies on the one before it having used the
 * same connection. Closing the store leaves the pool open: it is yours.
 * Fails with the driver's error when the server cannot be reached or may not create tables.
 * @throws CollectorError `option-invalid`
 */
export async function openPostgres(query: Query, { partitions = 32 }: PostgresOptions = {}): Promise<Store> {
	if (!Number.isInteger(partitions) || partitions < 1 || partitions > 1024) {
		throw new CollectorError("option-invalid", "partitions", `${String(partitions)} must be a number from 1 to 1024`);
	}
	return createSqlStore(query, partitions);
}
