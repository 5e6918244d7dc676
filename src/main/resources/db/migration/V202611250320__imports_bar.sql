-- imports.ErasedRowRepository. Who was erased while a file was on its way in: its rows about them are left out. As in
-- member_identity, only without a member; gone when the file is worked off.
create table import_bar (
  tenant_id uuid not null,
  import_id uuid not null,
  kind text not null,
  blind bytea not null,
  primary key (tenant_id, import_id, kind, blind),
  foreign key (tenant_id, import_id) references import_file on delete cascade
);
call make_tenant_table('import_bar', 'select, insert, delete');
