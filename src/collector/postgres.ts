import { createSqlStore, type Query } from "./sql-store.ts";
import type { Store } from "./store.ts";

export type { Query, Store };

/**
 * The store on a PostgreSQL server (15 or newer), through the connection pool you have. With `pg`:
 * `openPostgres((sql, params) => pool.query(sql, params))`. No statement relies on the one before it having used the
 * same connection. Closing the store leaves the pool open: it is yours.
 * Fails with the driver's error when the server cannot be reached or may not create tables.
 */
export function openPostgres(query: Query): Promise<Store> {
	return createSqlStore(query);
}
