-- segment.TagRuleRepository. Tags that follow a dynamic segment: who is in it has the tag, by the rule, until he leaves.
-- Of the tags of an exclusive group, the first that fits counts. No row of a member hangs on this: what members have by a
-- rule stands in member_tag, with the segment and its version as who wrote it.
create table tag_rule (
  tenant_id uuid not null references tenant,
  tag text collate "C" not null,
  slot text collate "C" not null, -- as in member_tag
  segment_id uuid not null,
  position int not null check (position between 0 and 999), -- in the slot, the lower the earlier; of equal ones by key
  value jsonb, -- a text or a number; null: the tag has none
  confidence double precision not null check (confidence > 0 and confidence <= 1),
  since timestamptz not null, -- when the tag began to follow
  seq bigint not null, -- of the segment's latest change that the tag has followed
  primary key (tenant_id, tag),
  foreign key (tenant_id, tag) references tag (tenant_id, key),
  foreign key (tenant_id, segment_id) references segment (tenant_id, id)
);
call make_tenant_table('tag_rule', 'select, insert, update, delete');
create index tag_rule_slot on tag_rule (tenant_id, slot, position, tag);
create index tag_rule_segment on tag_rule (tenant_id, segment_id);
