package dev.shuke.privacyrequest;

import dev.shuke.member.ErasureService;
import dev.shuke.member.MemberService;
import dev.shuke.member.RestrictionService;
import dev.shuke.platform.jobs.NewJob;
import dev.shuke.platform.jobs.TenantJobs;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The system's own part of a request. */
@ApplicationScoped
class FulfilmentService {
    /**
     * What was done.
     *
     * @param file that the member is given; null when there is none
     * @param archive what is in it; null when a job writes it
     */
    record Done(RequestOutcome outcome, UUID file, CopyArchive archive) {}

    private final MemberService members;
    private final ErasureService erasures;
    private final RestrictionService restrictions;
    private final TenantJobs jobs;
    private final CopyFiles files;
    private final DecisionService decisions;

    FulfilmentService(
            MemberService members,
            ErasureService erasures,
            RestrictionService restrictions,
            TenantJobs jobs,
            CopyFiles files,
            DecisionService decisions) {
        this.members = members;
        this.erasures = erasures;
        this.restrictions = restrictions;
        this.jobs = jobs;
        this.files = files;
        this.decisions = decisions;
    }

    /** In the call's spanning transaction. */
    Uni<Done> start(Tx tx, PrivacyRequestView request) {
        UUID member = request.memberId();
        return switch (request.type()) {
            case ACCESS, PORTABILITY -> copy(tx);
            case CORRECTION -> done(Uni.createFrom().voidItem()); // what is right comes with the completion
            case ERASURE -> erase(tx, member);
            case RESTRICTION -> done(restrict(tx, member));
            case OBJECTION ->
                done(members.lockLiving(tx, member).chain(living -> restrictions.object(tx, living, true)));
            case EXPLANATION -> explain(tx, member, request.decision());
        };
    }

    private static Uni<Done> done(Uni<Void> work) {
        return work.replaceWith(new Done(RequestOutcome.DONE, null, null));
    }

    private Uni<Done> copy(Tx tx) {
        UUID file = Ids.next();
        return jobs.start(tx, new NewJob(file, CopyJob.KIND, null, new JsonObject(), null))
                .replaceWith(new Done(RequestOutcome.DONE, file, null));
    }

    private Uni<Done> erase(Tx tx, UUID member) {
        return erasures.barred(tx, member)
                .chain(barred -> barred
                        ? restrict(tx, member).replaceWith(new Done(RequestOutcome.RESTRICTED, null, null))
                        : done(erasures.erase(member)));
    }

    private Uni<Void> restrict(Tx tx, UUID member) {
        return members.lockLiving(tx, member).chain(living -> restrictions.restrict(tx, living, true));
    }

    private Uni<Done> explain(Tx tx, UUID member, DecisionRequest decision) {
        return members.requireLiving(tx, member)
                .chain(living -> decisions.explain(living, decision))
                .map(rows -> new CopyArchive()
                        .add("explanation", "自动化决策说明", "Why machines decided as they did about you", rows))
                .map(archive -> new Done(RequestOutcome.DONE, Ids.next(), archive));
    }

    /** What was written at once, now that the request names it. */
    Uni<Void> hand(Tx tx, Done done, TenantKeys keys) {
        return done.archive() == null
                ? Uni.createFrom().voidItem()
                : files.write(tx, done.file(), done.archive(), keys);
    }
}
