-- event.UnknownNameRepository. Codes and skus that events named before the store or product was there. A row stays when
-- the thing comes later; who reads leaves those out.
create table unknown_name (
  tenant_id uuid not null references tenant,
  kind text collate "C" not null check (kind in ('product', 'store')),
  code text collate "C" not null, -- a store's code or a product's sku
  first_seen_at timestamptz not null,
  primary key (tenant_id, kind, code)
);
call make_tenant_table('unknown_name', 'select, insert');

insert into unknown_name (tenant_id, kind, code, first_seen_at)
select e.tenant_id, 'store', e.store, min(e.received_at)
from event e
where e.store is not null and not exists (select from store s where s.tenant_id = e.tenant_id and s.code = e.store)
group by 1, 3;

insert into unknown_name (tenant_id, kind, code, first_seen_at)
select i.tenant_id, 'product', i.sku, min(e.received_at)
from event_item i
join event e on e.tenant_id = i.tenant_id and e.id = i.event_id
where not exists (select from product p where p.tenant_id = i.tenant_id and p.sku = i.sku)
group by 1, 3;
