-- imports.ImportRepository. Files of tags.
alter table import_file drop constraint import_file_kind_check,
  add constraint import_file_kind_check check (kind in ('members', 'events', 'stores', 'products', 'tags'));
