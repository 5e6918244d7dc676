package dev.shuke.purpose;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The purposes of a tenant. */
@ApplicationScoped
class PurposeRepository {
    /** Two new ones at a time would take the same bit. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(hashtextextended('purpose ' || $1::uuid, 0))
            """;

    private static final String LIST = """
            select * from purpose where tenant_id = $1 order by key
            """;
    private static final String FIND = """
            select * from purpose where tenant_id = $1 and key = $2
            """;
    private static final String LIST_USED = """
            select key, basis, bit from purpose where tenant_id = $1 and not retired
            """;
    private static final String FIND_USED = """
            select key, basis, bit from purpose where tenant_id = $1 and key = $2 and not retired
            """;
    private static final String FIND_FOR_UPDATE = FIND + "for update";

    /** The bit after the last: one is nobody else's again. */
    private static final String CREATE = """
            insert into purpose (tenant_id, key, bit, basis, name_zh, name_en, sensitive, separate, valid_days,
              ask_again_days, retired, created_at, updated_at)
            select $1, $2, case when $3::text in ('consent', 'interest')
                then coalesce((select max(bit) + 1 from purpose where tenant_id = $1), 0) end,
              $3::text, $4::text, $5::text, $6::boolean, $7::boolean, $8::int, $9::int, $10::boolean, $11::timestamptz,
              $11::timestamptz
            where (select count(*) from purpose where tenant_id = $1) < $12
            on conflict do nothing
            returning *
            """;

    private static final String GRANTED = """
            select distinct unnest(purposes) as purpose from app
            where tenant_id = $1 and (subject = $2 or former_subject = $2) and enabled and status <> 'removed'
            """;
    /** Within another query: the purpose's key stands in it as it is, the subject is a parameter. */
    private static final String GRANTED_WITHIN = """
            exists (
              select from app a
              where a.tenant_id = $1 and (a.subject = %2$s or a.former_subject = %2$s) and '%1$s' = any(a.purposes)
                and a.enabled)""";

    private static final String UPDATE = """
            update purpose set name_zh = $4, name_en = $5, sensitive = $6, separate = $7, valid_days = $8,
              ask_again_days = $9, retired = $10, updated_at = $11
            where tenant_id = $1 and key = $2 and basis = $3
            returning *
            """;

    /** Those that the app with this subject was granted. */
    Uni<List<Purpose>> granted(Tx tx, String subject) {
        return tx.list(GRANTED, row -> new Purpose(row.getString("purpose")), subject);
    }

    /** As {@link #granted(Tx, String)}, as a condition. */
    static String granted(Purpose purpose, String subject) {
        return GRANTED_WITHIN.formatted(purpose.key(), subject);
    }

    Uni<Void> lock(Tx tx) {
        return tx.list(LOCK, row -> true).replaceWithVoid();
    }

    Uni<List<PurposeView>> list(Tx tx) {
        return tx.list(LIST, PurposeRepository::read);
    }

    /** Null when there is none. */
    Uni<PurposeView> find(Tx tx, String key) {
        return tx.first(FIND, PurposeRepository::read, key);
    }

    /** Those in use, knowing their conditions. */
    Uni<List<Purpose>> listUsed(Tx tx) {
        return tx.list(LIST_USED, PurposeRepository::readUsed);
    }

    /** The same, knowing its condition; null when it is not in use. */
    Uni<Purpose> findUsed(Tx tx, Purpose purpose) {
        return tx.first(FIND_USED, PurposeRepository::readUsed, purpose.key());
    }

    private static Purpose readUsed(Row row) {
        Purpose purpose = new Purpose(row.getString("key"));
        return switch (Basis.stored(row.getString("basis"))) {
            case CONSENT -> purpose.byConsent(row.getInteger("bit"));
            case INTEREST -> purpose.byInterest(row.getInteger("bit"));
            case CONTRACT, LAW -> purpose.unasked();
        };
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<PurposeView> findForUpdate(Tx tx, String key) {
        return tx.first(FIND_FOR_UPDATE, PurposeRepository::read, key);
    }

    /**
     * To be locked before.
     *
     * @param most how many there may be
     * @return null when there are so many already, or one of this key
     */
    Uni<PurposeView> create(Tx tx, String key, PurposeRequest made, int most) {
        return tx.first(CREATE, PurposeRepository::read, arguments(key, made, most));
    }

    /** Null when there is none of this key and basis. */
    Uni<PurposeView> update(Tx tx, String key, PurposeRequest changed) {
        return tx.first(UPDATE, PurposeRepository::read, arguments(key, changed));
    }

    private static Object[] arguments(String key, PurposeRequest purpose, Object... more) {
        List<Object> arguments = new ArrayList<>(Arrays.asList(
                key,
                purpose.basisOrDefault().key(),
                purpose.name().zh(),
                purpose.name().en(),
                purpose.isSensitive(),
                purpose.isSeparate(),
                purpose.validDays(),
                purpose.askAgainDaysOrDefault(),
                purpose.isRetired(),
                Instant.now().atOffset(ZoneOffset.UTC)));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private static PurposeView read(Row row) {
        Basis basis = Basis.stored(row.getString("basis"));
        return new PurposeView(
                new Purpose(row.getString("key")),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                basis,
                !basis.isAsked(),
                row.getBoolean("sensitive"),
                row.getBoolean("separate"),
                row.getInteger("valid_days"),
                row.getInteger("ask_again_days"),
                row.getBoolean("retired"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
