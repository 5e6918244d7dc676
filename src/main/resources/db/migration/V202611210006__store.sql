-- store.StoreRepository. Events name a store by its code; one that is not here is kept all the same.
create table store (
  tenant_id uuid not null references tenant,
  code text collate "C" not null,
  name text not null,
  city text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  timezone text, -- where it differs from the tenant's
  version bigint not null, -- 1 when new, one more with each write
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, code),
  check ((latitude is null) = (longitude is null))
);
call make_tenant_table('store', 'select, insert, update');
