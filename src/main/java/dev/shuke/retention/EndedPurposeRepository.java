package dev.shuke.retention;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.retention.OldEventRepository.Old;
import dev.shuke.retention.RetentionPolicy.PurposeRule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Members who allow a purpose no more, and what is kept of them for it. */
@ApplicationScoped
class EndedPurposeRepository {
    /** How many members are looked at in a step. */
    static final int CHUNK = 100;

    /** Not those whom a legal hold protects. Whoever was never asked has ended nothing. */
    private static final String ENDED = """
            from consent_state s
            where s.tenant_id = $1 and s.purpose = $2
              and (s.action <> 'given' and s.occurred_at < $3 or s.action = 'given' and s.until < $3)
              and not exists (
                select from legal_hold h where h.tenant_id = $1 and h.lifted_at is null
                  and (h.member_id is null or h.member_id = s.member_id))
            """;

    /** Keys of attributes as they are stored: one with a sensitivity of its own has that before it. */
    private static final String KEYS = """
            array(select k from jsonb_object_keys(m.attributes) k where substr(k, strpos(k, ':') + 1) = any(%s::text[]))
            """;

    private static final String COUNT = """
            with ended as (select s.member_id %s)
            select (select count(*) from event e join ended d using (member_id)
                where e.tenant_id = $1 and e.type = any($4::text[])) as events,
              (select count(*) from member m join ended d on d.member_id = m.id
                where m.tenant_id = $1 and cardinality(%s) > 0) as members
            """.formatted(ENDED, KEYS.formatted("$5"));
    private static final String NEXT =
            "select s.member_id " + ENDED + " and s.member_id > $4 order by s.member_id limit $5";
    private static final String EVENTS = """
            select e.id, e.member_id from event e
            where e.tenant_id = $1 and e.member_id = any($2::uuid[]) and e.type = any($3::text[])
            """;
    private static final String REMOVE = """
            update member m set attributes = m.attributes - %1$s, version = m.version + 1,
              updated_at = greatest(m.updated_at, $4)
            where m.tenant_id = $1 and m.id = any($2::uuid[]) and cardinality(%1$s) > 0
            """.formatted(KEYS.formatted("$3"));

    /** What there is to take. */
    record Found(long events, long members) {}

    Uni<Found> count(Tx tx, PurposeRule rule, Instant asOf) {
        return tx.first(
                COUNT,
                row -> new Found(row.getLong("events"), row.getLong("members")),
                rule.purpose().key(),
                before(rule, asOf),
                rule.eventTypes().toArray(String[]::new),
                rule.attributes().toArray(String[]::new));
    }

    /** Some of the members, by id. */
    Uni<List<UUID>> next(Tx tx, PurposeRule rule, Instant asOf, UUID after) {
        return tx.list(NEXT, row -> row.getUUID("member_id"), rule.purpose().key(), before(rule, asOf), after, CHUNK);
    }

    Uni<List<Old>> events(Tx tx, PurposeRule rule, UUID[] members) {
        return tx.list(
                EVENTS,
                row -> new Old(row.getUUID("id"), row.getUUID("member_id")),
                members,
                rule.eventTypes().toArray(String[]::new));
    }

    /** Of how many members there were any. */
    Uni<Integer> removeAttributes(Tx tx, PurposeRule rule, UUID[] members) {
        return tx.update(
                REMOVE,
                members,
                rule.attributes().toArray(String[]::new),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    private static OffsetDateTime before(PurposeRule rule, Instant asOf) {
        return asOf.atOffset(ZoneOffset.UTC).minusDays(rule.days());
    }
}
