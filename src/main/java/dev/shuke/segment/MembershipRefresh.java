package dev.shuke.segment;

import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touch;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Lets the stored members of a tenant's segments follow what was noted of members. Taking notes away and what follows
 * from them are one transaction; so a process that dies loses none, and a segment that somebody else is at has the note
 * put down again for itself alone.
 */
@ApplicationScoped
class MembershipRefresh {
    /** Enough that who was touched often is looked at once, and few enough for a transaction of a moment. */
    private static final int MEMBERS = 10_000;
    /** In one statement, which reads what they ask about once. */
    private static final int SEGMENTS = 50;

    private final TenantDb db;
    private final Touches touches;
    private final MembershipStateRepository states;
    private final MembershipRepository repository;
    private final Rules rules;
    private final TagRuleJob tags;
    private final Jobs jobs;

    MembershipRefresh(
            TenantDb db,
            Touches touches,
            MembershipStateRepository states,
            MembershipRepository repository,
            Rules rules,
            TagRuleJob tags,
            Jobs jobs) {
        this.db = db;
        this.touches = touches;
        this.states = states;
        this.repository = repository;
        this.rules = rules;
        this.tags = tags;
        this.jobs = jobs;
    }

    /** Whether there is more than one turn takes; null when somebody else is at it. */
    Uni<Boolean> next() {
        return db.inTransaction(tx -> states.alone(tx)
                        .chain(now -> now == null
                                ? Uni.createFrom().nullItem()
                                : touches.take(tx, MEMBERS).chain(taken -> follow(tx, taken, now))))
                .onFailure()
                .call(this::isolate);
    }

    private Uni<Boolean> follow(Tx tx, List<Touch> taken, Instant now) {
        if (taken.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return states.ids(tx)
                .chain(all -> states.lockFree(tx)
                        .chain(locked -> rules.allowedBefore(tx, rules(locked))
                                .map(access -> RefreshPlan.of(
                                        taken,
                                        all,
                                        locked,
                                        access,
                                        now,
                                        tx.call().tenant().zone())))
                        .chain(plan -> carryOut(tx, plan, now)))
                .chain(() -> tags.follow(tx))
                .replaceWith(Touch.weight(taken) >= MEMBERS);
    }

    private static Rule[] rules(List<KeptSegment> segments) {
        return segments.stream().map(KeptSegment::rule).toArray(Rule[]::new);
    }

    private Uni<Void> carryOut(Tx tx, RefreshPlan plan, Instant now) {
        return InTurn.each(plan.parts(SEGMENTS), part -> repository.refresh(tx, part, plan.asOf()))
                .chain(() -> InTurn.each(plan.later(), later -> touches.note(tx, later.segment(), later.members())))
                .chain(() -> InTurn.each(
                        plan.everybody(),
                        segment -> states.outdated(tx, segment).chain(() -> refill(tx, segment, now))))
                .chain(() ->
                        InTurn.each(plan.broken(), segment -> fail(tx, segment, Membership.Reason.RULE_INVALID, now)));
    }

    private Uni<Void> refill(Tx tx, UUID segment, Instant now) {
        return jobs.schedule(tx, MembershipFill.KIND, segment.toString(), now);
    }

    private Uni<Void> fail(Tx tx, UUID segment, Membership.Reason reason, Instant now) {
        return states.failed(tx, segment, now, reason).chain(() -> refill(tx, segment, now));
    }

    /** One segment's rule must not keep the others from following: finds out which, and leaves it to a fill. */
    private Uni<Void> isolate(Throwable failure) {
        return db.inTransaction(tx -> states.lockFree(tx))
                .chain(segments -> InTurn.each(
                        segments.stream().filter(KeptSegment::follows).toList(),
                        kept -> db.inTransaction(tx -> followAlone(tx, kept.id()))
                                .onFailure()
                                .recoverWithUni(fault -> db.inTransaction(
                                        tx -> fail(tx, kept.id(), MembershipFill.reason(fault), Instant.now())))));
    }

    private Uni<Void> followAlone(Tx tx, UUID segment) {
        return states.lock(tx, segment)
                .chain(kept -> kept == null
                        ? Uni.createFrom().voidItem()
                        : Uni.combine()
                                .all()
                                .unis(states.now(tx), touches.peek(tx, MEMBERS), rules.allowedBefore(tx, kept.rule()))
                                .asTuple()
                                .map(found -> RefreshPlan.of(
                                        found.getItem2(),
                                        List.of(segment),
                                        List.of(kept),
                                        found.getItem3(),
                                        found.getItem1(),
                                        tx.call().tenant().zone()))
                                .chain(plan -> InTurn.each(
                                        plan.parts(SEGMENTS), part -> repository.refresh(tx, part, plan.asOf())))
                                .chain(() -> tags.follow(tx)));
    }
}
