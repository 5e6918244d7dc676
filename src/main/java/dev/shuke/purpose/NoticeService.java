package dev.shuke.purpose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.audit.Audit;
import dev.shuke.platform.audit.AuditEntry;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.purpose.NoticeVersionView.NoticeText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What members are told before they are asked. */
@ApplicationScoped
public class NoticeService {
    private final TenantDb db;
    private final NoticeRepository repository;
    private final PurposeService purposes;
    private final Audit audit;

    NoticeService(TenantDb db, NoticeRepository repository, PurposeService purposes, Audit audit) {
        this.db = db;
        this.repository = repository;
        this.purposes = purposes;
        this.audit = audit;
    }

    /** What is shown at a moment, by purpose. */
    public Uni<Map<Purpose, NoticeVersionView>> current(Tx tx, Instant now) {
        return repository
                .current(tx, now)
                .map(found -> found.stream().collect(toMap(NoticeVersionView::purpose, version -> version)));
    }

    /** Those of the ids that there are, by id. */
    public Uni<Map<UUID, NoticeVersionView>> versions(Tx tx, Collection<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : repository
                        .list(tx, ids)
                        .map(found -> found.stream().collect(toMap(NoticeVersionView::id, version -> version)));
    }

    /** The number from which on consents are to what is shown at a moment, by purpose; none where all are. */
    public Uni<Map<Purpose, Integer>> latestMaterial(Tx tx, Instant now) {
        return repository
                .latestMaterial(tx, now)
                .map(found -> found.stream()
                        .collect(toMap(NoticeRepository.Material::purpose, NoticeRepository.Material::number)));
    }

    Uni<NoticeView.Catalogue> list() {
        return db.read(tx -> repository.current(tx, Instant.now()))
                .map(found -> found.stream().map(NoticeView::of).toList())
                .map(NoticeView.Catalogue::new);
    }

    /** @throws ApiException not_found */
    Uni<NoticeVersionView> require(UUID id) {
        return db.read(tx -> repository.list(tx, List.of(id)))
                .map(found -> found.stream().findFirst().orElseThrow(() -> ApiException.notFound("notice version")));
    }

    /** @throws ApiException validation_failed */
    Uni<NoticeVersionView> publish(NoticeRequest request) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Map<String, NoticeText> texts = texts(request);
        requireLater(request, now);
        return db.inTransaction(tx -> purposes.lock(tx)
                .chain(() -> purposes.all(tx))
                .invoke(all -> requireAsked(all.get(request.purpose())))
                .chain(all -> repository.create(tx, Ids.next(), request, texts, now))
                .call(made -> audit.record(
                        tx,
                        AuditEntry.of("notice.published", "notice_version", made.id())
                                .because(made.purpose(), null))));
    }

    private static void requireAsked(PurposeView purpose) {
        if (purpose == null) {
            throw ApiException.invalid("/purpose", "must be a purpose of the merchant");
        }
    }

    private static void requireLater(NoticeRequest request, Instant now) {
        if (request.effectiveAt() != null && request.effectiveAt().isBefore(now.minus(1, ChronoUnit.MINUTES))) {
            throw ApiException.invalid("/effectiveAt", "must not be past: nobody was shown it then");
        }
    }

    private static Map<String, NoticeText> texts(NoticeRequest request) {
        if (Stream.of("zh", "en")
                .noneMatch(known ->
                        request.texts().keySet().stream().anyMatch(locale -> locale.split("-", 2)[0].equals(known)))) {
            throw ApiException.invalid("/texts", "must have one in Chinese or English");
        }
        Map<String, NoticeText> texts = new TreeMap<>();
        request.texts().forEach((locale, text) -> texts.put(locale, new NoticeText(text, sha256(text))));
        return texts;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
