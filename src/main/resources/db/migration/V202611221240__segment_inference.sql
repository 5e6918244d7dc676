-- segment.InferenceRepository. Rules that write attributes: whoever the rule holds for gets the value, unless somebody
-- knows better. The values stand with the members, stamped with the inference's id.
create table attribute_inference (
  tenant_id uuid not null references tenant,
  id uuid not null,
  attribute text collate "C" not null,
  rule jsonb not null,
  purpose text not null,
  value jsonb not null,
  confidence double precision not null check (confidence > 0 and confidence <= 1),
  created_at timestamptz not null,
  run_at timestamptz not null, -- when it is to run next
  primary key (tenant_id, id),
  foreign key (tenant_id, attribute) references attribute (tenant_id, key)
);
call make_tenant_table('attribute_inference', 'select, insert, update, delete');
create index attribute_inference_attribute on attribute_inference (tenant_id, attribute, id);
