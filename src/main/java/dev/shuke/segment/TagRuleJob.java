package dev.shuke.segment;

import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Has tags follow their segments. It is put down in the transaction that changes who is in a segment, so that none is
 * overlooked, whatever order transactions commit in; and everybody is looked at whenever that is done for the segment.
 */
@ApplicationScoped
class TagRuleJob implements JobKind {
    static final String KIND = "tag.rule";
    private static final String EVERYBODY = "all";
    private static final String CHANGES = "changes";

    private final TenantDb db;
    private final TagRuleRun run;
    private final TagRuleRepository repository;
    private final Jobs jobs;

    TagRuleJob(TenantDb db, TagRuleRun run, TagRuleRepository repository, Jobs jobs) {
        this.db = db;
        this.run = run;
        this.repository = repository;
        this.jobs = jobs;
    }

    /** To be called when members have come or gone. */
    Uni<Void> follow(Tx tx) {
        return repository.behind(tx).chain(slots -> schedule(tx, CHANGES, slots));
    }

    /** To be called when everybody was looked at for a segment. */
    Uni<Void> rebuild(Tx tx, UUID segment) {
        return repository.following(tx, segment).chain(slots -> schedule(tx, EVERYBODY, slots));
    }

    /** To be called when what a slot's tags follow is something else. */
    Uni<Void> rebuild(Tx tx, String slot) {
        return schedule(tx, EVERYBODY, List.of(slot));
    }

    private Uni<Void> schedule(Tx tx, String what, List<String> slots) {
        return Multi.createFrom()
                .iterable(slots)
                .onItem()
                .transformToUniAndConcatenate(slot -> jobs.schedule(tx, KIND, what + " " + slot, Instant.now()))
                .collect()
                .last();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** @param ref what is to be done, the slot, and of everybody the member behind whom to go on */
    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        String[] about = ref.split(" ");
        return about[0].equals(CHANGES)
                ? run.follow(about[1])
                : run.rebuild(about[1], about.length == 2 ? new UUID(0, 0) : UUID.fromString(about[2]))
                        .onItem()
                        .ifNotNull()
                        .transformToUni(last -> goOn(about[1] + " " + last))
                        .replaceWithVoid();
    }

    private Uni<Void> goOn(String rest) {
        return db.inTransaction(tx -> schedule(tx, EVERYBODY, List.of(rest)));
    }
}
