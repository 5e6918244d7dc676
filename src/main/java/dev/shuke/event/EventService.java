package dev.shuke.event;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.shuke.collection.Collected;
import dev.shuke.collection.CollectionRuleView;
import dev.shuke.collection.CollectionService;
import dev.shuke.event.CorrectionRepository.Superseded;
import dev.shuke.event.EventReader.Sent;
import dev.shuke.event.EventRepository.ItemOf;
import dev.shuke.event.EventRepository.Written;
import dev.shuke.event.EventRow.Key;
import dev.shuke.event.IngestResult.Unknown;
import dev.shuke.eventtype.EventTypeService;
import dev.shuke.experiment.ExposureService.Variants;
import dev.shuke.member.IdentityService;
import dev.shuke.member.IdentityService.Owner;
import dev.shuke.member.MemberService;
import dev.shuke.metric.MetricService;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.CallRefused;
import dev.shuke.platform.web.Cursor;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple3;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes events in and tells a member's timeline. */
@ApplicationScoped
public class EventService {
    /** A member's word is not enough to have the merchant look for a store or a product. */
    private static final Uni<Unknown> NOTHING_NOTED = Uni.createFrom().item(Unknown.NOTHING);

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final EventRepository repository;
    private final EventTypeService types;
    private final CollectionService collection;
    private final CorrectionRepository corrections;
    private final UnknownNameRepository names;
    private final BatchFactory batches;
    private final EventReader reader;
    private final OwnEvents own;
    private final IdentityService identities;
    private final MemberService members;
    private final Touches touches;
    private final MetricService metrics;
    private final Exposures exposures;

    EventService(
            TenantDb db,
            TenantKeyService keyService,
            EventRepository repository,
            EventTypeService types,
            CollectionService collection,
            CorrectionRepository corrections,
            UnknownNameRepository names,
            BatchFactory batches,
            EventReader reader,
            OwnEvents own,
            IdentityService identities,
            MemberService members,
            Touches touches,
            MetricService metrics,
            Exposures exposures) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.types = types;
        this.collection = collection;
        this.corrections = corrections;
        this.names = names;
        this.batches = batches;
        this.reader = reader;
        this.own = own;
        this.identities = identities;
        this.members = members;
        this.touches = touches;
        this.metrics = metrics;
        this.exposures = exposures;
    }

    /**
     * Writes what is new and good of a batch, in one transaction, and says of every other event why not.
     *
     * @param createMembers whether an event about an identity that nobody has makes a member
     */
    Uni<IngestResult> ingest(List<Sent> sent, boolean createMembers) {
        return keyService
                .current()
                .chain(keys -> db.inTransaction(
                        tx -> ingest(tx, batches.of(sent, tx.call(), keys), Map.of(), createMembers, keys)));
    }

    /**
     * For other features: likewise, whoever is not known becoming a member.
     *
     * @param array JSON, of at most 1,000 events
     */
    public Uni<IngestResult> ingest(byte[] array) {
        return ingest(reader.json(array), true);
    }

    /** Likewise of what the member who calls tells of himself. */
    Uni<IngestResult> ingestOwn(byte[] body) {
        UUID self = CallContext.current().caller().memberId();
        List<Sent> sent = own.read(body, self);
        Map<IdentityValue, Owner> known = Map.of(OwnEvents.standing(self), new Owner(self, null));
        return keyService
                .current()
                .chain(keys -> db.inTransaction(tx -> repository
                        .lockMetrics(tx, new UUID[] {self})
                        .invoke(EventService::requireLive)
                        .chain(locked -> ingest(tx, batches.of(sent, tx.call(), keys), known, false, keys))));
    }

    /** Of one who was erased or merged since the call began, nothing would know whose events they are. */
    private static void requireLive(List<UUID> locked) {
        if (locked.isEmpty()) {
            throw CallRefused.withoutMember();
        }
    }

    /** @param known whose identities need not be looked up; empty unless a member tells of himself */
    private Uni<IngestResult> ingest(
            Tx tx, Batch batch, Map<IdentityValue, Owner> known, boolean createMembers, TenantKeys keys) {
        return Uni.combine()
                .all()
                .unis(
                        corrections.lock(tx, batch.corrects()),
                        types.propsChecks(tx, batch.types()),
                        repository.findDigests(tx, batch.rows()),
                        owners(tx, batch, known, keys),
                        exposures.find(tx, batch),
                        collection.rules(tx, Collected.EVENT, batch.types()))
                .asTuple()
                .invoke(found -> batch.settleKnown(found.getItem3()))
                .invoke(found -> batch.rejectMisfits(found.getItem2()))
                .invoke(found -> Exposures.rejectUnknown(batch, found.getItem5()))
                .call(found -> screen(tx, batch, found.getItem4(), found.getItem6()))
                .invoke(found -> batch.rejectRivals())
                .chain(found -> withMembers(tx, batch, found.getItem4(), createMembers, keys)
                        .map(owners -> new Found(owners, found.getItem5(), known.isEmpty())))
                .chain(found -> written(tx, batch, found))
                .invoke(done -> batch.missing(done.getItem2()))
                .map(done -> batch.result());
    }

    /** One more look, at the members of events that have a rule. */
    private Uni<Void> screen(
            Tx tx, Batch batch, Map<IdentityValue, Owner> owners, Map<String, CollectionRuleView> rules) {
        return rules.isEmpty()
                ? Uni.createFrom().voidItem()
                : collection
                        .door(tx, rules, batch.members(rules.keySet(), owners))
                        .invoke(door -> batch.screen(door, owners))
                        .replaceWithVoid();
    }

    /**
     * What is needed to write a batch.
     *
     * @param noting whether names are noted that nobody knows
     */
    private record Found(Map<IdentityValue, Owner> owners, Variants variants, boolean noting) {}

    private Uni<Tuple3<Void, Unknown, Void>> written(Tx tx, Batch batch, Found found) {
        return Uni.combine()
                .all()
                .unis(
                        write(tx, batch, found),
                        found.noting() ? note(tx, batch) : NOTHING_NOTED,
                        touch(tx, batch, found.owners()))
                .asTuple();
    }

    private Uni<Map<IdentityValue, Owner>> owners(
            Tx tx, Batch batch, Map<IdentityValue, Owner> known, TenantKeys keys) {
        return known.isEmpty()
                ? identities.owners(tx, batch.identities(), keys)
                : Uni.createFrom().item(known);
    }

    private Uni<Unknown> note(Tx tx, Batch batch) {
        return names.note(tx, batch.stores(), batch.skus());
    }

    private Uni<Map<IdentityValue, Owner>> withMembers(
            Tx tx, Batch batch, Map<IdentityValue, Owner> known, boolean createMembers, TenantKeys keys) {
        if (!createMembers) {
            batch.rejectUnknown(known.keySet());
            return Uni.createFrom().item(known);
        }
        return settleErased(tx, batch, batch.ofUnknown(known.keySet()))
                .chain(() -> identities.create(tx, batch.unknown(known.keySet()), keys))
                .map(created -> {
                    Map<IdentityValue, Owner> owners = new HashMap<>(known);
                    created.forEach((identity, member) -> owners.put(identity, new Owner(member, null)));
                    return owners;
                });
    }

    /** Who is not known may have been erased. One more look, at those alone who would be made members. */
    private Uni<Void> settleErased(Tx tx, Batch batch, List<EventRow> newcomers) {
        return newcomers.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .findErased(tx, newcomers)
                        .invoke(batch::settleErased)
                        .replaceWithVoid();
    }

    private Uni<Void> touch(Tx tx, Batch batch, Map<IdentityValue, Owner> owners) {
        return touches.note(
                tx,
                batch.rows().stream()
                        .collect(groupingBy(
                                row -> Touches.event(row.event().type()),
                                mapping(row -> owners.get(row.member()).memberId(), toSet()))));
    }

    private Uni<Void> write(Tx tx, Batch batch, Found found) {
        Map<IdentityValue, Owner> owners = found.owners();
        List<EventRow> rows = batch.rows();
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.combine()
                .all()
                .unis(
                        repository.lockMetrics(tx, whose(rows, MetricService.COUNTED, owners)),
                        metrics.touched(tx, whose(rows, MetricService.OF_HABITS, owners)))
                .asTuple()
                .chain(locked -> repository.insert(tx, rows, owners))
                .invoke(written -> batch.settleWritten(keys(written, true)))
                .call(written -> exposures.note(tx, rows, keys(written, false), owners, found.variants()))
                .call(written -> supersede(tx, rows, keys(written, true)))
                .chain(written -> repository.findDigests(tx, batch.rows()))
                .invoke(batch::settleKnown)
                .invoke(settled -> batch.rejectBeaten())
                .replaceWithVoid();
    }

    /** @param superseded whether also of those that count no more */
    private static List<Key> keys(List<Written> written, boolean superseded) {
        return written.stream()
                .filter(event -> superseded || !event.superseded())
                .map(Written::key)
                .toList();
    }

    private static UUID[] whose(List<EventRow> rows, Set<String> types, Map<IdentityValue, Owner> owners) {
        return rows.stream()
                .filter(row -> types.contains(row.event().type()))
                .map(row -> owners.get(row.member()).memberId())
                .distinct()
                .toArray(UUID[]::new);
    }

    private Uni<Void> supersede(Tx tx, List<EventRow> rows, List<Key> written) {
        Set<Key> done = Set.copyOf(written);
        List<Key> correcting = rows.stream()
                .filter(row -> row.corrects() != null)
                .map(EventRow::key)
                .filter(done::contains)
                .toList();
        return correcting.isEmpty()
                ? Uni.createFrom().voidItem()
                : corrections
                        .supersede(tx, correcting)
                        .call(events -> exposures.correct(tx, events))
                        .map(events -> events.stream()
                                .map(Superseded::memberId)
                                .distinct()
                                .toArray(UUID[]::new))
                        .call(members -> touches.note(tx, Touches.ANYTHING, List.of(members)))
                        .chain(members -> metrics.recount(tx, members));
    }

    /**
     * What the member did, as far as the caller may see it.
     *
     * @throws ApiException not_found, field_forbidden
     */
    Uni<Page<EventView>> timeline(UUID memberId, PageRequest page) {
        return timeline(memberId, page.cursorOr(Cursor.NEWEST), page.limit());
    }

    /**
     * A member's latest events, the newest first, as far as the caller may see them.
     *
     * @throws ApiException not_found, field_forbidden
     */
    public Uni<List<EventView>> latest(UUID memberId, int limit) {
        return timeline(memberId, Cursor.NEWEST, limit).map(Page::items);
    }

    private Uni<Page<EventView>> timeline(UUID memberId, Cursor before, int limit) {
        FieldPolicy policy = FieldPolicy.of(CallContext.current());
        Instant since = since(policy.sight(FieldGroup.BEHAVIOUR));
        return db.inTransaction(tx -> members.requireLiving(tx, memberId)
                        .chain(living -> repository.list(tx, living, before, since, limit + 1))
                        .map(events -> Page.of(events, limit, event -> new Cursor(event.occurredAt(), event.id())))
                        .chain(events -> withItems(tx, events)))
                .map(events -> events.map(event -> event.seenWith(policy.sight(FieldGroup.AMOUNT))));
    }

    private static Instant since(Sight behaviour) {
        if (!behaviour.atLeast(Sight.PARTIAL)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members did is not for this caller.");
        }
        return behaviour == Sight.PARTIAL
                ? Instant.now().minus(Duration.ofDays(FieldPolicy.RECENT_DAYS))
                : Instant.EPOCH;
    }

    /** For a file: events of everybody whom the purpose admits, in the order of arrival, behind the id. */
    public Uni<List<ExportedEvent>> export(Purpose purpose, UUID after, int most) {
        FieldPolicy policy = FieldPolicy.of(CallContext.current());
        requireWhole(policy.sight(FieldGroup.BEHAVIOUR));
        Sight amounts = policy.sight(FieldGroup.AMOUNT);
        return db.inTransaction(tx -> repository
                .listAll(tx, purpose, after, most)
                .chain(events -> items(tx, events.stream().map(ExportedEvent::id))
                        .map(items -> events.stream()
                                .map(event -> event.with(items.get(event.id())).seenWith(amounts))
                                .toList())));
    }

    /** A file has everything; whoever sees only what is recent has the timeline. */
    private static void requireWhole(Sight behaviour) {
        if (!behaviour.atLeast(Sight.FULL)) {
            throw new ApiException(ErrorCode.FIELD_FORBIDDEN, "What members did is not for this caller.");
        }
    }

    private Uni<Page<EventView>> withItems(Tx tx, Page<EventView> events) {
        return items(tx, events.items().stream().map(EventView::id))
                .map(items -> events.map(event -> event.with(items.get(event.id()))));
    }

    private Uni<Map<UUID, List<EventRequest.Item>>> items(Tx tx, Stream<UUID> events) {
        return repository
                .listItems(tx, events.toArray(UUID[]::new))
                .map(items -> items.stream().collect(groupingBy(ItemOf::eventId, mapping(ItemOf::item, toList()))));
    }
}
