package dev.shuke.segment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What hangs on a segment. */
@ApplicationScoped
class SegmentUseRepository {
    private static final String NAMES_IT = "$.** ? (@.type == \"segment\" && (@.segment == $id || @.segment == $key))";
    private static final String NAMED = """
            select exists (
                select from segment s
                join segment_version v on v.tenant_id = $1 and v.segment_id = s.id and v.version = s.version
                where s.tenant_id = $1 and s.id <> $2::uuid and jsonb_path_exists(v.rule, $4::text::jsonpath, n.names)
              ) or exists (
                select from attribute_inference i
                where i.tenant_id = $1 and jsonb_path_exists(i.rule, $4::text::jsonpath, n.names)
              ) or exists (
                select from tag_rule r where r.tenant_id = $1 and r.segment_id = $2::uuid
              ) as named
            from (select jsonb_build_object('id', $2::uuid::text, 'key', $3::text) as names) n
            """;
    private static final String AUDIENCE_OF = """
            select key from experiment where tenant_id = $1 and segment_id = $2 limit 1
            """;

    /** Itself, those whose rules name it, and so on; then who chooses by one of them. */
    private static final String CHOOSES_BY = """
            with recursive hanging(id) as (
              select $2::uuid
              union
              select s.id
              from hanging h
              join segment o on o.tenant_id = $1 and o.id = h.id
              join segment s on s.tenant_id = $1
              join segment_version v on v.tenant_id = $1 and v.segment_id = s.id and v.version = s.version
              where jsonb_path_exists(
                v.rule, $3::text::jsonpath, jsonb_build_object('id', o.id::text, 'key', o.key))
            )
            select e.key from experiment e
            where e.tenant_id = $1 and e.segment_id in (select id from hanging) and e.state in ('running', 'paused')
            order by e.created_at, e.key limit 1
            """;

    /** Whether another segment's rule, or an inference's, names it, or a tag follows it. */
    Uni<Boolean> isNamed(Tx tx, SegmentView segment) {
        return tx.first(NAMED, row -> row.getBoolean("named"), segment.id(), segment.key(), NAMES_IT);
    }

    /** The key of the experiment whose audience it keeps, or null. */
    Uni<String> audienceOf(Tx tx, UUID segment) {
        return tx.first(AUDIENCE_OF, row -> row.getString("key"), segment);
    }

    /** The key of one that has started and chooses by it, itself or by a rule that names it; null when there is none. */
    Uni<String> choosingBy(Tx tx, UUID segment) {
        return tx.first(CHOOSES_BY, row -> row.getString("key"), segment, NAMES_IT);
    }
}
