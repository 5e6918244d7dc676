-- privacyrequest.PrivacyRequestRepository. What members ask for about their own data, and what has become of it. Nothing
-- personal: the rows stay when the member is erased.
create table privacy_request (
  tenant_id uuid not null references tenant,
  id uuid not null,
  member_id uuid not null, -- who it was then; may have been merged or erased since
  type text not null check (type in
    ('access', 'portability', 'correction', 'erasure', 'restriction', 'objection', 'explanation')),
  state text not null check (state in ('received', 'verified', 'in_progress', 'completed', 'refused')),
  fields text[] not null, -- to be corrected, by name
  decision text check (decision in ('segment', 'score')), -- to be explained
  segment_id uuid, -- null: all that the member is in
  by_member boolean not null, -- in a session of his own
  received_by text not null, -- the subject of a token, as are the others
  received_at timestamptz not null,
  due_at timestamptz not null,
  method text check (method in ('member_session', 'in_person', 'call_back', 'one_time_code', 'id_document')),
  verification text,
  verified_by text,
  verified_at timestamptz,
  started_by text,
  started_at timestamptz,
  file_id uuid, -- its job's too
  file_expires_at timestamptz, -- null: it is not written
  outcome text check (outcome in ('done', 'restricted', 'lifted')),
  refusal text check (refusal in ('not_identified', 'unfounded', 'excessive', 'legal_obligation', 'rights_of_others')),
  evidence text,
  ended_by text,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references member (tenant_id, id),
  check ((decision is null) = (type <> 'explanation')),
  check ((verified_at is null) = (method is null)),
  check (started_at is null or verified_at is not null), -- nothing is done before it is known who asks
  check ((ended_at is null) = (state in ('received', 'verified', 'in_progress'))),
  check ((refusal is null) = (state <> 'refused'))
);
call make_tenant_table('privacy_request', 'select, insert, update');
-- Of a kind, one at a time.
create unique index privacy_request_open on privacy_request (tenant_id, member_id, type) where ended_at is null;
create index privacy_request_due on privacy_request (tenant_id, due_at) where ended_at is null;

-- What each store that knows the member is to do about what it keeps itself, on paper for instance.
create table privacy_task (
  tenant_id uuid not null,
  request_id uuid not null,
  store text not null, -- as events name it
  confirmed_by text,
  confirmed_at timestamptz,
  evidence text,
  primary key (tenant_id, request_id, store),
  foreign key (tenant_id, request_id) references privacy_request (tenant_id, id),
  check ((confirmed_by is null) = (confirmed_at is null))
);
call make_tenant_table('privacy_task', 'select, insert, update');
