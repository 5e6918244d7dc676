package dev.shuke.score;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.shuke.platform.jobs.JobProgress;
import dev.shuke.platform.jobs.JobRun;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJob;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.score.ModelRefusedException.Reason;
import dev.shuke.score.ScoreModel.Status;
import dev.shuke.score.Training.Trial;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Learns in one step and tries in the next. Members are read beforehand and outside of the transaction, and the search
 * for parameters has a thread of its own.
 */
@ApplicationScoped
class TrainingJob implements TenantJob {
    private static final String KIND = "score-training";
    private static final String SCORE = "score";
    private static final String CUT_OFF = "cutOff";
    private static final String HORIZON = "horizonDays";
    private static final String LEARNED = "learned";
    private static final String MEMBERS = "members";

    private final ShopperReader shoppers;
    private final ScoreModelRepository models;
    private final StoredModels json;
    private final Vertx vertx;
    private final Map<ScoreKind, Training> trainings;

    TrainingJob(
            ShopperReader shoppers,
            ScoreModelRepository models,
            StoredModels json,
            Vertx vertx,
            @All List<Training> trainings) {
        this.shoppers = shoppers;
        this.models = models;
        this.json = json;
        this.vertx = vertx;
        this.trainings = trainings.stream().collect(toUnmodifiableMap(Training::kind, training -> training));
    }

    static NewJob to(ScoreKind kind, LocalDate cutOff, int horizonDays) {
        JsonObject checkpoint = new JsonObject()
                .put(SCORE, kind.key())
                .put(CUT_OFF, cutOff.toString())
                .put(HORIZON, horizonDays);
        return new NewJob(Ids.next(), KIND, null, checkpoint, "/v1/scores/" + kind.key() + "/models");
    }

    /** What the checkpoint says. */
    private record Plan(Training training, LocalDate cutOff, int horizonDays, JsonObject learned, long members) {
        ScoreModel model(Status status, Reason reason, JsonObject backTest) {
            return new ScoreModel(
                    training.kind(), 0, status, reason, Instant.now(), cutOff, horizonDays, members, learned, backTest);
        }

        Plan learnedFrom(long shoppers) {
            return new Plan(training, cutOff, horizonDays, learned, shoppers);
        }

        CutOff before(int days) {
            return CutOff.before(
                    cutOff.minusDays(days), CallContext.current().tenant().zone());
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<JobRun> step(JobRun run) {
        JsonObject at = run.checkpoint();
        Plan plan = new Plan(
                trainings.get(ScoreKind.stored(at.getString(SCORE))),
                LocalDate.parse(at.getString(CUT_OFF)),
                at.getInteger(HORIZON),
                at.getJsonObject(LEARNED),
                at.getLong(MEMBERS, 0L));
        return plan.learned() == null ? learn(run, plan) : attempt(run, plan);
    }

    private Uni<JobRun> learn(JobRun run, Plan plan) {
        return past(plan)
                .chain(past -> aside(() -> plan.training().learn(past))
                        .chain(learned -> run.advance(tx -> Uni.createFrom()
                                .item(JobProgress.upTo(
                                        run.checkpoint()
                                                .copy()
                                                .put(LEARNED, learned)
                                                .put(MEMBERS, past.size()),
                                        past.size(),
                                        0))))
                        .onFailure(ModelRefusedException.class)
                        .recoverWithUni(refused -> refuse(run, plan.learnedFrom(past.size()), refused, past.size())));
    }

    private Uni<List<Shopper>> past(Plan plan) {
        int horizon = plan.horizonDays();
        return shoppers.sample()
                .chain(sample -> Multi.createFrom()
                        .iterable(plan.training().daysBefore(horizon))
                        .onItem()
                        .transformToUniAndConcatenate(
                                days -> shoppers.list(sample, plan.before(days), days == 0 ? 0 : horizon))
                        .collect()
                        .in(ArrayList<Shopper>::new, List::addAll)
                        .map(past -> past));
    }

    private Uni<JobRun> attempt(JobRun run, Plan plan) {
        String currency = CallContext.current().tenant().currency();
        return shoppers.sample()
                .chain(sample -> shoppers.list(sample, plan.before(0), plan.horizonDays()))
                .chain(later -> aside(() -> plan.training().tried(plan.learned(), later, plan.horizonDays(), currency))
                        .chain(trial -> run.advance(
                                tx -> models.insert(tx, tried(plan, trial)).replaceWith(end(run, later.size()))))
                        .onFailure(ModelRefusedException.class)
                        .recoverWithUni(refused -> refuse(run, plan, refused, later.size())));
    }

    private ScoreModel tried(Plan plan, Trial trial) {
        JsonObject backTest = json.write(trial.backTest());
        return trial.passed()
                ? plan.model(Status.IN_USE, null, backTest)
                : plan.model(Status.REFUSED, Reason.WORSE_THAN_BASELINE, backTest);
    }

    private Uni<JobRun> refuse(JobRun run, Plan plan, Throwable why, int members) {
        Reason reason = ((ModelRefusedException) why).reason();
        return run.advance(tx ->
                models.insert(tx, plan.model(Status.REFUSED, reason, null)).replaceWith(end(run, members)));
    }

    private static JobProgress end(JobRun run, int members) {
        return JobProgress.end(run.checkpoint(), members, 0).of(run.done() + members);
    }

    /** On a thread that may take its time; what follows goes on in the job's own context. */
    private <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
