-- product.ProductRepository. Events name a product by its sku; one that is not here is kept all the same.
create table product (
  tenant_id uuid not null references tenant,
  sku text collate "C" not null,
  name text not null,
  category text, -- a path such as lights/holders
  attributes jsonb not null,
  cost bigint check (cost >= 0), -- minor units of the tenant's currency, for one piece
  days_per_unit double precision check (days_per_unit > 0), -- how long one piece lasts a person
  version bigint not null, -- 1 when new, one more with each write
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, sku)
);
call make_tenant_table('product', 'select, insert, update');
