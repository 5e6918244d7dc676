package dev.shuke.platform.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.JobsDb;
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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Runs what is due, each job on a virtual thread that waits for it; db-scheduler claims, keeps the claim alive, takes
 * over from the dead and gives the next attempt. What is logged of a job is its kind, its id and the kind of failure.
 */
@Singleton
class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);
    /** Fewer failures than this are the network's weather. */
    private static final int WORTH_A_WARNING = 3;
    /** Silent for this many of them an instance is dead: the fewest that the library takes. */
    private static final int MISSED_HEARTBEATS = 4;
    /** How many of them fit into a lease: with the time until somebody looks, the dead are found within it. */
    private static final int HEARTBEATS_A_LEASE = 6;
    /** A job of a later release waits for an instance that knows it. */
    private static final Duration NEVER = Duration.ofDays(36_500);
    /** Of the lanes: below the one it looks for more at once, and then for as many as the other. */
    private static final double LOOK_BELOW = 0.5;

    private static final double FETCH = 3;

    private final Vertx vertx;
    private final JobRepository repository;
    private final TenantDirectory directory;
    private final JobSettings settings;
    private final Scheduler scheduler;

    JobRunner(
            Vertx vertx,
            JobsDb db,
            JobRepository repository,
            TenantDirectory directory,
            @All List<JobKind> kinds,
            JobSettings settings) {
        this.vertx = vertx;
        this.repository = repository;
        this.directory = directory;
        this.settings = settings;
        this.scheduler = db.scheduler(kinds.stream().<Task<?>>map(this::task).toList())
                .serializer(DueJob.STORED)
                .executorService(Executors.newFixedThreadPool(
                        settings.lanes(), Thread.ofVirtual().factory()))
                .threads(settings.lanes())
                .pollingInterval(settings.poll())
                .pollUsingFetchAndLockOnExecute(LOOK_BELOW, FETCH)
                .heartbeatInterval(settings.lease().dividedBy(HEARTBEATS_A_LEASE))
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(settings.patience())
                .failureLogging(LogLevel.OFF, false)
                .addSchedulerListener(new Outages())
                .build();
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            scheduler.start();
        }
    }

    /** Claims nothing more and lets what runs come to its end; what does not in time, another instance takes over. */
    void stop(@Observes ShutdownEvent event) {
        scheduler.stop();
    }

    private Task<DueJob> task(JobKind kind) {
        return Tasks.custom(kind.kind(), DueJob.class)
                .onFailure(this::again)
                .onDeadExecutionRevive()
                .execute((job, context) -> run(kind, job));
    }

    private CompletionHandler<DueJob> run(JobKind kind, TaskInstance<DueJob> job) {
        DueJob due = job.getData();
        UUID id = UUID.fromString(job.getId());
        if (!repository.begin(due.tenantId(), id)) {
            return this::later;
        }
        try {
            await(directory
                    .find(due.tenantId())
                    .chain(tenant -> tenant == null ? Uni.createFrom().voidItem() : work(kind, due, tenant))
                    .ifNoItem()
                    .after(settings.limit())
                    .fail());
            return new OnCompleteRemove<>();
        } catch (Failed failure) {
            repository.leave(due.tenantId(), id);
            throw failure;
        }
    }

    private static void await(Uni<Void> work) {
        try {
            work.subscribeAsCompletionStage().get();
        } catch (ExecutionException e) {
            throw new Failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    /** On a context of its own, as a request has one: no two jobs share a tenant by accident. */
    private Uni<Void> work(JobKind kind, DueJob due, Tenant tenant) {
        Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return Uni.createFrom()
                .deferred(() -> {
                    new CallContext(tenant, Caller.job()).bind();
                    return kind.run(due.tenantId(), due.ref());
                })
                .runSubscriptionOn(task -> own.runOnContext(ignored -> task.run()));
    }

    /** Somebody is at another one about the same thing. */
    private void later(ExecutionComplete run, ExecutionOperations<DueJob> operations) {
        operations.reschedule(run, run.getTimeDone().plus(settings.poll()));
    }

    private void again(ExecutionComplete run, ExecutionOperations<DueJob> operations) {
        int attempts = run.getExecution().consecutiveFailures + 1;
        if (attempts >= WORTH_A_WARNING) {
            LOG.warnf(
                    "Job %s (%s) has failed %d times: %s",
                    run.getExecution().getId(), run.getExecution().getTaskName(), attempts, cause(run));
        }
        Duration pause = settings.pauseAfter(attempts);
        long scatter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        operations.reschedule(run, run.getTimeDone().plus(pause).plusMillis(scatter));
    }

    private static String cause(ExecutionComplete run) {
        Throwable failure = run.getCause().orElseThrow();
        return (failure instanceof Failed ? failure.getCause() : failure)
                .getClass()
                .getSimpleName();
    }

    /** What the work came to, as db-scheduler wants to have it. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(Throwable cause) {
            super(cause);
        }
    }

    /** Says once an outage that the queue does not answer: readiness tells the rest. */
    private static final class Outages extends AbstractSchedulerListener {
        private volatile boolean away;

        @Override
        public void onSchedulerEvent(SchedulerEventType event) {
            switch (event) {
                case RAN_EXECUTE_DUE -> away = false;
                case UNEXPECTED_ERROR, FAILED_HEARTBEAT -> {
                    if (!away) {
                        LOG.warn("Jobs wait: the queue does not answer");
                    }
                    away = true;
                }
                default -> {}
            }
        }
    }
}
