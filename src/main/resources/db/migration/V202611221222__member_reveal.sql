-- member.RevealRepository: the daily quota of clear texts.
create table reveal_count (
  tenant_id uuid not null references tenant,
  subject text collate "C" not null, -- a token's sub
  day date not null, -- in the tenant's timezone
  reveals int not null,
  primary key (tenant_id, subject, day)
);
call make_tenant_table('reveal_count', 'select, insert, update');
