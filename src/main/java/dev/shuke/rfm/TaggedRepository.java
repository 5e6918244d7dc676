package dev.shuke.rfm;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Whose tags say something else than their scores. */
@ApplicationScoped
class TaggedRepository {
    /** Column and table. The best that is known of the tag counts; what the staff or an import say is left alone. */
    private static final String LAGGING = """
            select m.member_id, s.%1$s as value
            from member_metric m
            left join %2$s s on s.tenant_id = $1 and s.member_id = m.member_id
            left join lateral (
              select source, case when not removed then value #>> '{}' end as value
              from member_tag t
              where t.tenant_id = $1 and t.member_id = m.member_id and t.slot = $2
                and (t.expires_at is null or t.expires_at > now())
                and (t.outranked_until is null or t.outranked_until <= now())
            ) t on true
            where m.tenant_id = $1 and m.member_id > $3 and coalesce(t.source, 'system') = 'system'
              and s.%1$s is distinct from t.value
            order by m.member_id limit $4
            """;

    /** @param value null when the member is to have none */
    record Lagging(UUID member, String value) {}

    static String tag(TransitionMatrix.Kind kind) {
        return switch (kind) {
            case TIER -> "rfm-tier";
            case STAGE -> "lifecycle-stage";
        };
    }

    /** By id, behind the one given. */
    Uni<List<Lagging>> lagging(Tx tx, TransitionMatrix.Kind kind, UUID after, int most) {
        String table = switch (kind) {
            case TIER -> "member_rfm";
            case STAGE -> "member_stage";
        };
        return tx.list(
                LAGGING.formatted(kind.key(), table),
                row -> new Lagging(row.getUUID("member_id"), row.getString("value")),
                tag(kind),
                after,
                most);
    }
}
