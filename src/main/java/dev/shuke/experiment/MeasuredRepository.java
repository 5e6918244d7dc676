package dev.shuke.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What results need to know of an experiment. */
@ApplicationScoped
class MeasuredRepository {
    private static final String FIND = """
            select definition::text as definition, started_at, stopped_at from experiment where tenant_id = $1 and id = $2
            """;

    private final ObjectMapper mapper;

    MeasuredRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Null when there is none. */
    Uni<MeasuredExperiment> find(Tx tx, UUID id) {
        return tx.first(FIND, row -> read(id, row), id);
    }

    private MeasuredExperiment read(UUID id, Row row) {
        try {
            return new MeasuredExperiment(
                    id,
                    mapper.readValue(row.getString("definition"), ExperimentRequest.class),
                    instant(row.getOffsetDateTime("started_at")),
                    instant(row.getOffsetDateTime("stopped_at")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored definition cannot be read", e);
        }
    }

    private static Instant instant(OffsetDateTime stored) {
        return stored == null ? null : stored.toInstant();
    }
}
