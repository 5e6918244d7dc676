package dev.shuke.experiment;

import static dev.shuke.experiment.ExperimentState.ARCHIVED;
import static dev.shuke.experiment.ExperimentState.DRAFT;
import static dev.shuke.experiment.ExperimentState.PAUSED;
import static dev.shuke.experiment.ExperimentState.RUNNING;
import static dev.shuke.experiment.ExperimentState.STOPPED;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Starts, pauses, resumes, stops and archives experiments. What is stopped does not run again. */
@ApplicationScoped
public class LifecycleService {
    /** What may be done to an experiment. */
    enum Step {
        START("experiment.started", RUNNING, DRAFT),
        PAUSE("experiment.paused", PAUSED, RUNNING),
        RESUME("experiment.resumed", RUNNING, PAUSED),
        STOP("experiment.stopped", STOPPED, RUNNING, PAUSED),
        ARCHIVE("experiment.archived", ARCHIVED, DRAFT, STOPPED);

        private final String action;
        private final ExperimentState to;
        private final List<ExperimentState> from;

        Step(String action, ExperimentState to, ExperimentState... from) {
            this.action = action;
            this.to = to;
            this.from = List.of(from);
        }
    }

    private final TenantDb db;
    private final ExperimentService experiments;
    private final ExperimentRepository repository;
    private final SettingRepository settings;
    private final Audiences audiences;
    private final StoreDrawRepository stores;
    private final PurposeService purposes;
    private final Audit audit;

    LifecycleService(
            TenantDb db,
            ExperimentService experiments,
            ExperimentRepository repository,
            SettingRepository settings,
            Audiences audiences,
            StoreDrawRepository stores,
            PurposeService purposes,
            Audit audit) {
        this.db = db;
        this.experiments = experiments;
        this.repository = repository;
        this.settings = settings;
        this.audiences = audiences;
        this.stores = stores;
        this.purposes = purposes;
        this.audit = audit;
    }

    /** @throws ApiException not_found, experiment_state, purpose_forbidden, purpose_unavailable, conflict */
    Uni<ExperimentView> take(Step step, UUID id) {
        return db.inTransaction(tx -> settings.change(tx)
                .chain(() -> experiments.requireForUpdate(tx, id))
                .invoke(found -> requirePossible(step, found))
                .call(found -> mayUse(tx, step, found))
                .chain(found -> (step == Step.START ? started(tx, found) : next(found, step))
                        .call(next -> repository.update(tx, next))
                        .call(next -> next.segmentId() == null
                                ? audiences.drop(tx, found.segmentId())
                                : Uni.createFrom().voidItem()))
                .call(() -> audit.record(tx, AuditEntry.of(step.action, "experiment", id)))
                .chain(() -> experiments.require(tx, id)));
    }

    private static void requirePossible(Step step, ExperimentView found) {
        if (!step.from.contains(found.state())) {
            throw new ApiException(
                    ErrorCode.EXPERIMENT_STATE,
                    "The experiment must be "
                            + String.join(
                                    " or ",
                                    step.from.stream().map(ExperimentState::key).toList())
                            + " for that.");
        }
    }

    /** What ends a use needs no leave for it but the grant. */
    private Uni<Void> mayUse(Tx tx, Step step, ExperimentView found) {
        return step.to == RUNNING
                ? purposes.requireUsable(tx, found.definition().purpose()).replaceWithVoid()
                : purposes.requireGranted(tx, found.definition().purpose());
    }

    private static Uni<ExperimentView> next(ExperimentView found, Step step) {
        return Uni.createFrom().item(found.with(step.to, found.ranges(), ExperimentService.now()));
    }

    private Uni<ExperimentView> started(Tx tx, ExperimentView draft) {
        if (draft.definition().primary() == null) {
            throw new ApiException(
                    ErrorCode.EXPERIMENT_STATE, "An experiment without a primary metric decides nothing: name one.");
        }
        return audiences
                .hold(tx, draft)
                .chain(() -> experiments.place(tx, draft, draft.definition()))
                .map(ranges -> draft.with(RUNNING, ranges, ExperimentService.now()))
                .call(running -> running.definition().unit() == ExperimentUnit.STORE
                        ? draw(tx, running)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> draw(Tx tx, ExperimentView running) {
        StorePlan plan = running.definition().stores();
        return stores.sales(tx, plan, running.startedAt())
                .invoke(found -> requireEnough(running.definition(), found))
                .chain(found -> stores.keep(
                        tx,
                        running.id(),
                        found,
                        StoreAllotment.draw(running.salt(), running.definition(), found),
                        running.startedAt()));
    }

    private static void requireEnough(ExperimentRequest definition, List<StoreDraw.Store> found) {
        List<String> codes = definition.stores().codes();
        if (codes != null && found.size() < codes.stream().distinct().count()) {
            throw new ApiException(ErrorCode.EXPERIMENT_STATE, "Some of the experiment's stores are not there.");
        }
        if (found.size() < definition.variants().size()) {
            throw new ApiException(ErrorCode.EXPERIMENT_STATE, "There are fewer stores than variants.");
        }
    }
}
