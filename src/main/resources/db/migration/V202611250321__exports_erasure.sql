-- platform.file.FilePartRepository. Rows of which ids a part has, so that the part with somebody's rows is found; null:
-- it is not known. Parts from before this are gone a day later.
alter table file_part add column first_id uuid, add column last_id uuid;
grant update (content) on file_part to shuke_app;

-- exports.ExportRepository. How often somebody was erased while the file was being written: what was read before counts
-- no more.
alter table export_file add column erasures int not null default 0;
