-- Partitioned by whom a record is about: a visitor's history lies in one place, is read and deleted there, and no one
-- else's record can stand in the way of theirs. What has a column is left out of the jsonb.
create table yoursay_records (
	subject bytea not null,
	id uuid not null,
	received_at timestamptz not null,
	occurred_at timestamptz not null,
	expires_at timestamptz not null,
	sequence int not null,
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

-- At most that many subjects whose last record expired before that time. One that is being added to is left for later.
create function yoursay_expire(before timestamptz, most int, out subjects int, out records int) language plpgsql as $$
declare chosen bytea[];
begin
	select array_agg(old.subject) into chosen from (
		select distinct oldest.subject from (
			select r.subject from yoursay_records r
			where r.expires_at < before
				and not exists (select from yoursay_records n where n.subject = r.subject and n.expires_at >= before)
			order by r.expires_at limit most
		) oldest
	) old where pg_try_advisory_xact_lock(yoursay_lock(old.subject));
	perform set_config('yoursay.deleting', 'on', true);
	with gone as (
		delete from yoursay_records r where r.subject = any (chosen)
			and not exists (select from yoursay_records n where n.subject = r.subject and n.expires_at >= before)
		returning r.subject
	) select count(distinct gone.subject), count(*) into subjects, records from gone;
	perform set_config('yoursay.deleting', 'off', true);
end $$;
