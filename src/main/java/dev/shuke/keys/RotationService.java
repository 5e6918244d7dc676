package dev.shuke.keys;

import dev.shuke.keys.RotationRepository.SealedValue;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.tenant.TenantService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Brings a tenant's keyset to a new key while its calls go on. Between the steps it waits until every instance has read
 * the keys anew: no instance meets what it cannot open. The key of the blind indexes is another keyset and stays: it
 * seals nothing, and with another one no identity would be found.
 */
@ApplicationScoped
public class RotationService {
    private static final int BATCH = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final PlatformDb platform;
    private final TenantDb db;
    private final RotationRepository repository;
    private final TenantKeyService keyService;
    private final TenantService tenants;
    private final Jobs jobs;
    private final Audit audit;
    private final Duration learnt;
    private final Duration settled;

    /**
     * @param refresh how long an instance remembers keys
     * @param settled how long what is sealed and not sealed anew may live
     */
    RotationService(
            PlatformDb platform,
            TenantDb db,
            RotationRepository repository,
            TenantKeyService keyService,
            TenantService tenants,
            Jobs jobs,
            Audit audit,
            @ConfigProperty(name = "shuke.keys.refresh") Duration refresh,
            @ConfigProperty(name = "shuke.keys.settle") Duration settled) {
        this.platform = platform;
        this.db = db;
        this.repository = repository;
        this.keyService = keyService;
        this.tenants = tenants;
        this.jobs = jobs;
        this.audit = audit;
        this.learnt = refresh.multipliedBy(2);
        this.settled = settled;
    }

    /** Begins one, unless one is under way. */
    Uni<KeysView> ask(UUID tenantId) {
        return platform.inTransaction(tx -> repository
                        .ask(tx, tenantId)
                        .chain(asked -> asked == 0
                                ? Uni.createFrom().voidItem()
                                : jobs.schedule(tx, tenantId, RotationJob.KIND, "", Instant.now())
                                        .chain(() -> audit.record(
                                                tx, tenantId, AuditEntry.of("keys.rotated", "tenant", tenantId)))))
                .chain(() -> tenants.sealAnew(tenantId))
                .chain(() -> require(tenantId));
    }

    /** @throws ApiException not_found */
    Uni<KeysView> require(UUID tenantId) {
        return repository
                .state(tenantId)
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("tenant"))
                .map(state -> new KeysView(
                        state.version(),
                        keyService.newestVersion(),
                        state.last() == null ? null : KeysView.Progress.of(state.last())));
    }

    /** As far as it goes now; a job goes on with it later. */
    Uni<Void> goOn() {
        return Multi.createBy()
                .repeating()
                .uni(() -> freshKeys().chain(keys -> db.inTransaction(tx -> step(tx, keys))))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<TenantKeys> freshKeys() {
        keyService.forget(CallContext.current().tenant().id());
        return keyService.current();
    }

    private Uni<Boolean> step(Tx tx, TenantKeys keys) {
        return repository
                .lockUnderWay(tx)
                .chain(rotation -> rotation == null ? Uni.createFrom().item(false) : step(tx, keys, rotation));
    }

    /** Whether there is more to do at once. */
    private Uni<Boolean> step(Tx tx, TenantKeys keys, Rotation rotation) {
        return switch (rotation.step()) {
            case ASKED -> keyService.addKey(tx).chain(() -> moveAndWait(tx, to(rotation, RotationStep.ADDED), learnt));
            case ADDED ->
                early(rotation, learnt)
                        ? wait(tx, rotation, learnt)
                        : keyService
                                .promoteKey(tx)
                                .chain(() -> total(tx, rotation))
                                .chain(counted -> moveAndWait(tx, to(counted, RotationStep.REWRAPPING), learnt));
            case REWRAPPING ->
                rotation.column() == null && early(rotation, learnt)
                        ? wait(tx, rotation, learnt)
                        : sealAnew(tx, keys, rotation);
            case SETTLING ->
                early(rotation, settled)
                        ? wait(tx, rotation, settled)
                        : keyService
                                .retireKeys(tx)
                                .chain(() -> repository.move(tx, to(rotation, RotationStep.DONE)))
                                .replaceWith(false);
            case DONE -> Uni.createFrom().item(false);
        };
    }

    private Uni<Boolean> sealAnew(Tx tx, TenantKeys keys, Rotation rotation) {
        SealedColumn column = rotation.column() == null ? SealedColumn.values()[0] : rotation.column();
        UUID after = rotation.column() == null ? BEFORE_ALL : rotation.after();
        return repository
                .list(tx, column, after, BATCH)
                .call(found -> repository.replace(tx, column, found, anew(column, keys, found)))
                .chain(found -> found.size() < BATCH
                        ? nextColumn(tx, rotation, column, found.size())
                        : repository
                                .move(tx, at(rotation, column, found.getLast().id(), found.size()))
                                .replaceWith(true));
    }

    private Uni<Boolean> nextColumn(Tx tx, Rotation rotation, SealedColumn column, int found) {
        return column.ordinal() == SealedColumn.values().length - 1
                ? moveAndWait(tx, to(at(rotation, column, BEFORE_ALL, found), RotationStep.SETTLING), settled)
                : repository
                        .move(tx, at(rotation, SealedColumn.values()[column.ordinal() + 1], BEFORE_ALL, found))
                        .replaceWith(true);
    }

    private static List<SealedValue> anew(SealedColumn column, TenantKeys keys, List<SealedValue> found) {
        return found.stream()
                .map(value -> new SealedValue(
                        value.id(),
                        keys.seal(column.place(value.id()), keys.open(column.place(value.id()), value.bytes()))))
                .toList();
    }

    private Uni<Rotation> total(Tx tx, Rotation rotation) {
        return Multi.createFrom()
                .iterable(Arrays.asList(SealedColumn.values()))
                .onItem()
                .transformToUniAndConcatenate(column -> repository.count(tx, column))
                .collect()
                .asList()
                .map(counts -> new Rotation(
                        rotation.id(),
                        rotation.step(),
                        0,
                        counts.stream().mapToLong(Long::longValue).sum(),
                        null,
                        null,
                        rotation.startedAt(),
                        rotation.changedAt()));
    }

    private Uni<Boolean> moveAndWait(Tx tx, Rotation to, Duration pause) {
        return repository.move(tx, to).chain(() -> wake(tx, Instant.now().plus(pause)));
    }

    private Uni<Boolean> wait(Tx tx, Rotation rotation, Duration pause) {
        return wake(tx, rotation.changedAt().plus(pause));
    }

    private Uni<Boolean> wake(Tx tx, Instant at) {
        return jobs.schedule(tx, RotationJob.KIND, "", at).replaceWith(false);
    }

    private static boolean early(Rotation rotation, Duration pause) {
        return Instant.now().isBefore(rotation.changedAt().plus(pause));
    }

    private static Rotation to(Rotation from, RotationStep step) {
        return new Rotation(
                from.id(),
                step,
                from.done(),
                from.total(),
                from.column(),
                from.after(),
                from.startedAt(),
                from.changedAt());
    }

    private static Rotation at(Rotation from, SealedColumn column, UUID after, int more) {
        return new Rotation(
                from.id(),
                from.step(),
                from.done() + more,
                Math.max(from.total(), from.done() + more), // new members come meanwhile
                column,
                after,
                from.startedAt(),
                from.changedAt());
    }
}
