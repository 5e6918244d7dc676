package dev.shuke.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Segments as they are defined: names, purposes, and the rule of each version. */
@ApplicationScoped
class SegmentRepository {
    private static final String VERSIONS = """
        select s.id, s.key, s.name, s.purpose, s.kind, v.version, v.rule::text as rule, s.created_at, s.updated_at,
          s.personalised, t.state, t.since, t.reason
            from segment s
            join segment_version v on v.tenant_id = $1 and v.segment_id = s.id and v.version = %s
        left join segment_state t on t.tenant_id = $1 and t.segment_id = s.id
            where s.tenant_id = $1
            """;
    private static final String COLUMNS = VERSIONS.formatted("s.version");
    private static final String FIND = COLUMNS + "and s.id = $2";
    private static final String FIND_VERSION = VERSIONS.formatted("$3") + "and s.id = $2";
    private static final String FIND_FOR_UPDATE = FIND + " for update of s";
    private static final String NAMED = COLUMNS + "and (s.key = any($2::text[]) or s.id = any($3::uuid[]))";
    private static final String VERSIONS_OF = """
            select segment_id, version, rule::text as rule from segment_version
            where tenant_id = $1 and segment_id = any($2::uuid[])
            """;
    private static final String LOCK_ALL = "select from segment where tenant_id = $1 order by id for update";
    private static final String LIST = COLUMNS + """
            and (s.created_at, s.id) < ($2, $3)
            order by s.created_at desc, s.id desc
            limit $4
            """;
    private static final String CREATE = """
            insert into segment (tenant_id, id, key, name, purpose, kind, version, created_at, updated_at, personalised)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (tenant_id, key) do nothing
            """;
    private static final String CREATE_VERSION = """
            insert into segment_version (tenant_id, segment_id, version, rule, created_at)
            values ($1, $2, $3, $4::text::jsonb, $5)
            """;
    private static final String UPDATE = """
            update segment set name = $3, version = $4, updated_at = $5 where tenant_id = $1 and id = $2
            """;
    private static final String DELETE = """
            delete from segment where tenant_id = $1 and id = $2
            """;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ObjectMapper mapper;

    SegmentRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The segment at its current version, or null. */
    Uni<SegmentView> find(Tx tx, UUID id) {
        return tx.first(FIND, this::read, id);
    }

    /** As {@link #find}, at another version. */
    Uni<SegmentView> find(Tx tx, UUID id, int version) {
        return tx.first(FIND_VERSION, this::read, id, version);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<SegmentView> findForUpdate(Tx tx, UUID id) {
        return tx.first(FIND_FOR_UPDATE, this::read, id);
    }

    /** All that these segments have had. */
    Uni<List<SegmentVersion>> versions(Tx tx, UUID... segments) {
        return tx.list(
                VERSIONS_OF,
                row -> new SegmentVersion(
                        row.getUUID("segment_id"), row.getInteger("version"), rule(row.getString("rule"))),
                (Object) segments);
    }

    /** Those of the names, keys or ids, that a segment has. */
    Uni<List<SegmentView>> named(Tx tx, Collection<String> names) {
        return tx.list(
                NAMED,
                this::read,
                names.toArray(String[]::new),
                names.stream().flatMap(SegmentRepository::id).toArray(UUID[]::new));
    }

    private static Stream<UUID> id(String name) {
        return UUID_TEXT.matcher(name).matches() ? Stream.of(UUID.fromString(name)) : Stream.empty();
    }

    /**
     * For a rule that names segments or tags, or whatever is to follow one, a tag or an experiment: until the transaction
     * ends nobody else does so anew and no segment changes or goes, or two could come to name each other.
     */
    Uni<Void> lockAll(Tx tx) {
        return tx.list(LOCK_ALL, row -> true).replaceWithVoid();
    }

    /** From the newest on, behind the cursor. */
    Uni<List<SegmentView>> list(Tx tx, Cursor after, int limit) {
        return tx.list(LIST, this::read, PointInTime.stored(after.at()), after.id(), limit);
    }

    /** 1, or 0 when the tenant has a segment of that key. */
    Uni<Integer> create(Tx tx, SegmentView segment) {
        return tx.update(
                CREATE,
                segment.id(),
                segment.key(),
                segment.name().text(),
                segment.purpose().key(),
                segment.kind().key(),
                segment.version(),
                PointInTime.stored(segment.createdAt()),
                PointInTime.stored(segment.updatedAt()),
                segment.chooses());
    }

    /** Keeps the rule of the segment's version. */
    Uni<Integer> createVersion(Tx tx, SegmentView segment) {
        return tx.update(
                CREATE_VERSION,
                segment.id(),
                segment.version(),
                json(segment.rule()),
                PointInTime.stored(segment.updatedAt()));
    }

    Uni<Integer> update(Tx tx, SegmentView segment) {
        return tx.update(
                UPDATE,
                segment.id(),
                segment.name().text(),
                segment.version(),
                PointInTime.stored(segment.updatedAt()));
    }

    /** 1, or 0 when there is none. */
    Uni<Integer> delete(Tx tx, UUID id) {
        return tx.update(DELETE, id);
    }

    private SegmentView read(Row row) {
        return new SegmentView(
                row.getUUID("id"),
                row.getString("key"),
                new SegmentName(row.getString("name")),
                new Purpose(row.getString("purpose")),
                SegmentKind.stored(row.getString("kind")),
                row.getInteger("version"),
                rule(row.getString("rule")),
                null,
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                membership(row),
                row.getBoolean("personalised") ? null : false);
    }

    private static Membership membership(Row row) {
        String state = row.getString("state");
        return state == null
                ? null
                : new Membership(
                        Membership.State.stored(state),
                        row.getOffsetDateTime("since").toInstant(),
                        Membership.Reason.stored(row.getString("reason")));
    }

    private String json(Rule rule) {
        try {
            return mapper.writeValueAsString(rule);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a rule has a JSON form", impossible);
        }
    }

    private Rule rule(String json) {
        try {
            return mapper.readValue(json, Rule.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored rule cannot be read", damaged);
        }
    }
}
