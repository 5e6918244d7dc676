package dev.shuke.member;

import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.TenantDb;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * Why clear text was asked for, in the caller's words. The audit log, which nobody changes, has them sealed under the key
 * of the member whom they are about, so that they go with him.
 */
@ApplicationScoped
public class RevealReasonService {
    private static final String COLUMN = "audit_entry|reason";

    private final TenantDb db;
    private final TenantKeyService keyService;
    private final RevealRepository repository;

    RevealReasonService(TenantDb db, TenantKeyService keyService, RevealRepository repository) {
        this.db = db;
        this.keyService = keyService;
        this.repository = repository;
    }

    static Reason seal(MemberKey key, Reason reason) {
        return Reason.sealed(key.seal(COLUMN, reason.text()));
    }

    /** For the audit log: the keys that open what it has of these members; of those who are erased none. */
    public Uni<Map<UUID, MemberKey>> keys(Collection<UUID> members) {
        return members.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : keyService
                        .current()
                        .chain(keys -> db.read(tx -> repository.keys(tx, members))
                                .map(wrapped -> wrapped.stream()
                                        .collect(toMap(RevealRepository.Wrapped::memberId, one -> unwrap(keys, one)))));
    }

    private static MemberKey unwrap(TenantKeys keys, RevealRepository.Wrapped wrapped) {
        return keys.memberKey(wrapped.memberId(), wrapped.key());
    }

    /**
     * Null of what does not open, for somebody has altered it: the log's verification tells.
     *
     * @param stored as the log has it
     */
    public static String open(MemberKey key, String stored) {
        try {
            return key.open(COLUMN, Reason.sealedIn(stored));
        } catch (IllegalStateException | IllegalArgumentException altered) {
            return null;
        }
    }
}
