package dev.shuke.experiment;

import dev.shuke.experiment.AssignmentRepository.Found;
import dev.shuke.experiment.AssignmentRequest.Kind;
import dev.shuke.experiment.AssignmentRequest.Unit;
import dev.shuke.experiment.AssignmentView.Reason;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives units their variants. It writes nothing: what a unit was shown is told by events. One round trip to PostgreSQL, as
 * long as no experiment of the tenant has changed since the last call.
 */
@ApplicationScoped
public class AssignmentService {
    /** Changes so quick that none of so many looks is of the generation that was read with the units. */
    private static final int MOST_LOOKS = 3;

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final AssignmentRepository repository;
    private final RememberedCandidates remembered;

    AssignmentService(
            TenantDb db,
            TenantKeyService keyService,
            AssignmentRepository repository,
            RememberedCandidates remembered) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
        this.remembered = remembered;
    }

    /** Of which experiments: those that are there, by the keys asked for, or all that suit. */
    private record Asked(Kind kind, List<Unit> units, List<String> keys, Predicate<Candidate> suits) {
        List<Candidate> among(Candidates all) {
            return keys == null
                    ? all.all().stream()
                            .filter(one -> one.running() && suits.test(one))
                            .toList()
                    : keys.stream()
                            .distinct()
                            .map(all.byKey()::get)
                            .filter(one -> one != null)
                            .toList();
        }
    }

    /** What was read of the units, and the experiments of that moment. */
    private record Read(List<Candidate> candidates, List<Found> units) {}

    /** @throws ApiException validation_failed, not_found of a single unknown unit, purpose_forbidden */
    Uni<AssignmentView.All> assign(AssignmentRequest request) {
        Kind kind = requireClear(request);
        Asked asked = new Asked(
                kind,
                request.asked(),
                request.experiments(),
                one -> kind.suits(one.unit())
                        && (request.purpose() == null || request.purpose().equals(one.purpose())));
        return remembered
                .find()
                .chain(all -> read(asked, all, MOST_LOOKS))
                .map(read -> new AssignmentView.All(decided(asked, read, request.unit() == null)));
    }

    /** What the member of the session gets; a session that knows no more than a device is told of devices' alone. */
    Uni<AssignmentView.All> assignOwn() {
        Caller caller = CallContext.current().caller();
        boolean known = caller.may(Permission.ME_READ);
        Asked asked = new Asked(
                Kind.MEMBER,
                List.of(new Unit(Kind.MEMBER, caller.memberId().toString())),
                null,
                one -> one.unit() == ExperimentUnit.DEVICE || known && one.unit() == ExperimentUnit.MEMBER);
        return remembered
                .find()
                .chain(all -> read(asked, all, MOST_LOOKS))
                .map(read -> new AssignmentView.All(decided(asked, read, false)));
    }

    private static Kind requireClear(AssignmentRequest request) {
        if ((request.unit() == null) == (request.units() == null)) {
            throw ApiException.invalid("/unit", "must be given, or units, and not both");
        }
        if (request.units() != null && request.experiments() == null) {
            throw ApiException.invalid("/experiments", "must be given where several units are");
        }
        Kind kind = request.asked().getFirst().kind();
        if (!request.asked().stream().allMatch(unit -> unit.kind() == kind)) {
            throw ApiException.invalid("/units", "must all be of one kind");
        }
        return kind;
    }

    private Uni<Read> read(Asked asked, Candidates all, int looks) {
        List<Candidate> candidates = asked.among(all);
        requireSuitable(asked, candidates);
        return find(asked, candidates)
                .chain(found -> looks > 1 && found.getFirst().generation() != all.generation()
                        ? remembered.load().chain(now -> read(asked, now, looks - 1))
                        : Uni.createFrom().item(new Read(candidates, found)));
    }

    /** Whoever names an experiment means that one. */
    private static void requireSuitable(Asked asked, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (asked.keys() != null && !asked.suits().test(candidate)) {
                throw ApiException.invalid(
                        "/experiments/" + asked.keys().indexOf(candidate.key()),
                        "must be an experiment of this purpose, and of such units");
            }
        }
    }

    private Uni<List<Found>> find(Asked asked, List<Candidate> candidates) {
        return switch (asked.kind()) {
            case MEMBER -> {
                UUID[] ids = each(asked, AssignmentService::id).toArray(UUID[]::new);
                yield db.read(tx -> repository.members(tx, ids, candidates));
            }
            case DEVICE -> {
                List<IdentityValue> devices = each(asked, AssignmentService::device);
                yield keyService
                        .current()
                        .chain(keys -> db.read(tx -> repository.devices(
                                tx,
                                devices.stream()
                                        .map(device -> Buffer.buffer(keys.blindIndex(device)))
                                        .toArray(Buffer[]::new),
                                candidates)));
            }
            case STORE -> {
                String[] codes = asked.units().stream().map(Unit::id).toArray(String[]::new);
                yield db.read(tx -> repository.stores(tx, codes, candidates));
            }
        };
    }

    /** @throws ApiException validation_failed at the one that cannot be the id of a unit */
    private static <T> List<T> each(Asked asked, Function<String, T> reading) {
        List<T> read = new ArrayList<>();
        for (int i = 0; i < asked.units().size(); i++) {
            try {
                read.add(reading.apply(asked.units().get(i).id()));
            } catch (IllegalArgumentException invalid) {
                throw ApiException.invalid(
                        asked.units().size() == 1 ? "/unit/id" : "/units/" + i + "/id",
                        "must be the id of such a unit");
            }
        }
        return read;
    }

    private static UUID id(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not written as an id is");
        }
        return id;
    }

    private static IdentityValue device(String text) {
        return IdentityValue.of(IdentityKind.DEVICE, null, text);
    }

    private static List<AssignmentView> decided(Asked asked, Read read, boolean several) {
        List<AssignmentView> decided = new ArrayList<>();
        for (int i = 0; i < asked.units().size(); i++) {
            Found found = read.units().get(i);
            if (found.id() == null && !several) {
                throw ApiException.notFound(asked.kind().key());
            }
            List<AssignmentView> ofUnit = of(asked, read.candidates(), found);
            for (AssignmentView one : ofUnit) {
                decided.add(several ? one.of(asked.units().get(i)) : one);
            }
        }
        return decided;
    }

    private static AssignmentView decided(Asked asked, Candidate candidate, Found found) {
        if (found.id() == null) {
            return candidate.refused(Reason.UNKNOWN_UNIT);
        }
        return PrivacyControl.admits(candidate.purpose())
                ? candidate.decide(found.unit(asked.kind(), candidate.purpose()))
                : candidate.refused(Reason.NO_CONSENT);
    }

    /** In the order asked. */
    private static List<AssignmentView> of(Asked asked, List<Candidate> candidates, Found found) {
        List<AssignmentView> decided = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (found.granted().get(candidate.purpose())) {
                decided.add(decided(asked, candidate, found));
            } else if (asked.keys() != null) {
                throw new ApiException(ErrorCode.PURPOSE_FORBIDDEN, "The caller was not granted this purpose.");
            }
        }
        if (asked.keys() != null) {
            List<String> known = candidates.stream().map(Candidate::key).toList();
            asked.keys().stream()
                    .distinct()
                    .filter(key -> !known.contains(key))
                    .forEach(key -> decided.add(new AssignmentView(null, key, null, null, Reason.NOT_RUNNING, null)));
        }
        return decided;
    }
}
