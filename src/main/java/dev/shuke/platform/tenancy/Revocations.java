package dev.shuke.platform.tenancy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Takes back what tokens say of a subject in a tenant: those issued until now are refused from now on, in this tenant
 * alone. For whoever loses a role, a scope or the membership.
 *
 * <p>Change Keycloak first, or {@link #hold} the subject until it has changed: a token that it issues before its change
 * would still say the old. After the commit call {@link TenantDirectory#forget}, else the tokens live on for up to ten
 * seconds.
 */
@ApplicationScoped
public class Revocations {
    private static final String REVOKE = """
            insert into revocation (tenant_id, subject, not_before) values ($1, $2, $3)
            on conflict (tenant_id, subject)
              do update set not_before = greatest(revocation.not_before, excluded.not_before)
            """;
    private static final String HOLD = """
            insert into revocation (tenant_id, subject, not_before) values ($1, $2, $3)
            on conflict (tenant_id, subject) do update set not_before = excluded.not_before
            """;

    private static final String RELEASE = """
            update revocation set not_before = $3 where tenant_id = $1 and subject = $2 and not_before = $4
            """;

    /** Later than any token. */
    private static final OffsetDateTime HELD = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    /** @param subject the {@code sub} of the tokens, as Keycloak gives it to a person or to an app's service account */
    public Uni<Void> revoke(Tx tx, String subject) {
        return tx.update(REVOKE, subject, now()).replaceWithVoid();
    }

    /** Refuses every token of the subject, also those still to be issued, until {@link #release} is called. */
    public Uni<Void> hold(Tx tx, String subject) {
        return tx.update(HOLD, subject, HELD).replaceWithVoid();
    }

    /** What was issued until now stays refused, what follows is taken. Without effect on a subject that is not held. */
    public Uni<Void> release(Tx tx, String subject) {
        return tx.update(RELEASE, subject, now(), HELD).replaceWithVoid();
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }
}
