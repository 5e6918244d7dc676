package dev.shuke.segment;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDirectory;
import dev.shuke.platform.touch.TouchedTenant;
import dev.shuke.platform.touch.Touches;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks a few times a second whose members were touched, and has that tenant's segments follow, several tenants at a
 * time and one transaction after the other for each. Every instance does; of two at one tenant the second leaves it.
 */
@Singleton
class MembershipRunner {
    private static final Logger LOG = Logger.getLogger(MembershipRunner.class);
    private static final int LANES = 4;
    private static final Duration TURN = Duration.ofSeconds(1);
    /** How many times as long as it took a tenant rests then, so that notes gather and whoever is in many is asked once. */
    private static final int REST = 4;

    private static final Duration MOST_REST = Duration.ofMillis(500);

    private final Vertx vertx;
    private final TenantDirectory directory;
    private final Touches touches;
    private final MembershipRefresh refresh;
    private final Duration pause;
    /** In a lane, waiting for one, or resting. */
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    private final Queue<UUID> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore lanes = new Semaphore(LANES);
    private volatile boolean away;
    /** Null when nothing was to be followed. */
    private volatile Instant oldest;

    private volatile boolean stopping;
    private volatile long timer;

    MembershipRunner(
            Vertx vertx,
            TenantDirectory directory,
            Touches touches,
            MembershipRefresh refresh,
            @ConfigProperty(name = "shuke.segments.follow") Duration pause) {
        this.vertx = vertx;
        this.directory = directory;
        this.touches = touches;
        this.refresh = refresh;
        this.pause = pause;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(pause.toMillis(), fired -> look());
    }

    /** What is under way ends or is undone; either way somebody else finds what is left. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        vertx.cancelTimer(timer);
    }

    private void look() {
        touches.tenants().subscribe().with(this::queueUp, this::later);
    }

    private void queueUp(List<TouchedTenant> touched) {
        away = false;
        oldest = touched.stream()
                .map(TouchedTenant::since)
                .min(Comparator.naturalOrder())
                .orElse(null);
        touched.stream().map(TouchedTenant::id).filter(busy::add).forEach(waiting::add);
        touched.forEach(any -> openLane());
    }

    /** How long the oldest note that there was at the latest look has been waiting. */
    Duration behind() {
        Instant since = oldest;
        return since == null ? Duration.ZERO : Duration.between(since, Instant.now());
    }

    private void openLane() {
        if (!stopping && lanes.tryAcquire()) {
            UUID tenant = waiting.poll();
            if (tenant == null) {
                lanes.release();
            } else {
                long began = System.nanoTime();
                follow(tenant)
                        .onTermination()
                        .invoke(() -> leave(tenant, Duration.ofNanos(System.nanoTime() - began)))
                        .subscribe()
                        .with(done -> {}, this::later);
            }
        }
    }

    private void leave(UUID tenant, Duration worked) {
        lanes.release();
        long rest = Math.clamp(worked.multipliedBy(REST).toMillis(), 1, MOST_REST.toMillis());
        vertx.setTimer(rest, rested -> busy.remove(tenant));
        openLane();
    }

    private Uni<Boolean> follow(UUID tenantId) {
        return directory.find(tenantId).onItem().ifNotNull().transformToUni(this::follow);
    }

    /** On a context of its own, as a request has one; after a while it is others' turn. */
    private Uni<Boolean> follow(Tenant tenant) {
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        Instant until = Instant.now().plus(TURN);
        return Uni.createFrom()
                .deferred(() -> {
                    new CallContext(tenant, Caller.job()).bind();
                    return refresh.next();
                })
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()))
                .map(Boolean.TRUE::equals)
                .repeat()
                .whilst(some -> some && !stopping && Instant.now().isBefore(until))
                .collect()
                .last();
    }

    /** Once an outage. */
    private void later(Throwable failure) {
        if (!away) {
            LOG.warnf("Segments do not follow: %s", failure.getClass().getSimpleName());
        }
        away = true;
    }
}
