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
              do update set not_before = case when revocation.not_before = $4 then excluded.not_before
                else greatest(revocation.not_before, excluded.not_before) end
            """;
    private static final String HOLD = """
            insert into revocation (tenant_id, subject, not_before) values ($1, $2, $3)
            on conflict (tenant_id, subject) do update set not_before = excluded.not_before
            """;

    /** Later than any token. */
    private static final OffsetDateTime UNTIL_REVOKED = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    /**
     * Also ends a {@link #hold}.
     *
     * @param subject the {@code sub} of the tokens, as Keycloak gives it to a person or to an app's service account
     */
    public Uni<Void> revoke(Tx tx, String subject) {
        return tx.update(REVOKE, subject, Instant.now().atOffset(ZoneOffset.UTC), UNTIL_REVOKED)
                .replaceWithVoid();
    }

    /** Refuses every token of the subject, also those still to be issued, until {@link #revoke} is called. */
    public Uni<Void> hold(Tx tx, String subject) {
        return tx.update(HOLD, subject, UNTIL_REVOKED).replaceWithVoid();
    }
}
