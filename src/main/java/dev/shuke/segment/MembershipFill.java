package dev.shuke.segment;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.tenancy.HeavyWork;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.segment.Membership.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Looks at everybody for one segment. What it cannot do, the segment says, and the queue has it tried again. */
@ApplicationScoped
class MembershipFill implements JobKind {
    static final String KIND = "segment.fill";
    private static final String TOO_SLOW = "57014";

    private final TenantDb db;
    private final SegmentRepository segments;
    private final MembershipStateRepository states;
    private final MembershipService memberships;
    private final Rules rules;
    private final HeavyWork heavy;

    MembershipFill(
            TenantDb db,
            SegmentRepository segments,
            MembershipStateRepository states,
            MembershipService memberships,
            Rules rules,
            HeavyWork heavy) {
        this.db = db;
        this.heavy = heavy;
        this.segments = segments;
        this.states = states;
        this.memberships = memberships;
        this.rules = rules;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param ref the segment's id */
    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        UUID id = UUID.fromString(ref);
        return heavy.inTurn(() -> db.inTransaction(tx -> states.patient(tx)
                        .chain(() -> states.lock(tx, id))
                        .onItem()
                        .ifNotNull()
                        .transformToUni(kept -> fill(tx, kept))))
                .replaceWithVoid()
                .onFailure()
                .call(failure -> db.inTransaction(tx -> states.failed(tx, id, Instant.now(), reason(failure))));
    }

    private Uni<Void> fill(Tx tx, KeptSegment kept) {
        return Uni.combine()
                .all()
                .unis(states.now(tx), segments.find(tx, kept.id()), rules.allowedBefore(tx, kept.rule()))
                .asTuple()
                .chain(found -> {
                    Instant asOf = kept.asOf(found.getItem1());
                    CompiledRule rule = RuleCompiler.compile(
                            RuleChecker.check(kept.rule(), found.getItem3()), Rules.time(tx, asOf));
                    return memberships.check(tx, found.getItem2(), rule, asOf);
                });
    }

    static Reason reason(Throwable failure) {
        return switch (failure) {
            case PgException refused when TOO_SLOW.equals(refused.getSqlState()) -> Reason.TOO_SLOW;
            case ApiException changed -> Reason.RULE_INVALID;
            default -> Reason.INTERNAL;
        };
    }
}
