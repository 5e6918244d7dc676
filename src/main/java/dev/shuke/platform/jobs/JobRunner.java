package dev.shuke.platform.jobs;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDirectory;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs what is due: every so often it opens a lane, which claims one job after the other until nothing is due. What it
 * logs of a job is its kind, its id and the kind of failure.
 */
@Singleton
class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    /** Fewer failures than this are the network's weather. */
    private static final int WORTH_A_WARNING = 3;

    private final Vertx vertx;
    private final JobRepository repository;
    private final TenantDirectory directory;
    private final Map<String, JobKind> kinds;
    private final JobSettings settings;
    private final Semaphore lanes;
    private final Set<UUID> claims = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean away;
    private long poll;
    private long renewal;

    JobRunner(
            Vertx vertx,
            JobRepository repository,
            TenantDirectory directory,
            @All List<JobKind> kinds,
            JobSettings settings) {
        this.vertx = vertx;
        this.repository = repository;
        this.directory = directory;
        this.kinds = kinds.stream().collect(toUnmodifiableMap(JobKind::kind, kind -> kind));
        this.settings = settings;
        this.lanes = new Semaphore(settings.lanes());
    }

    void start(@Observes StartupEvent event) {
        poll = vertx.setPeriodic(settings.poll().toMillis(), timer -> openLane());
        renewal = vertx.setPeriodic(settings.lease().toMillis() / 3, timer -> renew());
    }

    /** Claims nothing more and lets what runs come to its end; what does not in time, another instance takes over. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        vertx.cancelTimer(poll);
        if (!lanes.tryAcquire(settings.lanes(), settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("Stopped with %d jobs not ended; they will be run again", claims.size());
        }
        vertx.cancelTimer(renewal);
    }

    private void openLane() {
        if (!stopping && lanes.tryAcquire()) {
            Uni.createFrom()
                    .deferred(this::next)
                    .repeat()
                    .whilst(found -> found && !stopping)
                    .onTermination()
                    .invoke(() -> lanes.release())
                    .collect()
                    .last()
                    .subscribe()
                    .with(found -> away = false, this::queueAway);
        }
    }

    /** Whether there was one. */
    private Uni<Boolean> next() {
        return repository
                .claim(kinds.keySet(), settings.lease())
                .chain(job -> job == null ? Uni.createFrom().item(false) : run(job).replaceWith(true));
    }

    private Uni<Integer> run(DueJob job) {
        claims.add(job.claim());
        return directory
                .find(job.tenantId())
                .chain(tenant -> tenant == null ? Uni.createFrom().voidItem() : work(job, tenant))
                .ifNoItem()
                .after(settings.limit())
                .fail()
                .onItemOrFailure()
                .transformToUni((done, failure) -> failure == null ? repository.done(job) : again(job, failure))
                .onTermination()
                .invoke(() -> claims.remove(job.claim()));
    }

    /** On a context of its own, as a request has one: no two jobs share a tenant by accident. */
    private Uni<Void> work(DueJob job, Tenant tenant) {
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return Uni.createFrom()
                .deferred(() -> {
                    new CallContext(tenant, Caller.job()).bind();
                    return kinds.get(job.kind()).run(job.tenantId(), job.ref());
                })
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()));
    }

    private Uni<Integer> again(DueJob job, Throwable failure) {
        if (job.attempts() >= WORTH_A_WARNING) {
            LOG.warnf(
                    "Job %s (%s) has failed %d times: %s",
                    job.id(), job.kind(), job.attempts(), failure.getClass().getSimpleName());
        }
        Duration pause = settings.pauseAfter(job.attempts());
        long scatter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        return repository.again(job, pause.plusMillis(scatter));
    }

    private void renew() {
        if (!claims.isEmpty()) {
            repository.renew(List.copyOf(claims), settings.lease()).subscribe().with(renewed -> {}, this::queueAway);
        }
    }

    /** Once an outage: readiness tells the rest. */
    private void queueAway(Throwable failure) {
        if (!away) {
            LOG.warnf(
                    "Jobs wait: the queue does not answer (%s)",
                    failure.getClass().getSimpleName());
        }
        away = true;
    }
}
