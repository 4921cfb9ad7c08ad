-- What a person asked for. All that they wrote stands in `content`, and what names them beside it can be null: so a
-- request that is closed can be kept for its counts without whom it was about.
create table yoursay_requests (
	id uuid primary key,
	reference text not null unique,
	site text not null,
	kind text not null,
	state text not null,
	region text,
	law text not null,
	-- Of the secret that opens it. Null once nothing of the person is left.
	secret_hash bytea,
	-- Of the body as it arrived: a repeat is told from another request by it.
	body_hash bytea not null,
	received_at timestamptz not null,
	due_at timestamptz not null,
	acknowledge_at timestamptz,
	extendable_to timestamptz,
	closed_at timestamptz,
	revision int not null,
	content jsonb,
	events jsonb not null,
	notes jsonb not null,
	-- Of the token that was mailed to the address. Null where none is to be confirmed.
	confirm_hash bytea,
	is_confirmed boolean,
	-- E-mails that are owed, each until it was handed over, and when that is tried next.
	mails jsonb not null default '[]',
	mail_at timestamptz,
	mail_tries int not null default 0
);

-- The owner's list: what is due first, and of that what is open.
create index yoursay_requests_due on yoursay_requests (due_at, id);
create index yoursay_requests_open on yoursay_requests (due_at, id) where closed_at is null;

-- What is to be mailed.
create index yoursay_requests_mail on yoursay_requests (mail_at) where mail_at is not null;

-- What is to be pseudonymised.
create index yoursay_requests_closed on yoursay_requests (closed_at) where content is not null;
