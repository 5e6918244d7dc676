-- event.EventRepository. A correction names the event that it takes the place of; one that is superseded counts nowhere.
alter table event
  add column corrects_source text,
  add column corrects_source_id text,
  add column superseded_by uuid, -- the id of the correction; the one column of an event that ever changes
  add check ((corrects_source is null) = (corrects_source_id is null));
grant update (superseded_by) on event to shuke_app;

-- At most one correction of an event; of all others the index has no row.
create unique index event_corrects on event (tenant_id, corrects_source, corrects_source_id)
  where corrects_source is not null;

drop index event_rule;
create index event_rule on event (tenant_id, type, occurred_at) include (member_id, amount)
  where superseded_by is null;
