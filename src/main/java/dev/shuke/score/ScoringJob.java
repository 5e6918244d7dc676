package dev.shuke.score;

import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Scores members in the order of their ids, some hundreds in a step: read as they stand at one moment, scored on a
 * thread that may take its time, and written; and with them when they have used up what they bought.
 */
@ApplicationScoped
class ScoringJob implements TenantJob {
    static final String KIND = "score-members";

    private static final String AT = "at";
    private static final String AS_OF = "asOf";
    private static final String AFTER = "after";
    private static final int CHUNK = 500;

    private final TenantDb db;
    private final ShopperReader shoppers;
    private final ScoreModelRepository models;
    private final MemberScoreRepository scores;
    private final ReplenishmentRepository replenishments;
    private final StoredModels json;
    private final Touches touches;
    private final Vertx vertx;

    ScoringJob(
            TenantDb db,
            ShopperReader shoppers,
            ScoreModelRepository models,
            MemberScoreRepository scores,
            ReplenishmentRepository replenishments,
            StoredModels json,
            Touches touches,
            Vertx vertx) {
        this.db = db;
        this.shoppers = shoppers;
        this.models = models;
        this.scores = scores;
        this.replenishments = replenishments;
        this.json = json;
        this.touches = touches;
        this.vertx = vertx;
    }

    /** @param asOf as members stood at the beginning of that day; null for now */
    static NewJob to(LocalDate asOf) {
        JsonObject checkpoint = new JsonObject()
                .put(AT, Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
                .put(AS_OF, asOf == null ? null : asOf.toString())
                .put(AFTER, ShopperReader.BEFORE_ALL.toString());
        return new NewJob(Ids.next(), KIND, null, checkpoint, null);
    }

    /** Members between two ids. */
    private record Chunk(UUID after, UUID upTo, Instant at, CutOff cutOff) {
        boolean last() {
            return upTo.equals(ShopperReader.BEHIND_ALL);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        JsonObject from = run.checkpoint();
        UUID after = UUID.fromString(from.getString(AFTER));
        Instant at = Instant.parse(from.getString(AT));
        CutOff cutOff = cutOff(from.getString(AS_OF), at);
        return shoppers.bound(after, CHUNK)
                .map(upTo -> new Chunk(after, upTo, at, cutOff))
                .chain(chunk -> db.read(models::listInUse)
                        .map(inUse -> ModelsInUse.of(inUse, json))
                        .chain(inUse -> score(run, chunk, inUse)));
    }

    private static CutOff cutOff(String asOf, Instant at) {
        ZoneId zone = CallContext.current().tenant().zone();
        return asOf == null ? CutOff.at(at, zone) : CutOff.before(LocalDate.parse(asOf), zone);
    }

    private Uni<JobRun> score(JobRun run, Chunk chunk, ModelsInUse inUse) {
        return shoppers.between(chunk.after(), chunk.upTo(), chunk.cutOff())
                .chain(found -> aside(found, inUse, chunk.cutOff().day()))
                .chain(scored -> run.advance(
                        tx -> write(tx, scored, inUse, chunk).map(written -> progress(run, chunk, scored.size()))));
    }

    /** Nobody has things to use up who was not scored now or before: both are made of orders. */
    private Uni<Void> write(Tx tx, List<MemberScore> scored, ModelsInUse inUse, Chunk chunk) {
        return scores.replace(tx, scored, inUse, chunk.at())
                .chain(() -> scores.deleteOthers(tx, chunk.after(), chunk.upTo(), chunk.at()))
                .call(() -> replenishments.replace(tx, chunk.after(), chunk.upTo(), chunk.cutOff()))
                .chain(others -> touches.note(
                        tx,
                        Touches.SCORE,
                        Stream.concat(scored.stream().map(MemberScore::memberId), others.stream())
                                .toList()));
    }

    private static JobProgress progress(JobRun run, Chunk chunk, int members) {
        JsonObject next = run.checkpoint().copy().put(AFTER, chunk.upTo().toString());
        return chunk.last()
                ? JobProgress.end(next, members, 0).of(run.done() + members)
                : JobProgress.upTo(next, members, 0);
    }

    private Uni<List<MemberScore>> aside(List<Shopper> found, ModelsInUse inUse, LocalDate day) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> found.stream()
                                        .map(shopper -> inUse.score(shopper, day))
                                        .toList(),
                                false)
                        .toCompletionStage());
    }
}
