package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.attribute.AttributeService;
import dev.shuke.attribute.AttributeView;
import dev.shuke.member.InferredAttributeService;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.segment.InferenceRepository.Due;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * One run of an inference: in passes of a few thousand members, each of which looks anew who is due, until nobody is. So
 * a run that was cut short is gone on with by any other.
 */
@ApplicationScoped
class InferenceRun {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int MEMBERS = 20_000;

    private final TenantDb db;
    private final Jobs jobs;
    private final InferenceRepository repository;
    private final AttributeService attributes;
    private final Rules rules;
    private final InferredAttributeService values;

    InferenceRun(
            TenantDb db,
            Jobs jobs,
            InferenceRepository repository,
            AttributeService attributes,
            Rules rules,
            InferredAttributeService values) {
        this.db = db;
        this.jobs = jobs;
        this.repository = repository;
        this.attributes = attributes;
        this.rules = rules;
        this.values = values;
    }

    Uni<Void> run(String key, UUID id) {
        return db.inTransaction(tx -> begin(tx, key, id))
                .chain(() -> Uni.createFrom()
                        .deferred(() -> db.inTransaction(tx -> pass(tx, key, id)))
                        .repeat()
                        .whilst(changed -> changed > 0)
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Whoever comes at a time that is taken down has the next one put down too: there is one chain, however often it runs. */
    private Uni<Void> begin(Tx tx, String key, UUID id) {
        Instant now = Instant.now();
        Instant next = now.plus(EVERY);
        return repository
                .begin(tx, key, id, now, next)
                .chain(begun -> begun == 0
                        ? Uni.createFrom().voidItem()
                        : jobs.schedule(tx, InferenceJob.KIND, InferenceJob.ref(key, id), next));
    }

    /** How many members it has changed. */
    private Uni<Integer> pass(Tx tx, String key, UUID id) {
        return attributes
                .definitions(tx, Set.of(key))
                .map(definitions -> definitions.get(key))
                .chain(attribute ->
                        repository.find(tx, key, id).chain(inference -> pass(tx, attribute, id, inference)));
    }

    /** @param inference null when it has been deleted: then nobody is to have its values */
    private Uni<Integer> pass(Tx tx, AttributeView attribute, UUID id, InferenceView inference) {
        if (inference != null && !takes(tx, attribute, inference.value())) {
            return Uni.createFrom().item(0);
        }
        double confidence = inference == null ? 1 : inference.confidence();
        String writer = InferenceView.writer(id);
        return audience(tx, inference)
                .chain(audience -> repository.listDue(
                        tx, audience, attribute.storedKey(), writer, values.rank(confidence), MEMBERS))
                .call(due -> values.forget(tx, attribute, members(due, false)))
                .call(due -> inference == null
                        ? Uni.createFrom().nullItem()
                        : values.write(tx, attribute, inference.value(), confidence, writer, members(due, true)))
                .map(List::size);
    }

    private Uni<Audience> audience(Tx tx, InferenceView inference) {
        return inference == null
                ? Uni.createFrom().item(Audience.matching(Purpose.SERVICE, CompiledRule.NOBODY))
                : rules.allowedBefore(tx, inference.rule())
                        .map(access -> Rules.compile(inference.rule(), PointInTime.now(), access))
                        .map(rule -> Audience.matching(inference.purpose(), rule));
    }

    /** The definition may have changed since: what members have of a value that it no longer takes stays. */
    private static boolean takes(Tx tx, AttributeView attribute, JsonNode value) {
        try {
            attribute.read(value, tx.call().tenant().currency());
            return true;
        } catch (InvalidValue refused) {
            return false;
        }
    }

    private static UUID[] members(List<Due> due, boolean holds) {
        return due.stream()
                .filter(member -> member.holds() == holds)
                .map(Due::member)
                .toArray(UUID[]::new);
    }
}
