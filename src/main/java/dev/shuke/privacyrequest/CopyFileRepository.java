package dev.shuke.privacyrequest;

import dev.shuke.platform.privacy.PersonalCopies;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Files that members are given, each of one member. */
@ApplicationScoped
class CopyFileRepository implements PersonalCopies {
    private static final String WRITTEN = """
            update privacy_request set file_expires_at = $3
            where tenant_id = $1 and file_id = $2 and state = 'in_progress'
            """;
    private static final String DISCLOSE = """
            insert into disclosure (tenant_id, id, kind, purpose, rows, disclosed_to)
            values ($1, $2, 'privacy', 'service', $3, 'member')
            """;
    /** To be started once more. */
    private static final String FAILED = """
            update privacy_request set state = 'verified', file_id = null, outcome = null
            where tenant_id = $1 and file_id = $2 and state = 'in_progress' and file_expires_at is null
            """;

    private static final String FIND = """
            select file_id from privacy_request
            where tenant_id = $1 and id = $2 and member_id = any($3::uuid[]) and file_expires_at > $4
            """;
    private static final String MEMBER = """
            select member_id from privacy_request where tenant_id = $1 and file_id = $2 and state = 'in_progress'
            """;
    private static final String DELETE_OF = """
            delete from file_part where tenant_id = $1 and file_id in (
              select file_id from privacy_request where tenant_id = $1 and member_id = any($2::uuid[]))
            """;
    private static final String EXPIRE_OF = """
            update privacy_request set file_expires_at = $3
            where tenant_id = $1 and member_id = any($2::uuid[]) and file_expires_at > $3
            """;
    private static final String EXPIRE_ALL = """
            update privacy_request set file_expires_at = $2 where tenant_id = $1 and file_expires_at > $2
            """;

    /** It can be fetched from now on: 0 when nobody waits for it any more. */
    Uni<Integer> written(Tx tx, UUID file, int rows, Instant expiresAt) {
        return tx.update(WRITTEN, file, expiresAt.atOffset(ZoneOffset.UTC)).call(() -> tx.update(DISCLOSE, file, rows));
    }

    Uni<Integer> failed(Tx tx, UUID file) {
        return tx.update(FAILED, file);
    }

    /** The file of a request of the person; null when there is none to be fetched. */
    Uni<UUID> find(Tx tx, UUID request, List<UUID> person) {
        return tx.first(FIND, row -> row.getUUID("file_id"), request, person.toArray(UUID[]::new), now());
    }

    /** Whose it is to be; null when nobody waits for it. */
    Uni<UUID> findMember(Tx tx, UUID file) {
        return tx.first(MEMBER, row -> row.getUUID("member_id"), file);
    }

    @Override
    public Uni<Void> dropOf(Tx tx, List<UUID> person, TenantKeys keys) {
        UUID[] ids = person.toArray(UUID[]::new);
        return tx.update(DELETE_OF, (Object) ids)
                .chain(() -> tx.update(EXPIRE_OF, ids, now()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> drop(Tx tx) {
        return tx.update(EXPIRE_ALL, now()).replaceWithVoid();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }
}
