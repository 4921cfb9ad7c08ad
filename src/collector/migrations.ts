import records from "./sql/001-records.sql?raw";
import keys from "./sql/002-keys.sql?raw";
import requests from "./sql/003-requests.sql?raw";

/** In their order; what is published is never edited, only followed by a new file. */
const MIGRATIONS: readonly (readonly [number: number, sql: string])[] = [
	[1, records],
	[2, keys],
	[3, requests],
];

const step = ([number, sql]: readonly [number, string]) => `
	if not exists (select from yoursay_migrations where number = ${number}) then
		execute $migration$${sql}$migration$;
		insert into yoursay_migrations (number) values (${number});
	end if;`;

/**
 * Brings a database to this version's tables, from any earlier one. One statement and therefore one transaction on
 * whichever connection of a pool it meets; the lock makes processes that start together take turns.
 * @param partitions of the records' table, where it is still to be made
 */
export function migrate(partitions: number): string {
	return `do $migrate$ begin
	perform pg_advisory_xact_lock(hashtext('yoursay_migrations'));
	if to_regclass('yoursay_migrations') is null then
		create table yoursay_migrations (number int primary key, applied_at timestamptz not null default now());
	end if;${MIGRATIONS.map(step).join("").replaceAll("{partitions}", String(partitions))}
end $migrate$`;
}
