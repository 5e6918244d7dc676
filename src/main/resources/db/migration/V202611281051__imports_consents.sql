-- imports.ImportRepository. Files of consents; and how many rows were written without what their members do not allow.
alter table import_file drop constraint import_file_kind_check,
  add constraint import_file_kind_check
    check (kind in ('members', 'events', 'stores', 'products', 'tags', 'consents')),
  add column left_out bigint not null default 0;
