package dev.shuke.platform.audit;

import dev.shuke.platform.audit.Denials.Denied;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.PlatformTx;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Entries, each with the note that no seal holds it yet. Nothing changes or deletes them. */
@ApplicationScoped
class AuditRepository {
    private static final String INSERT = """
            with entry as (
              insert into audit_entry (tenant_id, id, at, action, times, actor, actor_kind, actor_roles,
                about_kind, about_id, purpose, reason, fields, request_id)
              values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            )
            insert into audit_unsealed (tenant_id, id) values ($1, $2)
            """;

    Uni<Void> insert(Tx tx, Actor actor, AuditEntry entry) {
        return tx.update(INSERT, values(actor, entry, now(), entry.times(), RequestId.ofCall()))
                .replaceWithVoid();
    }

    Uni<Void> insert(PlatformTx tx, UUID tenantId, Actor actor, AuditEntry entry) {
        return insert(tx, tenantId, values(actor, entry, now(), entry.times(), RequestId.ofCall()));
    }

    Uni<Void> insert(PlatformTx tx, Denied denied, int times) {
        OffsetDateTime minute = denied.minute().atOffset(ZoneOffset.UTC);
        return insert(tx, denied.tenantId(), values(denied.actor(), denied.entry(), minute, times, null));
    }

    private static Uni<Void> insert(PlatformTx tx, UUID tenantId, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = tenantId;
        System.arraycopy(values, 0, all, 1, values.length);
        return tx.update(INSERT, all).replaceWithVoid();
    }

    private static Object[] values(Actor actor, AuditEntry entry, OffsetDateTime at, int times, String requestId) {
        return new Object[] {
            Ids.next(),
            at,
            entry.action(),
            times,
            actor.subject(),
            actor.kind(),
            array(actor.roles()),
            entry.aboutKind(),
            entry.aboutId(),
            entry.purpose() == null ? null : entry.purpose().key(),
            entry.reason() == null ? null : entry.reason().text(),
            array(entry.fields()),
            requestId
        };
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }
}
