-- tag.OutrankedRepository. Of what was said about one slot of a member, to him and to those who were merged into him, the best
-- counts that has not expired. Until when something better counts is kept with each row, so that whoever reads tags
-- compares no row with another: null when nothing is better, infinity when that never expires.
alter table member_tag add column outranked_until timestamptz;

alter table member_tag no force row level security;
update member_tag t set outranked_until = r.until
from (
  select tenant_id, member_id, slot, origin_member_id, max(coalesce(expires_at, 'infinity')) over (
      partition by tenant_id, member_id, slot order by rank desc, written_at desc, origin_member_id desc
      rows between unbounded preceding and 1 preceding) as until
  from member_tag h
  where exists (
    select from member_tag o
    where o.tenant_id = h.tenant_id and o.member_id = h.member_id and o.slot = h.slot
      and o.origin_member_id <> o.member_id)
) r
where t.tenant_id = r.tenant_id and t.member_id = r.member_id and t.slot = r.slot
  and t.origin_member_id = r.origin_member_id and r.until is not null;
alter table member_tag force row level security;

drop index member_tag_merged; -- by which they were compared
