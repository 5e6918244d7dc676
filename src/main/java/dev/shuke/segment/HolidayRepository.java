package dev.shuke.segment;

import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.segment.HolidayRequest.HolidayDay;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/** The days that merchants have in their calendars, and whether a rule names them. */
@ApplicationScoped
class HolidayRepository {
    private static final String LIST = "select * from holiday where tenant_id = $1 ";
    private static final String LIST_ALL = LIST + "order by key";
    private static final String LIST_OF = LIST + "and key = any($2::text[])";
    private static final String FIND = LIST + "and key = $2";
    private static final String FIND_FOR_UPDATE = FIND + " for update";

    private static final String PUT = """
            insert into holiday (tenant_id, key, name_zh, name_en, lunar, month, day, dates, days, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
            on conflict (tenant_id, key) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
              lunar = excluded.lunar, month = excluded.month, day = excluded.day, dates = excluded.dates,
              days = excluded.days, updated_at = excluded.updated_at
            returning *
            """;
    private static final String COUNT = "select count(*) as known from holiday where tenant_id = $1";
    private static final String DELETE = "delete from holiday where tenant_id = $1 and key = $2";
    private static final String NAMED = """
            select exists (
                select from segment s
                join segment_version v on v.tenant_id = $1 and v.segment_id = s.id and v.version = s.version
                where s.tenant_id = $1 and jsonb_path_exists(v.rule, $3::text::jsonpath, n.names)
              ) or exists (
                select from attribute_inference i
                where i.tenant_id = $1 and jsonb_path_exists(i.rule, $3::text::jsonpath, n.names)
              ) as used
            from (select jsonb_build_object('key', $2::text) as names) n
            """;
    private static final String NAMES_IT = "$.** ? (@.holiday.holiday == $key)";

    Uni<List<HolidayView>> list(Tx tx) {
        return tx.list(LIST_ALL, HolidayRepository::read);
    }

    /** Those of these keys that are there. */
    Uni<List<HolidayView>> list(Tx tx, Collection<String> keys) {
        return tx.list(LIST_OF, HolidayRepository::read, (Object) keys.toArray(String[]::new));
    }

    /** Null when there is none. */
    Uni<HolidayView> find(Tx tx, String key) {
        return tx.first(FIND, HolidayRepository::read, key);
    }

    /** As {@link #find}; nobody else changes it before this transaction ends. */
    Uni<HolidayView> findForUpdate(Tx tx, String key) {
        return tx.first(FIND_FOR_UPDATE, HolidayRepository::read, key);
    }

    /** As it is then. */
    Uni<HolidayView> put(Tx tx, HolidayView made) {
        HolidayDay day = made.lunar() == null ? made.yearly() : made.lunar();
        return tx.first(
                PUT,
                HolidayRepository::read,
                made.key(),
                made.name().zh(),
                made.name().en(),
                made.lunar() != null,
                day == null ? null : day.month(),
                day == null ? null : day.day(),
                made.dates() == null ? null : made.dates().toArray(LocalDate[]::new),
                made.days(),
                PointInTime.stored(made.updatedAt()));
    }

    Uni<Long> count(Tx tx) {
        return tx.first(COUNT, row -> row.getLong("known"));
    }

    /** Whether the rule of a segment, or of an inference, names it. */
    Uni<Boolean> isNamed(Tx tx, String key) {
        return tx.first(NAMED, row -> row.getBoolean("used"), key, NAMES_IT);
    }

    /** 1, or 0 when there is none. */
    Uni<Integer> delete(Tx tx, String key) {
        return tx.update(DELETE, key);
    }

    private static HolidayView read(Row row) {
        Integer month = row.getInteger("month");
        HolidayDay day = month == null ? null : new HolidayDay(month, row.getInteger("day"));
        boolean lunar = row.getBoolean("lunar");
        LocalDate[] dates = row.getArrayOfLocalDates("dates");
        return new HolidayView(
                row.getString("key"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                lunar ? null : day,
                lunar ? day : null,
                dates == null ? null : List.of(dates),
                row.getInteger("days"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
