package dev.shuke.experiment;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** What all experiments of a tenant have in common: the holdout, and the row that whoever changes one locks. */
@ApplicationScoped
class SettingRepository {
    private static final String CHANGE = """
            insert into experiment_setting as s (tenant_id, salt, holdout, generation, updated_at)
            values ($1, $2, 0, 1, $3)
            on conflict (tenant_id) do update set generation = s.generation + 1, updated_at = excluded.updated_at
            returning salt, holdout, generation = 1 as made
            """;
    private static final String HOLD_OUT = """
            update experiment_setting set holdout = $2 where tenant_id = $1 returning salt, holdout
            """;
    private static final String FIND = "select salt, holdout from experiment_setting where tenant_id = $1";

    /**
     * Before every change of an experiment: nobody else changes one of the tenant until the transaction ends, and from its
     * end on whoever remembers them knows that they are old.
     */
    Uni<ExperimentSetting> change(Tx tx) {
        return tx.first(
                CHANGE, SettingRepository::read, Salt.drawn(), Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** Likewise, as it was before: nothing when there was none. */
    Uni<ExperimentSetting> findForUpdate(Tx tx) {
        return tx.first(
                CHANGE,
                row -> row.getBoolean("made") ? ExperimentSetting.NONE : read(row),
                Salt.drawn(),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** To be {@link #change}d before. */
    Uni<ExperimentSetting> holdOut(Tx tx, int buckets) {
        return tx.first(HOLD_OUT, SettingRepository::read, buckets);
    }

    Uni<ExperimentSetting> find(Tx tx) {
        return tx.first(FIND, SettingRepository::read).onItem().ifNull().continueWith(ExperimentSetting.NONE);
    }

    private static ExperimentSetting read(Row row) {
        return new ExperimentSetting(row.getInteger("holdout") / (double) Bucket.COUNT, row.getString("salt"));
    }
}
