package dev.shuke.experiment;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Experiments as they are written down. What starts and ends them is {@link LifecycleService}. */
@ApplicationScoped
public class ExperimentService {
    /** Not archived: so many are remembered whenever a variant is asked for. */
    private static final int MOST = 200;

    private static final List<ExperimentState> SHOWN = Arrays.stream(ExperimentState.values())
            .filter(state -> state != ExperimentState.ARCHIVED)
            .toList();

    private final TenantDb db;
    private final ExperimentRepository repository;
    private final SettingRepository settings;
    private final LayerRepository layers;
    private final StoreDrawRepository stores;
    private final Audiences audiences;
    private final PurposeService purposes;
    private final Audit audit;

    ExperimentService(
            TenantDb db,
            ExperimentRepository repository,
            SettingRepository settings,
            LayerRepository layers,
            StoreDrawRepository stores,
            Audiences audiences,
            PurposeService purposes,
            Audit audit) {
        this.db = db;
        this.repository = repository;
        this.settings = settings;
        this.layers = layers;
        this.stores = stores;
        this.audiences = audiences;
        this.purposes = purposes;
        this.audit = audit;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Writes one down as a draft.
     *
     * @throws ApiException validation_failed, field_forbidden at a node of the audience, purpose_unavailable,
     *     purpose_forbidden, already_exists
     */
    Uni<ExperimentView> create(ExperimentRequest request) {
        ExperimentRequest definition = checked(request);
        ExperimentView made = ExperimentView.first(Ids.next(), definition, Salt.drawn(), now());
        return db.inTransaction(tx -> settings.change(tx)
                .chain(() -> purposes.requireUsable(tx, definition.purpose()))
                .chain(() -> requireNew(tx, definition.key()))
                .chain(() -> named(tx, definition.layer()))
                .chain(() -> audiences.keep(tx, made.id(), definition))
                .map(made::in)
                .call(kept -> repository.create(tx, kept, MOST).invoke(ExperimentService::requireRoom))
                .call(kept -> repository.createVersion(tx, kept))
                .call(() -> audit.record(tx, AuditEntry.of("experiment.created", "experiment", made.id())))
                .chain(() -> require(tx, made.id())));
    }

    private static ExperimentRequest checked(ExperimentRequest request) {
        ExperimentRequest definition = request.complete();
        ExperimentRules.require(definition, CallContext.current().tenant().currency());
        return definition;
    }

    private Uni<Void> requireNew(Tx tx, String key) {
        return repository
                .hasKey(tx, key)
                .invoke(taken -> {
                    if (taken) {
                        throw new ApiException(ErrorCode.ALREADY_EXISTS, "There is an experiment with this key.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> named(Tx tx, String layer) {
        return layer == null ? Uni.createFrom().item(0) : layers.ensure(tx, layer);
    }

    private static void requireRoom(int created) {
        if (created == 0) {
            throw ApiException.invalid("", "would be one more than the " + MOST + " experiments that are not archived");
        }
    }

    /** @throws ApiException not_found */
    Uni<ExperimentView> require(UUID id) {
        return db.inTransaction(tx -> require(tx, id));
    }

    Uni<ExperimentView> require(Tx tx, UUID id) {
        return repository.find(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("experiment"));
    }

    /** As {@link #require}; nobody else changes it before this transaction ends. */
    Uni<ExperimentView> requireForUpdate(UUID id) {
        return db.inTransaction(tx -> requireForUpdate(tx, id));
    }

    Uni<ExperimentView> requireForUpdate(Tx tx, UUID id) {
        return repository.findForUpdate(tx, id).onItem().ifNull().failWith(() -> ApiException.notFound("experiment"));
    }

    /** @param state null for all that are not archived */
    Uni<Page<ExperimentView>> list(PageRequest asked, ExperimentState state) {
        int limit = asked.limit();
        List<ExperimentState> states = state == null ? SHOWN : List.of(state);
        return db.inTransaction(tx -> repository.list(tx, asked.cursorOr(Cursor.NEWEST), states, limit + 1))
                .map(rows -> Page.of(rows, limit, row -> new Cursor(row.createdAt(), row.id())));
    }

    /** @throws ApiException not_found */
    Uni<ExperimentView.Versions> versions(UUID id) {
        return db.inTransaction(tx -> require(tx, id).chain(found -> repository.versions(tx, id)))
                .map(ExperimentView.Versions::new);
    }

    /** @throws ApiException not_found */
    Uni<ExperimentView.Stores> stores(UUID id) {
        return db.inTransaction(tx -> require(tx, id).chain(found -> stores.list(tx, id)))
                .map(ExperimentView.Stores::new);
    }

    /**
     * Puts another definition in the place of the one it has. One that says the same changes nothing.
     *
     * @throws ApiException as {@link #create}, not_found, experiment_state of one that is over
     */
    Uni<ExperimentView> update(UUID id, ExperimentRequest request) {
        ExperimentRequest definition = checked(request);
        return db.inTransaction(tx -> settings.change(tx)
                .chain(() -> requireForUpdate(tx, id))
                .call(found -> purposes.requireGranted(tx, found.definition().purpose()))
                .call(found -> purposes.requireUsable(tx, definition.purpose()))
                .invoke(found -> requireChangeable(found, definition))
                .chain(found -> found.definition().equals(definition)
                        ? Uni.createFrom().item(found)
                        : change(tx, found, definition)));
    }

    private static void requireChangeable(ExperimentView found, ExperimentRequest definition) {
        if (!found.definition().key().equals(definition.key())) {
            throw ApiException.invalid("/key", "must stay as it is");
        }
        switch (found.state()) {
            case DRAFT -> {}
            case RUNNING, PAUSED -> ExperimentRules.requireUnchanged(found.definition(), definition);
            case STOPPED, ARCHIVED ->
                throw new ApiException(ErrorCode.EXPERIMENT_STATE, "The experiment is over: make another one.");
        }
    }

    private Uni<ExperimentView> change(Tx tx, ExperimentView found, ExperimentRequest definition) {
        return named(tx, definition.layer())
                .chain(() -> ranges(tx, found, definition))
                .chain(ranges -> audiences
                        .follow(tx, found, definition)
                        .map(segment -> found.with(definition, segment, ranges, now())))
                .call(changed -> repository.update(tx, changed))
                .call(changed -> repository.createVersion(tx, changed))
                .call(changed ->
                        changed.segmentId() == null || !changed.segmentId().equals(found.segmentId())
                                ? audiences.drop(tx, found.segmentId())
                                : Uni.createFrom().voidItem())
                .call(() -> audit.record(tx, AuditEntry.of("experiment.changed", "experiment", found.id())))
                .chain(() -> require(tx, found.id()));
    }

    private Uni<List<BucketRange>> ranges(Tx tx, ExperimentView found, ExperimentRequest definition) {
        return found.state() == ExperimentState.DRAFT
                ? Uni.createFrom().item(found.ranges())
                : place(tx, found, definition);
    }

    /**
     * The buckets of the layer that it has, and as many more as it needs. It keeps those that it needs no more: whoever was
     * in is in again when traffic rises.
     *
     * @throws ApiException experiment_state when the layer has not so many
     */
    Uni<List<BucketRange>> place(Tx tx, ExperimentView experiment, ExperimentRequest definition) {
        int more = definition.trafficBuckets()
                - experiment.ranges().stream().mapToInt(BucketRange::size).sum();
        if (definition.layer() == null || more <= 0) {
            return Uni.createFrom().item(experiment.ranges());
        }
        return layers.find(tx, definition.layer(), experiment.id())
                .map(layer -> layer.extended(experiment.ranges(), more));
    }

    /** @throws ApiException not_found, experiment_state of one that has started */
    Uni<Void> delete(UUID id) {
        return db.inTransaction(tx -> settings.change(tx)
                .chain(() -> requireForUpdate(tx, id))
                .call(found -> purposes.requireGranted(tx, found.definition().purpose()))
                .invoke(ExperimentService::requireDraft)
                .call(() -> repository.delete(tx, id))
                .call(found -> audiences.drop(tx, found.segmentId()))
                .chain(() -> audit.record(tx, AuditEntry.of("experiment.deleted", "experiment", id))));
    }

    private static void requireDraft(ExperimentView found) {
        if (found.startedAt() != null || found.state() != ExperimentState.DRAFT) {
            throw new ApiException(ErrorCode.EXPERIMENT_STATE, "Only a draft can be deleted: archive it.");
        }
    }

    Uni<ExperimentSetting> setting() {
        return db.inTransaction(settings::find);
    }

    Uni<ExperimentSetting> settingForUpdate() {
        return db.inTransaction(settings::findForUpdate);
    }

    /** Moves who is at the border of the holdout, but nobody who has been exposed. */
    Uni<ExperimentSetting> holdOut(ExperimentSettingRequest sent) {
        return db.inTransaction(tx -> settings.change(tx)
                .chain(() -> settings.holdOut(tx, sent.buckets()))
                .call(() -> audit.record(
                        tx, AuditEntry.of("experiment.holdout_changed", "experiment_setting", "holdout"))));
    }
}
