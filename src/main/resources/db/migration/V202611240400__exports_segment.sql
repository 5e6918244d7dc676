-- exports.ExportRepository. Of members, those who were in a segment at a moment; null: of all. Kept when the segment is gone.
alter table export_file
  add column segment_id uuid,
  add column segment_version int,
  add column as_of timestamptz, -- null: the segment is frozen
  add check ((segment_id is null) = (segment_version is null) and (segment_id is not null or as_of is null));
alter table disclosure add column segment_id uuid, add column segment_version int;
