package dev.shuke.audit;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.audit.OutsideLog;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.tenancy.Tx;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Seals what was entered, every few seconds and tenant by tenant: an entry is written without waiting for the one
 * before, and its place in the chain is found here. Several instances may try at once; the rows that wait are locked,
 * so one seals them and the others find nothing left. The head of each chain goes to the {@link OutsideLog}.
 */
@Singleton
class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final int BATCH = 1_000;

    private final Vertx vertx;
    private final TenantDirectory directory;
    private final TenantKeyService keyService;
    private final TenantDb db;
    private final SealRepository seals;
    private final EntryRepository entries;
    private final OutsideLog outside;
    private final Duration pause;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long timer;

    Sealer(
            Vertx vertx,
            TenantDirectory directory,
            TenantKeyService keyService,
            TenantDb db,
            SealRepository seals,
            EntryRepository entries,
            OutsideLog outside,
            @ConfigProperty(name = "shuke.audit.seal") Duration pause) {
        this.vertx = vertx;
        this.directory = directory;
        this.keyService = keyService;
        this.db = db;
        this.seals = seals;
        this.entries = entries;
        this.outside = outside;
        this.pause = pause;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(pause.toMillis(), fired -> begin());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void begin() {
        if (busy.compareAndSet(false, true)) {
            seals.tenants()
                    .onItem()
                    .transformToMulti(tenants -> Multi.createFrom().iterable(tenants))
                    .onItem()
                    .transformToUniAndConcatenate(
                            tenant -> sealAll(tenant).onFailure().recoverWithItem(Sealer::later))
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .subscribe()
                    .with(done -> {}, Sealer::later);
        }
    }

    /** All that wait of one tenant. */
    Uni<Void> sealAll(UUID tenantId) {
        return directory
                .find(tenantId)
                .onItem()
                .ifNotNull()
                .transformToUni(this::sealAll)
                .replaceWithVoid();
    }

    /** On a context of its own, as a request has one. */
    private Uni<Boolean> sealAll(Tenant tenant) {
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return Uni.createFrom()
                .deferred(() -> {
                    new CallContext(tenant, Caller.job()).bind();
                    return keyService.current().chain(keys -> db.inTransaction(tx -> sealBatch(tx, keys)));
                })
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()))
                .call(seal -> seal == null ? Uni.createFrom().voidItem() : publish(tenant, seal))
                .map(Objects::nonNull)
                .repeat()
                .whilst(some -> some)
                .collect()
                .last();
    }

    private Uni<Seal> sealBatch(Tx tx, TenantKeys keys) {
        return seals.lockWaiting(tx, BATCH)
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : seals.last(tx)
                                .chain(last ->
                                        entries.list(tx, waiting).map(found -> Seal.over(found, last, keys, now())))
                                .call(seal -> seals.insert(tx, seal))
                                .call(() -> seals.noLongerWaiting(tx, waiting)));
    }

    private Uni<Void> publish(Tenant tenant, Seal seal) {
        return outside.append(Head.file(tenant.id()), Head.of(seal).line());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Void later(Throwable failure) {
        LOG.warnf(
                "Entries of the audit log wait for a seal: %s",
                failure.getClass().getSimpleName());
        return null;
    }
}
