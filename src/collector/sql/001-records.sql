-- The id is a UUIDv7 and so ordered by time: ranges of it can become partitions with this same primary key.
create table yoursay_records (
	id uuid primary key,
	subject text not null,
	sequence int not null,
	site text not null,
	occurred_at timestamptz not null,
	received_at timestamptz not null,
	hash text not null,
	record jsonb not null
);

-- A visitor's own records, in their order.
create index yoursay_records_subject on yoursay_records (subject, sequence);

-- The owner's list, page by page.
create index yoursay_records_received on yoursay_records (received_at, id);

create function yoursay_refuse_change() returns trigger language plpgsql as $$
begin
	raise exception 'yoursay: records are append-only';
end $$;

create trigger yoursay_records_append_only before update on yoursay_records
	for each row execute function yoursay_refuse_change();
