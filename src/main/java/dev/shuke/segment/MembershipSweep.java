package dev.shuke.segment;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Notes, every half minute, whom time alone moves: whose events have left a window, whose tags have ended, whose latest
 * order is a day older. And has everybody looked at once a day, whether or not anything was noted.
 */
@ApplicationScoped
class MembershipSweep implements JobKind {
    static final String KIND = "segment.sweep";

    private final TenantDb db;
    private final MembershipStateRepository states;
    private final CrossingRepository crossings;
    private final Touches touches;
    private final Rules rules;
    private final Jobs jobs;
    private final Duration every;

    MembershipSweep(
            TenantDb db,
            MembershipStateRepository states,
            CrossingRepository crossings,
            Touches touches,
            Rules rules,
            Jobs jobs,
            @ConfigProperty(name = "shuke.segments.sweep") Duration every) {
        this.db = db;
        this.states = states;
        this.crossings = crossings;
        this.touches = touches;
        this.rules = rules;
        this.jobs = jobs;
        this.every = every;
    }

    /** To be called when a segment is made: the tenant's first sweep has all others put down behind it. */
    Uni<Void> start(Tx tx, Instant now) {
        Instant first = now.plus(every);
        return states.beginSweep(tx, first).chain(begun -> begun == 0 ? nothing() : jobs.schedule(tx, KIND, "", first));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        Instant now = Instant.now();
        return db.inTransaction(
                tx -> states.goOn(tx, now, now.plus(every)).chain(begun -> begun == 0 ? nothing() : begun(tx, now)));
    }

    /** Whoever finds that it is time puts the next one down, so there is one chain, however often a sweep runs. */
    private Uni<Void> begun(Tx tx, Instant now) {
        return jobs.schedule(tx, KIND, "", now.plus(every)).chain(() -> sweep(tx));
    }

    /** A segment that somebody is at now has its turn in half a minute. */
    Uni<Void> sweep(Tx tx) {
        return Uni.combine()
                .all()
                .unis(states.now(tx), states.lockFree(tx))
                .asTuple()
                .chain(found -> InTurn.each(
                        found.getItem2().stream().filter(KeptSegment::follows).toList(),
                        kept -> sweep(tx, kept, found.getItem1())));
    }

    /** What nobody can check any more is the next fill's to tell. */
    private Uni<Void> sweep(Tx tx, KeptSegment kept, Instant now) {
        return rules.allowedBefore(tx, kept.rule())
                .map(access -> Dependencies.of(RuleChecker.check(kept.rule(), access)))
                .onFailure(ApiException.class)
                .recoverWithNull()
                .chain(found -> found == null ? fill(tx, kept, now) : sweep(tx, kept, found, now));
    }

    private Uni<Void> sweep(Tx tx, KeptSegment kept, Dependencies found, Instant now) {
        ZoneId zone = tx.call().tenant().zone();
        Instant from = kept.checkedTo();
        if (!from.isBefore(now)) {
            return nothing();
        }
        return InTurn.each(
                        found.crossings(from, now, zone),
                        crossing -> crossings.list(tx, crossing).chain(members -> touches.note(tx, kept.id(), members)))
                .chain(() -> found.everybody(from, now, zone)
                        ? states.outdated(tx, kept.id()).replaceWith(true)
                        : Uni.createFrom().item(kept.fillAt().isBefore(now)))
                .chain(everybody -> everybody
                        ? fill(tx, kept, now)
                        : states.checked(tx, kept.id(), now, kept.fillAt()).replaceWithVoid());
    }

    private Uni<Void> fill(Tx tx, KeptSegment kept, Instant now) {
        return states.checked(tx, kept.id(), now, now.plus(MembershipService.FILL_EVERY))
                .chain(() -> jobs.schedule(tx, MembershipFill.KIND, kept.id().toString(), now));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
