package dev.shuke.eventtype;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shuke.eventtype.EventTypeRepository.Versioned;
import dev.shuke.eventtype.EventTypeRepository.Written;
import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which event types there are, and what the props of their events must be. */
@ApplicationScoped
public class EventTypeService {
    private static final Pattern TYPE = Pattern.compile("(?=.{1,64}$)[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");
    private static final int MAX_TYPES = 200;

    private record Key(UUID tenant, String type, long version) {}

    private final TenantDb db;
    private final EventTypeRepository repository;
    private final WellKnownTypes wellKnown;
    private final Audit audit;
    private final Cache<Key, PropsSchema> compiled =
            Caffeine.newBuilder().maximumSize(2_000).build();

    EventTypeService(TenantDb db, EventTypeRepository repository, WellKnownTypes wellKnown, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.wellKnown = wellKnown;
        this.audit = audit;
    }

    /**
     * For events on their way in: what is wrong with the props of one, for those of the types that have a schema. The
     * pointers begin with {@code /props}, and the words repeat nothing that was sent.
     *
     * @return by type
     */
    public Uni<Map<String, Function<JsonNode, List<FieldError>>>> propsChecks(Tx tx, Set<String> types) {
        List<String> own =
                types.stream().filter(type -> wellKnown.find(type) == null).toList();
        if (own.isEmpty()) {
            return Uni.createFrom().item(wellKnown.propsChecks());
        }
        return repository.listSchemas(tx, own).map(found -> {
            Map<String, Function<JsonNode, List<FieldError>>> checks = new HashMap<>(wellKnown.propsChecks());
            found.forEach(schema -> checks.put(schema.type(), compiled(tx.tenantId(), schema)::errors));
            return checks;
        });
    }

    /** Whether all of the types are the same for every merchant. */
    public boolean areWellKnown(Set<String> types) {
        return types.stream().allMatch(type -> wellKnown.find(type) != null);
    }

    /** What people call those of the types that are known; the others are not among them. */
    public Uni<Map<String, Bilingual>> names(Tx tx, Set<String> types) {
        Map<String, Bilingual> names = new HashMap<>();
        types.stream()
                .map(wellKnown::find)
                .filter(Objects::nonNull)
                .forEach(type -> names.put(type.type(), type.name()));
        List<String> own = types.stream()
                .filter(type -> !names.containsKey(type) && TYPE.matcher(type).matches())
                .toList();
        return own.isEmpty()
                ? Uni.createFrom().item(names)
                : repository.names(tx, own).invoke(names::putAll).replaceWith(names);
    }

    private PropsSchema compiled(UUID tenant, Versioned found) {
        return compiled.get(
                new Key(tenant, found.type(), found.version()), key -> PropsSchema.compiled(found.schema()));
    }

    Uni<EventTypeView.Catalogue> list() {
        return db.inTransaction(repository::list)
                .map(own -> Stream.concat(own.stream(), wellKnown.list().stream())
                        .sorted(comparing(EventTypeView::type))
                        .toList())
                .map(EventTypeView.Catalogue::new);
    }

    Uni<EventTypeView> require(String type) {
        if (wellKnown.find(type) != null) {
            return Uni.createFrom().item(wellKnown.find(type));
        }
        if (!TYPE.matcher(type).matches()) {
            throw ApiException.notFound("event type");
        }
        return db.inTransaction(tx -> repository.find(tx, type))
                .onItem()
                .ifNull()
                .failWith(() -> ApiException.notFound("event type"));
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<EventTypeView> findForUpdate(String type) {
        requireOwn(type);
        return db.inTransaction(tx -> repository.findForUpdate(tx, type));
    }

    private void requireOwn(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw ApiException.invalidParameter("type", "must be a dotted name in small letters");
        }
        if (wellKnown.find(type) != null) {
            throw new ApiException(ErrorCode.CONFLICT, "This type is the same for every merchant.");
        }
    }

    /** @throws ApiException invalid_parameter, validation_failed, conflict on a well-known type */
    Uni<Written> upsert(String type, EventTypeRequest request) {
        requireOwn(type);
        if (request.name().zh() == null && request.name().en() == null) {
            throw ApiException.invalid("/name", "must be given in Chinese or English");
        }
        if (request.props() != null && !request.props().isNull()) {
            PropsSchema.of(request.props());
        }
        return db.inTransaction(tx -> repository
                .upsert(tx, type, request)
                .invoke(EventTypeService::requireRoom)
                .call(written -> audit.record(
                        tx,
                        AuditEntry.of(
                                written.created() ? "event_type.created" : "event_type.changed", "event_type", type))));
    }

    private static void requireRoom(Written written) {
        if (written.created() && written.others() >= MAX_TYPES) {
            throw ApiException.invalid(
                    "", "would be one more than the " + MAX_TYPES + " types that a merchant can have");
        }
    }
}
