package dev.shuke.incident;

import dev.shuke.platform.audit.Statement;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Incidents, and the steps that are added to them. */
@ApplicationScoped
class IncidentRepository {
    private static final String INSERT = """
            insert into incident (tenant_id, id, kind, state, groups, description, consequences, advice, occurred_from,
              occurred_until, discovered_at, recorded_by, recorded_at)
            values ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12)
            returning *
            """;
    private static final String FIND = "select * from incident where tenant_id = $1 and id = $2";
    private static final String LOCK = FIND + " for update";
    private static final String LIST = """
            select * from incident where tenant_id = $1 and id < $2 order by id desc limit $3
            """;
    private static final String STEPS = """
            select * from incident_step where tenant_id = $1 and incident_id = $2 order by id
            """;
    private static final String ADD = """
            insert into incident_step (tenant_id, incident_id, id, step, at, note, recorded_by, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String MOVE = "update incident set state = $3 where tenant_id = $1 and id = $2";

    Uni<IncidentView> insert(Tx tx, IncidentRequest request) {
        OffsetDateTime now = utc(Instant.now());
        return tx.first(
                INSERT,
                IncidentRepository::read,
                Ids.next(),
                request.kind().key(),
                request.groups().stream().distinct().map(FieldGroup::key).toArray(String[]::new),
                request.description().text(),
                Statement.text(request.consequences()),
                Statement.text(request.advice()),
                utc(request.occurredFrom()),
                utc(request.occurredUntil()),
                request.discoveredAt() == null ? now : utc(request.discoveredAt()),
                tx.call().caller().subject(),
                now);
    }

    /** Null when there is none. */
    Uni<IncidentView> find(Tx tx, UUID id) {
        return tx.first(FIND, IncidentRepository::read, id);
    }

    Uni<IncidentView> lock(Tx tx, UUID id) {
        return tx.first(LOCK, IncidentRepository::read, id);
    }

    /** The newest first. */
    Uni<List<IncidentView>> list(Tx tx, UUID before, int limit) {
        return tx.list(LIST, IncidentRepository::read, before, limit);
    }

    Uni<List<IncidentView.Step>> steps(Tx tx, UUID id) {
        return tx.list(STEPS, IncidentRepository::step, id);
    }

    Uni<Integer> add(Tx tx, UUID id, StepRequest request, IncidentState state) {
        OffsetDateTime now = utc(Instant.now());
        return tx.update(
                        ADD,
                        id,
                        Ids.next(),
                        request.step().key(),
                        request.at() == null ? now : utc(request.at()),
                        request.note().text(),
                        tx.call().caller().subject(),
                        now)
                .chain(() -> tx.update(MOVE, id, state.key()));
    }

    private static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Instant time(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static IncidentView.Step step(Row row) {
        return new IncidentView.Step(
                IncidentStep.stored(row.getString("step")),
                time(row, "at"),
                Statement.stored(row.getString("note")),
                row.getString("recorded_by"),
                time(row, "recorded_at"));
    }

    private static IncidentView read(Row row) {
        return new IncidentView(
                row.getUUID("id"),
                IncidentKind.stored(row.getString("kind")),
                IncidentState.stored(row.getString("state")),
                Arrays.stream(row.getArrayOfStrings("groups"))
                        .map(key -> FieldGroup.named(key).orElseThrow())
                        .toList(),
                Statement.stored(row.getString("description")),
                Statement.stored(row.getString("consequences")),
                Statement.stored(row.getString("advice")),
                time(row, "occurred_from"),
                time(row, "occurred_until"),
                time(row, "discovered_at"),
                row.getLong("affected"),
                row.getString("recorded_by"),
                time(row, "recorded_at"),
                null);
    }
}
