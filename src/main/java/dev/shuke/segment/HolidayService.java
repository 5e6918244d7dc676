package dev.shuke.segment;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.PathKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A merchant's own days, which rules name as they name the holidays of China. */
@ApplicationScoped
public class HolidayService {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_-]{0,63}");
    private static final int MAX_HOLIDAYS = 200;

    private final TenantDb db;
    private final HolidayRepository repository;
    private final Touches touches;
    private final Audit audit;

    HolidayService(TenantDb db, HolidayRepository repository, Touches touches, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.touches = touches;
        this.audit = audit;
    }

    /** Those of these keys that are there, by key; they may be any texts. */
    Uni<Map<String, HolidayView>> definitions(Tx tx, Set<String> keys) {
        List<String> possible = keys.stream().filter(PathKey::possible).toList();
        return possible.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .list(tx, possible)
                        .map(found -> found.stream().collect(toMap(HolidayView::key, holiday -> holiday)));
    }

    Uni<HolidayView.Catalogue> list() {
        return db.read(repository::list).map(HolidayView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<HolidayView> require(String key) {
        requirePossible(key);
        return db.read(
                tx -> repository.find(tx, key).onItem().ifNull().failWith(() -> ApiException.notFound("holiday")));
    }

    /** Null when there is none; nobody else changes it before this transaction ends. */
    Uni<HolidayView> findForUpdate(String key) {
        requirePossible(key);
        return db.inTransaction(tx -> repository.findForUpdate(tx, key));
    }

    private static void requirePossible(String key) {
        if (!PathKey.possible(key)) {
            throw ApiException.notFound("holiday");
        }
    }

    /**
     * Whoever a rule finds that names it is looked for anew, shortly after the answer.
     *
     * @throws ApiException invalid_parameter, validation_failed
     */
    Uni<HolidayView> put(String key, HolidayRequest request) {
        if (!KEY.matcher(key).matches() || Holiday.find(key).isPresent()) {
            throw ApiException.invalidParameter(
                    "key",
                    "must be at most 64 letters, digits, _ and -, a small letter first, and not a holiday of China's");
        }
        request.require();
        HolidayView made = HolidayView.of(key, request, PointInTime.now().instant());
        return db.inTransaction(tx -> repository
                .put(tx, made)
                .call(() -> repository.count(tx).invoke(HolidayService::requireRoom))
                .call(() -> touches.noteEverybody(tx, made.about()))
                .call(() -> audit.record(tx, AuditEntry.of("holiday.changed", "holiday", key))));
    }

    private static void requireRoom(long known) {
        if (known > MAX_HOLIDAYS) {
            throw ApiException.invalid(
                    "", "would be one more than the " + MAX_HOLIDAYS + " holidays that a merchant can have");
        }
    }

    /** @throws ApiException not_found, conflict while a rule names it */
    Uni<Void> delete(String key) {
        requirePossible(key);
        return db.inTransaction(tx -> repository
                .delete(tx, key)
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw ApiException.notFound("holiday");
                    }
                })
                .chain(() -> repository.isNamed(tx, key).invoke(HolidayService::requireUnnamed))
                .chain(() -> audit.record(tx, AuditEntry.of("holiday.deleted", "holiday", key))));
    }

    private static void requireUnnamed(boolean named) {
        if (named) {
            throw new ApiException(ErrorCode.CONFLICT, "The rule of a segment, or of an inference, names it.");
        }
    }
}
