import { iso, type Query } from "./sql-rows.ts";
import type { StoredKey } from "./store.ts";

export async function keys(query: Query): Promise<StoredKey[]> {
	const { rows } = await query(
		`select kid, public_jwk::text as public, private_jwk::text as private, ${iso("created_at")} as "createdAt"
		from yoursay_keys order by generation desc`,
		[],
	);
	return (rows as { kid: string; public: string; private: string | null; createdAt: string }[]).map((row) => ({
		kid: row.kid,
		publicKey: JSON.parse(row.public) as JsonWebKey,
		privateKey: row.private === null ? null : (JSON.parse(row.private) as JsonWebKey),
		createdAt: row.createdAt,
	}));
}

/** Of several that would replace one key, the generation's uniqueness lets one through. */
export async function addKey(
	query: Query,
	{ kid, publicKey, privateKey, createdAt }: StoredKey,
	replaces: string | null,
): Promise<void> {
	await query(
		`with newest as (
			select coalesce(max(generation), 0) as generation,
				(array_agg(kid order by generation desc))[1] as kid from yoursay_keys
		), added as (
			insert into yoursay_keys (generation, kid, public_jwk, private_jwk, created_at)
			select generation + 1, $1::text, $2::text::jsonb, $3::text::jsonb, $4::text::timestamptz
			from newest where kid is not distinct from $5::text
			on conflict do nothing returning generation
		)
		update yoursay_keys set private_jwk = null
		where private_jwk is not null and generation < (select generation from added)`,
		[kid, JSON.stringify(publicKey), JSON.stringify(privateKey), createdAt, replaces],
	);
}

export async function addNotice(query: Query, hash: string, body: string, receivedAt: string): Promise<boolean> {
	const { rows } = await query(
		`insert into yoursay_notices (hash, body, received_at)
		values (yoursay_bytes($1::text), $2::text, $3::text::timestamptz) on conflict do nothing returning 1 as added`,
		[hash, body, receivedAt],
	);
	return rows.length > 0;
}

export async function notices(query: Query, hashes: readonly string[]): Promise<Map<string, string>> {
	if (hashes.length === 0) return new Map();
	const { rows } = await query(
		`select yoursay_text(hash) as hash, body from yoursay_notices
		where hash in (select yoursay_bytes(value) from jsonb_array_elements_text($1::text::jsonb))`,
		[JSON.stringify(hashes)],
	);
	return new Map((rows as { hash: string; body: string }[]).map(({ hash, body }) => [hash, body]));
}
