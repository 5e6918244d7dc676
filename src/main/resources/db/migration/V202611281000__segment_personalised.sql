-- segment.SegmentRepository, exports.ExportRepository. Whether members are chosen by the rule, or everybody is meant who can
-- be reached for the purpose: what refusing to be chosen by one's profile leaves.
alter table segment add column personalised boolean not null default true;
alter table export_file add column personalised boolean not null default true;

-- purpose.PurposeService. Apps use data for what they were granted, now also for `service`, which all could until now:
-- those there are keep it.
update app set purposes = array_append(purposes, 'service') where not 'service' = any(purposes);
