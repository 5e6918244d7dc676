-- platform.file.FilePartRepository. Files for callers to fetch: the parts, each sealed under the tenant's key.
create table file_part (
  tenant_id uuid not null references tenant,
  file_id uuid not null, -- of the thing that the file belongs to
  number int not null,
  content bytea not null,
  primary key (tenant_id, file_id, number)
);
call make_tenant_table('file_part', 'select, insert, delete');
alter table file_part alter column content set storage external; -- what is sealed does not get smaller
