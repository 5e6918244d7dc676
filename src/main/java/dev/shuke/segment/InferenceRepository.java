package dev.shuke.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Inferences, and the members whose values are not what they say. */
@ApplicationScoped
class InferenceRepository {
    private static final String COLUMNS = """
            select id, attribute, rule::text as rule, purpose, value::text as value, confidence, created_at
            from attribute_inference where tenant_id = $1 and attribute = $2
            """;
    private static final String LIST = COLUMNS + " order by id";
    private static final String FIND = COLUMNS + " and id = $3";
    private static final String CREATE = """
            insert into attribute_inference (tenant_id, id, attribute, rule, purpose, value, confidence, created_at, run_at)
            values ($1, $2, $3, $4::text::jsonb, $5, $6::text::jsonb, $7, $8, $8)
            returning (select count(*) from attribute_inference where tenant_id = $1) as others
            """;
    private static final String DELETE = """
            delete from attribute_inference where tenant_id = $1 and attribute = $2 and id = $3
            """;
    private static final String BEGIN = """
            update attribute_inference set run_at = $4 where tenant_id = $1 and attribute = $2 and id = $3 and run_at <= $5
            """;

    /**
     * Members who have the inference's value and should not, or the other way round; nobody else changes them before this
     * transaction ends. What is as good as the inference's value or better stays, unless it is its own.
     *
     * <p>The audience's from and where; key, own stamp, rank, limit.
     */
    private static final String DUE = """
            with matched as materialized (
              select m.member_id
              from %1$s
              where %2$s
            )
            select p.id, x.member_id is not null as holds
            from member p
            left join matched x on x.member_id = p.id
            cross join lateral (
              select coalesce(
                (select h.stamp from jsonb_each(p.provenance) h(stamp, keys) where h.keys ? %3$s::text),
                case when p.attributes ? %3$s::text then '3000' else '' end) as stamp
            ) s
            where p.tenant_id = $1 and p.merged_into is null and case
              when s.stamp like %4$s::text then x.member_id is null
              else x.member_id is not null and left(s.stamp, 4) collate "C" < %5$s::text end
            order by p.id limit %6$s::int
            for no key update of p
            """;

    /** A member whose value is to be written, or to be taken away. */
    record Due(UUID member, boolean holds) {}

    private final ObjectMapper mapper;

    InferenceRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Uni<List<InferenceView>> list(Tx tx, String attribute) {
        return tx.list(LIST, this::read, attribute);
    }

    /** Null when there is none. */
    Uni<InferenceView> find(Tx tx, String attribute, UUID id) {
        return tx.first(FIND, this::read, attribute, id);
    }

    /** How many the tenant had before. */
    Uni<Long> create(Tx tx, InferenceView made) {
        return tx.first(
                CREATE,
                row -> row.getLong("others"),
                made.id(),
                made.attribute(),
                json(made.rule()),
                made.purpose().key(),
                made.value().toString(),
                made.confidence(),
                PointInTime.stored(made.createdAt()));
    }

    /** 1, or 0 when there is none. */
    Uni<Integer> delete(Tx tx, String attribute, UUID id) {
        return tx.update(DELETE, attribute, id);
    }

    /** 1 when it is time, and then not again before the next; 0 otherwise, or when there is none. */
    Uni<Integer> begin(Tx tx, String attribute, UUID id, Instant now, Instant next) {
        return tx.update(BEGIN, attribute, id, PointInTime.stored(next), PointInTime.stored(now));
    }

    /** @param rank of its values, four digits */
    Uni<List<Due>> listDue(Tx tx, Audience audience, String storedKey, String writer, String rank, int limit) {
        return tx.list(
                DUE.formatted(
                        audience.from(),
                        audience.where(),
                        audience.parameter(1),
                        audience.parameter(2),
                        audience.parameter(3),
                        audience.parameter(4)),
                row -> new Due(row.getUUID("id"), row.getBoolean("holds")),
                audience.arguments(storedKey, "% " + writer, rank, limit));
    }

    private InferenceView read(Row row) {
        return new InferenceView(
                row.getUUID("id"),
                row.getString("attribute"),
                tree(row.getString("rule"), Rule.class),
                tree(row.getString("value"), JsonNode.class),
                row.getDouble("confidence"),
                new Purpose(row.getString("purpose")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private String json(Rule rule) {
        try {
            return mapper.writeValueAsString(rule);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a rule has a JSON form", impossible);
        }
    }

    private <T> T tree(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored inference cannot be read", damaged);
        }
    }
}
