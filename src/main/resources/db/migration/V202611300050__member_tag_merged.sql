-- segment.RuleCompiler: which of a member's tags came with somebody who was merged into him.
create index member_tag_merged on member_tag (tenant_id, member_id, slot) where origin_member_id <> member_id;
