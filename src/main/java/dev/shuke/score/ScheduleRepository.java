package dev.shuke.score;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.score.ScoreSchedule.Weekday;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** When members are scored. */
@ApplicationScoped
class ScheduleRepository {
    private static final String FIND = """
            select enabled, hour, train_on, horizon_days from score_schedule where tenant_id = $1
            """;
    private static final String LOCK = FIND + " for update";
    /** By PostgreSQL's clock, as the queue is. */
    private static final String LOCK_DUE = """
            select enabled, hour, train_on, horizon_days, run_at from score_schedule
            where tenant_id = $1 and enabled and run_at <= now() for update
            """;
    private static final String REPLACE = """
            insert into score_schedule (tenant_id, enabled, hour, train_on, horizon_days, run_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant_id) do update set enabled = excluded.enabled, hour = excluded.hour,
              train_on = excluded.train_on, horizon_days = excluded.horizon_days, run_at = excluded.run_at
            """;

    /** A schedule and the time for which it was. */
    record Due(ScoreSchedule schedule, Instant at) {}

    /** Never null. */
    Uni<ScoreSchedule> find(Tx tx) {
        return tx.first(FIND, ScheduleRepository::read).onItem().ifNull().continueWith(ScoreSchedule.DEFAULT);
    }

    /** Likewise, and nobody else changes it until the transaction ends. */
    Uni<ScoreSchedule> lock(Tx tx) {
        return tx.first(LOCK, ScheduleRepository::read).onItem().ifNull().continueWith(ScoreSchedule.DEFAULT);
    }

    /** Null when it is not time, or nothing is done by itself. */
    Uni<Due> lockDue(Tx tx) {
        return tx.first(
                LOCK_DUE, row -> new Due(read(row), row.getOffsetDateTime("run_at").toInstant()));
    }

    Uni<Integer> replace(Tx tx, ScoreSchedule schedule, Instant runAt) {
        return tx.update(
                REPLACE,
                schedule.enabled(),
                schedule.hour(),
                schedule.trainOn().ordinal() + 1,
                schedule.horizonDays(),
                runAt.atOffset(ZoneOffset.UTC));
    }

    private static ScoreSchedule read(Row row) {
        return new ScoreSchedule(
                row.getBoolean("enabled"),
                row.getInteger("hour"),
                Weekday.values()[row.getInteger("train_on") - 1],
                row.getInteger("horizon_days"));
    }
}
