-- member.LegalHoldRepository. What the law, or a dispute, bars from being erased.
create table legal_hold (
  tenant_id uuid not null references tenant,
  id uuid not null,
  member_id uuid, -- as named; null: everybody
  reason text not null,
  placed_by text not null, -- the subject of a token
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  check ((lifted_by is null) = (lifted_at is null))
);
call make_tenant_table('legal_hold', 'select, insert, update');
create index legal_hold_stands on legal_hold (tenant_id, member_id) where lifted_at is null;

-- tenant.OwnTenantRepository. In how many days a request of a member about his data is answered, and what becomes of the
-- events of one who is erased.
alter table tenant add column privacy_due_days int not null default 15 check (privacy_due_days between 1 and 90);
alter table tenant add column erased_events text not null default 'pseudonymised'
  check (erased_events in ('pseudonymised', 'deleted'));
grant update (privacy_due_days, erased_events) on tenant to shuke_app;
grant delete on event, event_item to shuke_app;

-- member.RestrictionRepository. Whether the member objects to being chosen or foretold by machines alone.
alter table member_metric add column objects boolean not null default false;
alter table member_merge add column objects boolean not null default false; -- of the merged member's member_metric
