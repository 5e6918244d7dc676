-- member.AnonymousEventRepository. An event of an erased person keeps what it says of the trade, and nothing that its source
-- wrote freely.
grant update (source, source_id, store, channel, corrects_source, corrects_source_id, digest) on event to shuke_app;
grant update (sku, name, category) on event_item to shuke_app;
grant delete on unknown_name, privacy_task to shuke_app;

-- What was delivered of erased persons, by the digest of all that was sent, keyed by the tenant's key: sent again, it makes
-- nobody a member once more. Read for events of unknown persons alone (event.EventRepository).
create table erased_event (
  tenant_id uuid not null references tenant,
  digest bytea not null,
  primary key (tenant_id, digest)
);
call make_tenant_table('erased_event', 'select, insert');

-- member.ErasureRepository, consent.LedgerRepository. How and where somebody consented is a caller's word: the chain is over
-- a salted digest of it, so that it can go with the person. Rows of before hash the words themselves.
alter table consent_event
  add column words bytea,
  add column salt bytea;
grant update (method, collection_point, salt) on consent_event to shuke_app;
grant update (collection_point) on notice_served to shuke_app;
