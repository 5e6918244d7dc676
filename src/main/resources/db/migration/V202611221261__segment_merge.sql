-- segment.SegmentMergeRepository. Whoever others are merged into is in the frozen segments that they are in, for as long
-- as they are: only rows that are a member's own say for good who was in.
alter table segment_member add column inherited boolean not null default false;
create index segment_member_of on segment_member (tenant_id, member_id);
