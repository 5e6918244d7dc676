package dev.shuke.eventtype;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The event types of a tenant's own. */
@ApplicationScoped
class EventTypeRepository {
    private static final String UPSERT = """
            insert into event_type (tenant_id, type, name_zh, name_en, description_zh, description_en, props, version,
              created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, 1, $8, $8)
            on conflict (tenant_id, type) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
              description_zh = excluded.description_zh, description_en = excluded.description_en,
              props = excluded.props, version = event_type.version + 1, updated_at = excluded.updated_at
            returning *, props::text as schema, (select count(*) from event_type where tenant_id = $1) as others
            """;
    private static final String FIND = """
            select *, props::text as schema from event_type where tenant_id = $1 and type = $2
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";
    private static final String LIST = """
            select *, props::text as schema from event_type where tenant_id = $1 order by type
            """;
    private static final String NAMES = """
            select type, name_zh, name_en from event_type where tenant_id = $1 and type = any($2::text[])
            """;
    private static final String SCHEMAS = """
            select type, version, props::text as schema from event_type
            where tenant_id = $1 and type = any($2::text[]) and props is not null
            """;

    private final ObjectMapper mapper;

    EventTypeRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A type as it is now.
     *
     * @param others how many the tenant had before
     */
    record Written(EventTypeView type, boolean created, long others) {}

    /** The schema of a type, as it was at some version. */
    record Versioned(String type, long version, JsonNode schema) {}

    Uni<Written> upsert(Tx tx, String type, EventTypeRequest request) {
        Bilingual description = request.description() == null ? new Bilingual(null, null) : request.description();
        return tx.first(
                UPSERT,
                row -> new Written(read(row), row.getLong("version") == 1, row.getLong("others")),
                type,
                request.name().zh(),
                request.name().en(),
                description.zh(),
                description.en(),
                request.props() == null || request.props().isNull()
                        ? null
                        : request.props().toString(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** Null when the tenant has no such type of its own. */
    Uni<EventTypeView> find(Tx tx, String type) {
        return tx.first(FIND, this::read, type);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<EventTypeView> findForUpdate(Tx tx, String type) {
        return tx.first(FIND_FOR_UPDATE, this::read, type);
    }

    Uni<List<EventTypeView>> list(Tx tx) {
        return tx.list(LIST, this::read);
    }

    /** By type, of those types that the tenant has defined. */
    Uni<Map<String, Bilingual>> names(Tx tx, Collection<String> types) {
        return tx.list(
                        NAMES,
                        row -> Map.entry(
                                row.getString("type"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en"))),
                        (Object) types.toArray(String[]::new))
                .map(names -> names.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Of those types that have one. */
    Uni<List<Versioned>> listSchemas(Tx tx, Collection<String> types) {
        return tx.list(
                SCHEMAS,
                row -> new Versioned(row.getString("type"), row.getLong("version"), tree(row.getString("schema"))),
                (Object) types.toArray(String[]::new));
    }

    private EventTypeView read(Row row) {
        Bilingual description = new Bilingual(row.getString("description_zh"), row.getString("description_en"));
        return new EventTypeView(
                row.getString("type"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                description.zh() == null && description.en() == null ? null : description,
                false,
                tree(row.getString("schema")));
    }

    private JsonNode tree(String json) {
        try {
            return json == null ? null : mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
