package dev.shuke.score;

import dev.shuke.platform.tenancy.Tx;
import dev.shuke.score.ModelRefusedException.Reason;
import dev.shuke.score.ScoreModel.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Models by kind and version. Of each kind one is in use, or none. */
@ApplicationScoped
class ScoreModelRepository {
    /** Texts that are in the order of the versions, see {@link #key}. */
    private static final String KEY = "lpad(version::text, 9, '0')";

    private static final String LAST_KEY = "~";

    private static final String COLUMNS = """
            select kind, version, status, reason, trained_at, cut_off, horizon_days, members, parameters, back_test
            from score_model where tenant_id = $1
            """;
    private static final String LIST = COLUMNS + "and kind = $2 and " + KEY + " < $3 order by version desc limit $4";
    private static final String FIND = COLUMNS + "and kind = $2 and version = $3";
    private static final String IN_USE = COLUMNS + "and status = 'in_use'";
    private static final String RETIRE = """
            update score_model set status = 'superseded' where tenant_id = $1 and kind = $2 and status = 'in_use'
            """;
    private static final String INSERT = """
            insert into score_model (tenant_id, kind, version, status, reason, trained_at, cut_off, horizon_days, members,
              parameters, back_test)
            select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb
            from score_model where tenant_id = $1 and kind = $2
            """;

    /**
     * The newest first.
     *
     * @param before the {@link #key} of a version; empty for the first page
     */
    Uni<List<ScoreModel>> list(Tx tx, ScoreKind kind, String before, int limit) {
        return tx.list(LIST, ScoreModelRepository::read, kind.key(), before.isEmpty() ? LAST_KEY : before, limit);
    }

    static String key(ScoreModel model) {
        return "%09d".formatted(model.version());
    }

    /** Null when there is no such version. */
    Uni<ScoreModel> find(Tx tx, ScoreKind kind, int version) {
        return tx.first(FIND, ScoreModelRepository::read, kind.key(), version);
    }

    /** By which members are scored: at most one of each kind. */
    Uni<List<ScoreModel>> listInUse(Tx tx) {
        return tx.list(IN_USE, ScoreModelRepository::read);
    }

    /** Under the next version; if it is in use, the one before is so no longer. */
    Uni<Integer> insert(Tx tx, ScoreModel model) {
        Uni<Integer> retired = model.status() == Status.IN_USE
                ? tx.update(RETIRE, model.kind().key())
                : Uni.createFrom().item(0);
        return retired.chain(() -> tx.update(
                INSERT,
                model.kind().key(),
                model.status().key(),
                model.reason() == null ? null : model.reason().key(),
                model.trainedAt().atOffset(ZoneOffset.UTC),
                model.cutOff(),
                model.horizonDays(),
                model.members(),
                model.parameters(),
                model.backTest()));
    }

    private static ScoreModel read(Row row) {
        String reason = row.getString("reason");
        return new ScoreModel(
                ScoreKind.stored(row.getString("kind")),
                row.getInteger("version"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                reason == null ? null : Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("trained_at").toInstant(),
                row.getLocalDate("cut_off"),
                row.getInteger("horizon_days"),
                row.getLong("members"),
                (JsonObject) row.getValue("parameters"),
                (JsonObject) row.getValue("back_test"));
    }
}
