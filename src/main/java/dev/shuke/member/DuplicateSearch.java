package dev.shuke.member;

import dev.shuke.member.Suspect.Pair;
import dev.shuke.platform.jobs.JobKind;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for members who may be one person: among those of one birthday, since names are sealed and can be compared only
 * in memory, and all of them with each other would be too many. Who has no birthday or no name is not looked at.
 */
@ApplicationScoped
class DuplicateSearch implements JobKind {
    static final String KIND = "member.duplicates";

    /** How many members are in clear at a time. */
    private static final int PAGE = 1000;
    /** So many share a day because somebody's form filled it in: of these only those of one city are compared. */
    private static final int CROWD = 200;

    private static final LocalDate BEFORE_ALL = LocalDate.EPOCH.minusYears(1000);

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final DuplicateRepository repository;

    DuplicateSearch(TenantDb db, TenantKeyService keyService, DuplicateRepository repository) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Each page is written for itself; run again, it finds the same. */
    @Override
    public Uni<Void> run(UUID tenantId, String ref) {
        return keyService.current().chain(keys -> search(BEFORE_ALL, keys));
    }

    private Uni<Void> search(LocalDate behind, TenantKeys keys) {
        return db.inTransaction(tx -> page(tx, behind, keys))
                .chain(last -> last == null ? Uni.createFrom().voidItem() : search(last, keys));
    }

    /** The last birthday that was looked at, null when there is none left. */
    private Uni<LocalDate> page(Tx tx, LocalDate behind, TenantKeys keys) {
        return repository.listSuspects(tx, behind, PAGE + 1, keys).chain(found -> {
            List<Suspect> whole = wholeDays(found);
            List<Pair> pairs = whole.stream().collect(Collectors.groupingBy(Suspect::birthday)).values().stream()
                    .flatMap(DuplicateSearch::groups)
                    .flatMap(DuplicateSearch::pairs)
                    .toList();
            Uni<?> written = pairs.isEmpty() ? Uni.createFrom().nullItem() : repository.insert(tx, pairs);
            return written.map(
                    done -> found.size() <= PAGE ? null : whole.getLast().birthday());
        });
    }

    /** Without the last day when it goes on on the next page; of a day that fills a page alone, what is there. */
    private static List<Suspect> wholeDays(List<Suspect> found) {
        if (found.size() <= PAGE) {
            return found;
        }
        LocalDate last = found.getLast().birthday();
        List<Suspect> whole =
                found.stream().filter(one -> !one.birthday().equals(last)).toList();
        return whole.isEmpty() ? found : whole;
    }

    private static Stream<List<Suspect>> groups(List<Suspect> day) {
        return day.size() <= CROWD
                ? Stream.of(day)
                : day.stream()
                        .filter(one -> one.city() != null)
                        .collect(Collectors.groupingBy(Suspect::city))
                        .values()
                        .stream();
    }

    private static Stream<Pair> pairs(List<Suspect> group) {
        return IntStream.range(0, group.size())
                .boxed()
                .flatMap(i -> group.subList(i + 1, group.size()).stream()
                        .map(other -> group.get(i).with(other))
                        .filter(Objects::nonNull));
    }
}
