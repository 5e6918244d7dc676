package dev.shuke.segment;

import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.Membership.State;
import dev.shuke.segment.MembershipRepository.Filled;
import dev.shuke.segment.MembershipRepository.Refreshed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Stores the members of dynamic segments: at once when a rule is new and the tenant's members are few, else by a job.
 * What happens after that reaches them by {@link MembershipRefresh}.
 */
@ApplicationScoped
public class MembershipService {
    /** From about so many members on a caller does not wait for them. */
    private static final int MANY = 200_000;

    static final Duration FILL_EVERY = Duration.ofHours(24);

    private final MembershipStateRepository states;
    private final MembershipRepository repository;
    private final MembershipSweep sweep;
    private final TagRuleJob tags;
    private final Jobs jobs;

    MembershipService(
            MembershipStateRepository states,
            MembershipRepository repository,
            MembershipSweep sweep,
            TagRuleJob tags,
            Jobs jobs) {
        this.states = states;
        this.repository = repository;
        this.sweep = sweep;
        this.tags = tags;
        this.jobs = jobs;
    }

    /**
     * Of a segment that is new. Whatever is written meanwhile stays noted until it is there: nobody takes notes away.
     *
     * @param rule as of the segment's creation
     */
    Uni<Membership> begin(Tx tx, SegmentView segment, CompiledRule rule) {
        Instant now = segment.updatedAt();
        return states.hold(tx)
                .chain(() -> states.create(tx, segment.id(), segment.version(), now, now.plus(FILL_EVERY)))
                .chain(() -> sweep.start(tx, now))
                .chain(() -> build(tx, segment, rule));
    }

    /** Of a segment whose rule is another; null when it has gone. */
    Uni<Membership> change(Tx tx, SegmentView segment, CompiledRule rule) {
        return states.lock(tx, segment.id())
                .chain(locked -> states.restart(tx, segment.id(), segment.version(), segment.updatedAt()))
                .chain(() -> build(tx, segment, rule));
    }

    private Uni<Membership> build(Tx tx, SegmentView segment, CompiledRule rule) {
        return states.members(tx)
                .chain(members -> members < MANY
                        ? fill(tx, segment, rule, segment.updatedAt())
                                .replaceWith(Membership.of(State.READY, segment.updatedAt()))
                        : jobs.schedule(tx, MembershipFill.KIND, segment.id().toString(), segment.updatedAt())
                                .replaceWith(Membership.of(State.BUILDING, segment.updatedAt())));
    }

    private Uni<Void> fill(Tx tx, SegmentView segment, CompiledRule rule, Instant asOf) {
        return repository.fill(tx, refreshed(segment, rule), asOf).chain(found -> filled(tx, segment, asOf, found));
    }

    /** Looks at everybody again. To be called by who holds the lock of the segment's state. */
    Uni<Void> check(Tx tx, SegmentView segment, CompiledRule rule, Instant asOf) {
        return repository.check(tx, refreshed(segment, rule), asOf).chain(found -> filled(tx, segment, asOf, found));
    }

    private static Refreshed refreshed(SegmentView segment, CompiledRule rule) {
        return new Refreshed(segment.id(), segment.purpose(), rule);
    }

    private Uni<Void> filled(Tx tx, SegmentView segment, Instant asOf, Filled found) {
        return states.filled(tx, segment.id(), asOf, asOf.plus(FILL_EVERY), found.drift())
                .chain(() -> repository.count(tx, segment.id(), segment.version(), asOf, found.members()))
                .chain(() -> tags.rebuild(tx, segment.id()));
    }

    /** Before the segment itself is deleted. */
    Uni<Void> delete(Tx tx, UUID segment) {
        return states.delete(tx, segment).chain(() -> repository.delete(tx, segment));
    }
}
