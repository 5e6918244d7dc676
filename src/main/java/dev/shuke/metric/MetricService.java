package dev.shuke.metric;

import dev.shuke.member.MemberView.Metrics;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Keeps the numbers of members right, and tells them. */
@ApplicationScoped
public class MetricService {
    /** The events that are counted as they are written. */
    public static final Set<String> COUNTED =
            Set.of("order.paid", "order.refunded", "coupon.redeemed", "complaint.opened");
    /** Those that habits are made of. */
    public static final Set<String> OF_HABITS = Set.of("order.paid", "survey.answered");

    private final TenantDb db;
    private final MetricRepository repository;
    private final Jobs jobs;
    private final TenantJobs tenantJobs;

    MetricService(TenantDb db, MetricRepository repository, Jobs jobs, TenantJobs tenantJobs) {
        this.db = db;
        this.repository = repository;
        this.jobs = jobs;
        this.tenantJobs = tenantJobs;
    }

    /** The transaction is about to write events of {@link #OF_HABITS} about these members. */
    public Uni<Void> touched(Tx tx, UUID... members) {
        return members.length == 0
                ? Uni.createFrom().voidItem()
                : repository
                        .add(tx, members)
                        .chain(first -> first ? schedule(tx) : Uni.createFrom().voidItem());
    }

    private Uni<Void> schedule(Tx tx) {
        return jobs.schedule(tx, HabitJob.KIND, HabitJob.BATCH, Instant.now().plus(HabitJob.SOON));
    }

    /**
     * Nobody else counts members of the tenant anew until the transaction ends. To be called behind the lock on its
     * events, where the transaction takes that.
     */
    public Uni<Void> hold(Tx tx) {
        return repository.hold(tx);
    }

    /** Counts everything about these members anew, from their events as the transaction sees them. */
    public Uni<Void> recount(Tx tx, UUID... members) {
        String zone = tx.call().tenant().zone().getId();
        return members.length == 0
                ? Uni.createFrom().voidItem()
                : repository
                        .hold(tx)
                        .chain(() -> repository.recount(tx, members))
                        .chain(() -> repository.refresh(tx, zone, members));
    }

    /** Counts everything about everybody anew. */
    Uni<JobView> rebuild() {
        return db.inTransaction(this::rebuild);
    }

    Uni<JobView> rebuild(Tx tx) {
        return repository
                .count(tx)
                .chain(members -> tenantJobs.start(
                        tx,
                        new NewJob(
                                MetricRebuild.newId(),
                                MetricRebuild.KIND,
                                members,
                                MetricRebuild.FROM_THE_FIRST,
                                null)));
    }

    /** The numbers of a member that are not read with it, as far as the caller may see them; never null. */
    public Uni<Metrics.More> find(UUID member) {
        CallContext call = CallContext.current();
        FieldPolicy policy = FieldPolicy.of(call);
        return db.read(tx -> repository.find(tx, member))
                .map(found -> found == null
                        ? Metrics.More.NONE
                        : found.seenWith(
                                policy.canReadWhole(FieldGroup.BEHAVIOUR), policy.canReadWhole(FieldGroup.AMOUNT)));
    }
}
