-- tag.TagTransitionRepository. What became of a tag, by member. Members' tags are not written while it is made: about a
-- second for each million lines of history.
create index member_tag_history_tag on member_tag_history (tenant_id, tag, member_id, at);
