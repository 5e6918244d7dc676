package dev.shuke.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Experiments as they are defined, and every definition that they have had. */
@ApplicationScoped
class ExperimentRepository {
    static final String FIELDS = """
            e.id, e.state, e.segment_id, e.definition::text as definition, e.salt, l.salt as layer_salt, e.ranges,
              e.version, e.started_at, e.stopped_at, e.created_at, e.updated_at
            """;
    private static final String COLUMNS = "select " + FIELDS + """
            from experiment e
            left join experiment_layer l on l.tenant_id = $1 and l.key = e.layer
            where e.tenant_id = $1
            """;
    private static final String FIND = COLUMNS + "and e.id = $2";
    private static final String FIND_FOR_UPDATE = FIND + " for update of e";
    private static final String LIST = COLUMNS + """
            and (e.created_at, e.id) < ($2, $3) and e.state = any($4::text[])
            order by e.created_at desc, e.id desc limit $5
            """;
    private static final String CREATE = """
            insert into experiment (tenant_id, id, key, state, unit, purpose, layer, segment_id, definition, salt, version,
              created_at, updated_at)
            select $1, $2::uuid, $3, 'draft', $4::text, $5::text, $6::text, $7::uuid, $8::text::jsonb, $9::text, 1,
              $10::timestamptz, $10::timestamptz
            where (select count(*) from experiment where tenant_id = $1 and state <> 'archived') < $11
            on conflict (tenant_id, key) do nothing
            """;
    private static final String HAS_KEY = "select true from experiment where tenant_id = $1 and key = $2";
    private static final String UPDATE = """
            update experiment set state = $3, unit = $4, purpose = $5, layer = $6, segment_id = $7,
              definition = $8::text::jsonb, ranges = $9, version = $10, started_at = $11, stopped_at = $12, updated_at = $13
            where tenant_id = $1 and id = $2
            """;
    private static final String DELETE = "delete from experiment where tenant_id = $1 and id = $2";
    private static final String CREATE_VERSION = """
            insert into experiment_version (tenant_id, experiment_id, version, definition, changed_by, at)
            values ($1, $2, $3, $4::text::jsonb, $5, $6)
            """;
    private static final String VERSIONS = """
            select version, definition::text as definition, changed_by, at from experiment_version
            where tenant_id = $1 and experiment_id = $2 order by version
            """;

    private final ObjectMapper mapper;

    ExperimentRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Null when there is none. */
    Uni<ExperimentView> find(Tx tx, UUID id) {
        return tx.first(FIND, this::read, id);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<ExperimentView> findForUpdate(Tx tx, UUID id) {
        return tx.first(FIND_FOR_UPDATE, this::read, id);
    }

    /** From the newest on, behind the cursor. */
    Uni<List<ExperimentView>> list(Tx tx, Cursor after, List<ExperimentState> states, int limit) {
        return tx.list(
                LIST,
                this::read,
                stored(after.at()),
                after.id(),
                states.stream().map(ExperimentState::key).toArray(String[]::new),
                limit);
    }

    Uni<Boolean> hasKey(Tx tx, String key) {
        return tx.first(HAS_KEY, row -> true, key).map(found -> found != null);
    }

    /** @return 1, or 0 when there are so many already, or one of the key */
    Uni<Integer> create(Tx tx, ExperimentView made, int most) {
        ExperimentRequest definition = made.definition();
        return tx.update(
                CREATE,
                made.id(),
                definition.key(),
                definition.unit().key(),
                definition.purpose().key(),
                definition.layer(),
                made.segmentId(),
                json(definition),
                made.salt(),
                stored(made.createdAt()),
                most);
    }

    Uni<Integer> update(Tx tx, ExperimentView changed) {
        ExperimentRequest definition = changed.definition();
        return tx.update(
                UPDATE,
                changed.id(),
                changed.state().key(),
                definition.unit().key(),
                definition.purpose().key(),
                definition.layer(),
                changed.segmentId(),
                json(definition),
                LayerRepository.stored(changed.ranges()),
                changed.version(),
                stored(changed.startedAt()),
                stored(changed.stoppedAt()),
                stored(changed.updatedAt()));
    }

    Uni<Integer> delete(Tx tx, UUID id) {
        return tx.update(DELETE, id);
    }

    /** Keeps the definition that it has now. */
    Uni<Integer> createVersion(Tx tx, ExperimentView experiment) {
        return tx.update(
                CREATE_VERSION,
                experiment.id(),
                experiment.version(),
                json(experiment.definition()),
                tx.call().caller().subject(),
                stored(experiment.updatedAt()));
    }

    Uni<List<ExperimentView.Version>> versions(Tx tx, UUID id) {
        return tx.list(
                VERSIONS,
                row -> new ExperimentView.Version(
                        row.getInteger("version"),
                        definition(row.getString("definition")),
                        row.getString("changed_by"),
                        instant(row, "at")),
                id);
    }

    /** Of {@link #FIELDS}. */
    ExperimentView read(Row row) {
        return new ExperimentView(
                row.getUUID("id"),
                definition(row.getString("definition")),
                ExperimentState.stored(row.getString("state")),
                row.getUUID("segment_id"),
                row.getString("salt"),
                row.getString("layer_salt"),
                LayerRepository.ranges(row.getJsonArray("ranges")),
                row.getInteger("version"),
                instant(row, "started_at"),
                instant(row, "stopped_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime stored = row.getOffsetDateTime(column);
        return stored == null ? null : stored.toInstant();
    }

    private static OffsetDateTime stored(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private String json(ExperimentRequest definition) {
        try {
            return mapper.writeValueAsString(definition);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a definition has a JSON form", impossible);
        }
    }

    private ExperimentRequest definition(String json) {
        try {
            return mapper.readValue(json, ExperimentRequest.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored definition cannot be read", damaged);
        }
    }
}
