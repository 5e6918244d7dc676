package dev.shuke.testing;

/** Which of several words about a tag counts, for tests that write them, or when they expire, past the API. */
public final class OutrankedTags {
    /** Of {@code %T}, by the column's definition: each row compared with each. */
    public static final String SETTLE = """
            update member_tag t set outranked_until = (
              select max(coalesce(b.expires_at, 'infinity')) from member_tag b
              where b.tenant_id = t.tenant_id and b.member_id = t.member_id and b.slot = t.slot
                and (b.rank, b.written_at, b.origin_member_id) > (t.rank, t.written_at, t.origin_member_id))
            where %T
            """;

    private OutrankedTags() {}
}
