-- Signing keys: the newest signs, and is the only one whose private half is still here. Public halves stay for ever.
create table yoursay_keys (
	generation int primary key,
	kid text not null unique,
	public_jwk jsonb not null,
	private_jwk jsonb,
	created_at timestamptz not null
);

-- The words and settings that records name by their hash, in the RFC 8785 form that hash was made over.
create table yoursay_notices (
	hash bytea primary key,
	body text not null,
	received_at timestamptz not null
);
