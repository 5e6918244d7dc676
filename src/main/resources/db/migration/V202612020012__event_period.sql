-- segment.EventSql. What members did in a span of time is added up member by member, in their order: nothing is kept of the
-- others meanwhile. So events of a kind are ordered by member within thirty days each, from 2000-01-01 on, UTC, as
-- segment.Periods counts them. The table is written anew: some ten seconds a million events.
alter table event add column period timestamptz not null
  generated always as (date_bin('30 days', occurred_at, '2000-01-01 00:00:00+00')) stored;
create index event_member on event (tenant_id, type, period, member_id, occurred_at) include (amount)
  where superseded_by is null;
