package dev.shuke.tenant;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/** The one row of the list of tenants that a tenant sees: its own. */
@ApplicationScoped
class OwnTenantRepository {
    private static final String FIND = """
            select * from tenant where tenant_id = $1
            """;
    private static final String LOCK = """
            select * from tenant where tenant_id = $1 for update
            """;
    private static final String UPDATE = """
            update tenant set name = coalesce($2, name), timezone = coalesce($3, timezone),
              currency = coalesce($4, currency), purchase_cycle_days = coalesce($5, purchase_cycle_days),
              locale = coalesce($6, locale), merge_on = coalesce($8, merge_on),
              privacy_due_days = coalesce($9, privacy_due_days), erased_events = coalesce($10, erased_events), version = version + 1, updated_at = $7
            where tenant_id = $1
            returning *
            """;
    private static final String HAS_AMOUNTS = """
            select exists (select from event where tenant_id = $1 and amount is not null)
              or exists (select from event_item where tenant_id = $1 and price is not null)
              or exists (select from product where tenant_id = $1 and cost is not null)
              or exists (select from attribute where tenant_id = $1 and type = 'money')
            """;

    Uni<OwnTenantView> find(Tx tx) {
        return tx.first(FIND, OwnTenantRepository::read);
    }

    /** Likewise, and nobody else changes it until the transaction ends. */
    Uni<OwnTenantView> lock(Tx tx) {
        return tx.first(LOCK, OwnTenantRepository::read);
    }

    Uni<OwnTenantView> update(Tx tx, OwnTenantPatch patch) {
        TenantSettings settings = patch.settings();
        return tx.first(
                UPDATE,
                OwnTenantRepository::read,
                patch.name() == null ? null : patch.name().text(),
                patch.timezone() == null ? null : patch.timezone().name(),
                patch.currency() == null ? null : patch.currency().code(),
                settings.purchaseCycleDays(),
                settings.locale() == null ? null : settings.locale().tag(),
                Instant.now().atOffset(ZoneOffset.UTC),
                settings.mergeOn() == null
                        ? null
                        : settings.mergeOn().stream().map(IdentityKind::key).toArray(String[]::new),
                settings.privacyDueDays(),
                settings.erasedEvents() == null ? null : settings.erasedEvents().key());
    }

    /** Whether anything stored is a sum of money. */
    Uni<Boolean> hasAmounts(Tx tx) {
        return tx.first(HAS_AMOUNTS, row -> row.getBoolean(0));
    }

    private static OwnTenantView read(Row row) {
        return new OwnTenantView(
                row.getUUID("tenant_id"),
                row.getString("slug"),
                row.getString("name"),
                row.getString("timezone"),
                row.getString("currency"),
                new TenantSettings(
                        row.getInteger("purchase_cycle_days"),
                        Language.tagged(row.getString("locale")),
                        Arrays.stream(row.getArrayOfStrings("merge_on"))
                                .map(IdentityKind::stored)
                                .toList(),
                        row.getInteger("privacy_due_days"),
                        ErasedEvents.stored(row.getString("erased_events"))),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
