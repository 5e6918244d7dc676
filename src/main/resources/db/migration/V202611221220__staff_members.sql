-- member.MemberRepository: which members the people of stores serve, those who bought or came by at one of their stores.
-- Asked with tenant, subject and member, so for one member at a time by event_timeline.
create view staff_member with (security_invoker = true) as
select s.tenant_id, s.subject, e.member_id
from staff s
join event e on e.tenant_id = s.tenant_id and e.store = any(s.stores)
where s.status <> 'removed' and e.type in ('order.paid', 'store.visited') and e.superseded_by is null;
alter view staff_member owner to shuke_owner;
grant select on staff_member to shuke_app;
create index staff_subject on staff (tenant_id, subject);
