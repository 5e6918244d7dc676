package dev.shuke.segment;

import dev.shuke.attribute.AttributeService;
import dev.shuke.attribute.AttributeView;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.jobs.Jobs;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Rules that write attributes: kept, listed, deleted. What they do, {@link InferenceRun} does after the answer. */
@ApplicationScoped
public class InferenceService {
    private static final int MAX_INFERENCES = 50;

    private final TenantDb db;
    private final Jobs jobs;
    private final InferenceRepository repository;
    private final AttributeService attributes;
    private final Rules rules;
    private final PurposeService purposes;
    private final Audit audit;

    InferenceService(
            TenantDb db,
            Jobs jobs,
            InferenceRepository repository,
            AttributeService attributes,
            Rules rules,
            PurposeService purposes,
            Audit audit) {
        this.db = db;
        this.jobs = jobs;
        this.repository = repository;
        this.attributes = attributes;
        this.rules = rules;
        this.purposes = purposes;
        this.audit = audit;
    }

    /** @throws ApiException not_found of the attribute, validation_failed or field_forbidden, purpose_unavailable */
    Uni<InferenceView> create(String key, InferenceRequest request) {
        Instant now = PointInTime.now().instant();
        InferenceView made = new InferenceView(
                Ids.next(), key, request.rule(), request.value(), request.confidence(), request.purpose(), now);
        return db.inTransaction(tx -> purposes.requireUsable(tx, request.purpose())
                .chain(() -> require(tx, key))
                .invoke(attribute -> requireUsable(tx, attribute, request))
                .chain(attribute -> rules.toMembers(tx, request.rule()))
                .invoke(access -> requireOther(access.attribute(key)))
                .invoke(access -> RuleChecker.check(request.rule(), access))
                .chain(access -> repository.create(tx, made))
                .invoke(InferenceService::requireRoom)
                .chain(created -> audit.record(tx, AuditEntry.of("inference.created", "inference", made.id())))
                .chain(() -> schedule(tx, key, made.id(), now))
                .replaceWith(made));
    }

    private Uni<Void> schedule(Tx tx, String key, UUID id, Instant at) {
        return jobs.schedule(tx, InferenceJob.KIND, InferenceJob.ref(key, id), at);
    }

    /**
     * A rule that asked about what it writes could hold because it does not, and the other way round.
     *
     * @param asked the attribute that is to be written, if the rule or one that it names asks about it
     */
    private static void requireOther(AttributeView asked) {
        if (asked != null) {
            throw ApiException.invalid("/rule", "must not ask about the attribute that it writes");
        }
    }

    private static void requireUsable(Tx tx, AttributeView attribute, InferenceRequest request) {
        if (attribute.isSealed()) {
            throw ApiException.invalid("", "is not for attributes that are contact or identity");
        }
        try {
            attribute.read(request.value(), tx.call().tenant().currency());
        } catch (InvalidValue invalid) {
            throw ApiException.invalid("/value", invalid.getMessage());
        }
    }

    private static void requireRoom(long others) {
        if (others >= MAX_INFERENCES) {
            throw ApiException.invalid(
                    "", "would be one more than the " + MAX_INFERENCES + " inferences that a merchant can have");
        }
    }

    private Uni<AttributeView> require(Tx tx, String key) {
        return attributes
                .definitions(tx, Set.of(key))
                .map(definitions -> definitions.get(key))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("attribute"));
    }

    /** @throws ApiException not_found of the attribute */
    Uni<InferenceView.Catalogue> list(String key) {
        return db.inTransaction(tx ->
                require(tx, key).chain(attribute -> repository.list(tx, key)).map(InferenceView.Catalogue::new));
    }

    /**
     * The values that it has written go with it, shortly after the answer.
     *
     * @throws ApiException not_found
     */
    Uni<Void> delete(String key, UUID id) {
        return db.inTransaction(tx -> require(tx, key)
                .chain(attribute -> repository.delete(tx, key, id))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiException.notFound("inference");
                    }
                })
                .chain(deleted -> audit.record(tx, AuditEntry.of("inference.deleted", "inference", id)))
                .chain(() -> schedule(tx, key, id, Instant.now())));
    }
}
