package dev.shuke.platform.audit;

import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.PlatformDb;
import dev.shuke.platform.web.Addresses;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Counts the calls that were refused with 403, by caller, route and minute, and enters the counts in the tenants' logs
 * every so often: a refusal has no transaction, and a flood of them must not become a flood of rows. A process that
 * dies takes the counts of the last seconds with it.
 */
@Singleton
class Denials {
    static final String ACTION = "access.denied";
    private static final Logger LOG = Logger.getLogger(Denials.class);
    private static final int FORBIDDEN = 403;
    private static final int BEHIND_ANSWERS = 940;
    /** Beyond these a tenant's further refusals are counted together. */
    private static final int MOST = 10_000;

    private static final Actor SEVERAL = new Actor("several", "several", List.of());
    private static final AuditEntry SEVERAL_ROUTES = AuditEntry.of(ACTION, "route", "several");

    /** What was refused to whom, at which minute. */
    record Denied(UUID tenantId, Actor actor, AuditEntry entry, Instant minute) {}

    private final Vertx vertx;
    private final Addresses addresses;
    private final PlatformDb db;
    private final AuditRepository repository;
    private final Duration pause;
    private final Map<Denied, Integer> counts = new ConcurrentHashMap<>();
    private volatile long timer;

    Denials(
            Vertx vertx,
            Addresses addresses,
            PlatformDb db,
            AuditRepository repository,
            @ConfigProperty(name = "shuke.audit.enter-denials") Duration pause) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.db = db;
        this.repository = repository;
        this.pause = pause;
    }

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addEndHandler(ended -> note(context));
                    context.next();
                },
                BEHIND_ANSWERS);
        timer = vertx.setPeriodic(pause.toMillis(), fired -> start(() -> {}));
    }

    /** What is left is entered before the pools close. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        vertx.cancelTimer(timer);
        CountDownLatch ended = new CountDownLatch(1);
        start(ended::countDown);
        if (!ended.await(2, TimeUnit.SECONDS)) {
            LOG.warnf("Stopped with %d counts of refusals not entered in the audit log", counts.size());
        }
    }

    private void note(RoutingContext context) {
        if (context.response().getStatusCode() == FORBIDDEN && context.user() instanceof QuarkusHttpUser user) {
            CallContext.of(user.getSecurityIdentity()).ifPresent(call -> note(call, route(context), Instant.now()));
        }
    }

    void note(CallContext call, String route, Instant at) {
        UUID tenantId = call.tenant().id();
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        Denied own = new Denied(tenantId, Actor.of(call.caller()), AuditEntry.of(ACTION, "route", route), minute);
        Denied counted = counts.size() < MOST || counts.containsKey(own)
                ? own
                : new Denied(tenantId, SEVERAL, SEVERAL_ROUTES, minute);
        counts.merge(counted, 1, Integer::sum);
    }

    private String route(RoutingContext context) {
        return context.request().method() + " "
                + addresses.template(context.request().path());
    }

    private void start(Runnable ended) {
        enter().onTermination().invoke(ended).subscribe().with(done -> {}, Denials::later);
    }

    /** Those noted by now, in one transaction; all stay noted if it fails. */
    Uni<Void> enter() {
        return Uni.createFrom().deferred(() -> {
            Map<Denied, Integer> taken = take();
            return taken.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : db.inTransaction(tx -> Multi.createFrom()
                                    .iterable(taken.entrySet())
                                    .onItem()
                                    .transformToUniAndConcatenate(
                                            count -> repository.insert(tx, count.getKey(), count.getValue()))
                                    .collect()
                                    .last())
                            .onFailure()
                            .invoke(() -> taken.forEach((denied, times) -> counts.merge(denied, times, Integer::sum)));
        });
    }

    private Map<Denied, Integer> take() {
        Map<Denied, Integer> taken = new HashMap<>();
        counts.keySet()
                .forEach(denied -> counts.computeIfPresent(denied, (same, times) -> {
                    taken.put(denied, times);
                    return null;
                }));
        return taken;
    }

    private static void later(Throwable failure) {
        LOG.warnf(
                "Refusals are not in the audit log yet: %s", failure.getClass().getSimpleName());
    }
}
