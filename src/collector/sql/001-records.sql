-- Partitioned by whom a record is about: a visitor's history lies in one place, is read and deleted there, and no one
-- else's record can stand in the way of theirs. What has a column is left out of the jsonb.
create table yoursay_records (
	subject bytea not null,
	id uuid not null,
	received_at timestamptz not null,
	occurred_at timestamptz not null,
	expires_at timestamptz not null,
	sequence int not null,
	-- Whether the request that brought it carried Global Privacy Control's signal.
	gpc boolean not null,
	hash bytea not null,
	previous bytea,
	site text not null,
	record jsonb not null,
	primary key (subject, id)
) partition by hash (subject);

-- The owner's list, page by page. Times that are equal lie together, so this costs a few bytes a record.
create index yoursay_records_received on yoursay_records (received_at);

-- What is to be deleted.
create index yoursay_records_expires on yoursay_records (expires_at);

-- Eight bytes that stand for a record of a subject by its hash, or by the hash of the one before (none is a value too).
-- The cost is set so high that no plan prefers to read a subject's whole chain by the primary key, and compare.
create function yoursay_link(subject bytea, hash bytea) returns bigint language plpgsql immutable parallel safe
	cost 10000 as $$ begin return hashbyteaextended(coalesce(hash, ''), hashbyteaextended(subject, 0)); end $$;
create index yoursay_records_hash on yoursay_records (yoursay_link(subject, hash));
create index yoursay_records_previous on yoursay_records (yoursay_link(subject, previous));

-- What is noticed about some records. Their neighbours are found one by one, so that a page costs the same however long
-- the chains are that it lies in. The settings and `limit 1` keep it so where the planner knows nothing of the table.
create function yoursay_marks(given yoursay_records[])
returns table (kept yoursay_records, fork boolean, gap boolean, restart boolean, clock boolean, signal boolean)
language sql stable set enable_bitmapscan = off set enable_seqscan = off as $$
	select c.each,
		c.previous is not null and (
			select true from yoursay_records r
			where r.subject = c.subject and yoursay_link(r.subject, r.previous) = c.link
				and r.previous = c.previous and r.id <> c.id limit 1
		) is not null,
		case when c.previous is null then c.sequence > 0
			else before.sequence is null or before.sequence <> c.sequence - 1 end,
		c.previous is null and (
			select true from yoursay_records r
			where r.subject = c.subject and yoursay_link(r.subject, r.previous) = c.link and r.previous is null
				and (r.received_at, r.sequence, r.id) < (c.received_at, c.sequence, c.id) limit 1
		) is not null,
		c.occurred_at > c.received_at + interval '5 minutes' or coalesce(c.occurred_at < before.occurred_at, false),
		case when c.gpc then coalesce(c.record->'signals'->>'gpc', 'false') <> 'true' else false end
	from (select each, each.*, yoursay_link(each.subject, each.previous) as link from unnest(given) each offset 0) c
	left join lateral (
		select r.sequence, r.occurred_at from yoursay_records r
		where r.subject = c.subject and yoursay_link(r.subject, r.hash) = c.link and r.hash = c.previous limit 1
	) before on true
$$;

create function yoursay_refuse_change() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' and current_setting('yoursay.deleting', true) = 'on' then
		return old;
	end if;
	raise exception 'yoursay: records are append-only; use yoursay_erase or yoursay_expire';
end $$;

create trigger yoursay_records_append_only before update or delete on yoursay_records
	for each row execute function yoursay_refuse_change();

do $$
begin
	for part in 0 .. {partitions} - 1 loop
		execute format(
			'create table yoursay_records_%s partition of yoursay_records for values with (modulus {partitions}, remainder %s)',
			part, part
		);
		execute format(
			'create trigger yoursay_records_untruncated before truncate on yoursay_records_%s execute function yoursay_refuse_change()',
			part
		);
	end loop;
end $$;

-- base64url without padding, as records hold it.
create function yoursay_bytes(given text) returns bytea language sql immutable strict parallel safe
	return decode(translate(given, '-_', '+/') || '=', 'base64');
create function yoursay_text(given bytea) returns text language sql immutable strict parallel safe
	return rtrim(translate(encode(given, 'base64'), '+/', '-_'), '=');

-- Inserting takes this lock shared, deleting takes it alone: so no record can slip in while its subject is deleted.
create function yoursay_lock(subject bytea) returns bigint language sql immutable strict parallel safe
	return hashtextextended(encode(subject, 'hex'), 0);

create function yoursay_erase(given bytea) returns int language plpgsql as $$
declare gone int;
begin
	perform pg_advisory_xact_lock(yoursay_lock(given));
	perform set_config('yoursay.deleting', 'on', true);
	delete from yoursay_records where subject = given;
	get diagnostics gone = row_count;
	perform set_config('yoursay.deleting', 'off', true);
	return gone;
end $$;

-- At most that many subjects whose last record expired, and was received, before that time: a browser's clock may say anything. One that is being added to is left for later.
create function yoursay_expire(before timestamptz, most int, out subjects int, out records int) language plpgsql as $$
declare chosen bytea[];
begin
	select array_agg(old.subject) into chosen from (
		select distinct oldest.subject from (
			select r.subject from yoursay_records r
			where r.expires_at < before and r.received_at < before
				and not exists (select from yoursay_records n where n.subject = r.subject
					and (n.expires_at >= before or n.received_at >= before))
			order by r.expires_at limit most
		) oldest
	) old where pg_try_advisory_xact_lock(yoursay_lock(old.subject));
	perform set_config('yoursay.deleting', 'on', true);
	with gone as (
		delete from yoursay_records r where r.subject = any (chosen)
			and not exists (select from yoursay_records n where n.subject = r.subject
				and (n.expires_at >= before or n.received_at >= before))
		returning r.subject
	) select count(distinct gone.subject), count(*) into subjects, records from gone;
	perform set_config('yoursay.deleting', 'off', true);
end $$;
