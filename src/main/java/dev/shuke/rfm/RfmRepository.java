package dev.shuke.rfm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.rfm.RfmConcentration.Counted;
import dev.shuke.rfm.RfmDistribution.CellCount;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Settings, and the scores of all members by one statement. */
@ApplicationScoped
class RfmRepository {
    private static final String FIND = """
            select settings::text as settings, snapshot_date, computed_at from rfm where tenant_id = $1
            """;
    private static final String LOCK = FIND + " for update";
    private static final String REPLACE = """
            insert into rfm (tenant_id, settings) values ($1, $2::text::jsonb)
            on conflict (tenant_id) do update set settings = excluded.settings
            """;
    private static final String BEGIN = """
            insert into rfm (tenant_id, snapshot_date, computed_at) values ($1, $2, $3)
            on conflict (tenant_id) do update set snapshot_date = excluded.snapshot_date, computed_at = excluded.computed_at
            returning settings::text as settings, snapshot_date, computed_at
            """;

    /** The purpose's condition. Negative days: an order after the snapshot date. */
    private static final String BOUGHT = """
            with bought as (
              select m.member_id, ($2::date - (m.last_order_at at time zone $3::text)::date)::bigint as recency,
                m.frequency, m.monetary
              from member_metric m
              where m.tenant_id = $1 and m.frequency > 0 and m.last_order_at is not null and %s
            ),""";

    private static final String BY_NTILE = """
            scored as materialized (
              select member_id,
                ntile(5) over (order by recency desc, member_id) as r,
                ntile(5) over (order by frequency, member_id) as f,
                ntile(5) over (order by monetary, member_id) as m
              from bought
            ),""";

    /** The cut points of each, or null. */
    private static final String BY_CUTS = """
            cut as (
              select
                coalesce($4::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by recency)) as r,
                coalesce($5::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by frequency)) as f,
                coalesce($6::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by monetary)) as m
              from bought
            ),
            scored as materialized (
              select member_id,
                5 - (recency > c.r[1])::int - (recency > c.r[2])::int - (recency > c.r[3])::int
                  - (recency > c.r[4])::int as r,
                1 + (frequency > c.f[1])::int + (frequency > c.f[2])::int + (frequency > c.f[3])::int
                  + (frequency > c.f[4])::int as f,
                1 + (monetary > c.m[1])::int + (monetary > c.m[2])::int + (monetary > c.m[3])::int
                  + (monetary > c.m[4])::int as m
              from bought cross join cut c
            ),""";

    private static final String STORE = """
            gone as (
              delete from member_rfm s
              where s.tenant_id = $1 and not exists (select from scored x where x.member_id = s.member_id)
            ), changed as (
              insert into member_rfm as s (tenant_id, member_id, r, f, m)
              select $1, member_id, r, f, m from scored
              on conflict (tenant_id, member_id) do update set r = excluded.r, f = excluded.f, m = excluded.m
              where (s.r, s.f, s.m) is distinct from (excluded.r, excluded.f, excluded.m)
            )
            select count(*) as members from scored
            """;

    /** The purpose's condition: who was scored may have had his data restricted since. */
    private static final String COUNT = """
            select s.r, s.f, s.m, count(*) as members
            from member_rfm s
            join member_metric m on m.tenant_id = $1 and m.member_id = s.member_id
            where s.tenant_id = $1 and %s
            group by s.r, s.f, s.m
            order by s.r desc, s.f desc, s.m desc
            """;

    /** The purpose's condition; percents. The best i of n are those up to the place i × n / 100, rounded up. */
    private static final String CONCENTRATION = """
            with bought as (
              select row_number() over best as place, count(*) over () as buyers,
                sum(m.monetary) over best as so_far, sum(m.monetary) over () as paid_by_all
              from member_metric m
              where m.tenant_id = $1 and m.frequency > 0 and %s
              window best as (order by m.monetary desc, m.member_id)
            )
            select p.percent, b.place as members, b.so_far::bigint as paid, b.paid_by_all::bigint as paid_by_all
            from bought b
            join unnest($2::int[]) p(percent) on b.place = (b.buyers * p.percent + 99) / 100
            order by p.percent
            """;

    private final ObjectMapper mapper;

    RfmRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Never null. */
    Uni<StoredRfm> find(Tx tx) {
        return tx.first(FIND, this::read).onItem().ifNull().continueWith(StoredRfm.NEW);
    }

    /** Likewise, and nobody else changes what is there until the transaction ends. */
    Uni<StoredRfm> lock(Tx tx) {
        return tx.first(LOCK, this::read).onItem().ifNull().continueWith(StoredRfm.NEW);
    }

    Uni<Integer> replace(Tx tx, RfmSettings settings) {
        return tx.update(REPLACE, json(settings));
    }

    /** Notes that members are scored to this date; who else would do so waits until the transaction ends. */
    Uni<StoredRfm> begin(Tx tx, LocalDate snapshotDate, Instant now) {
        return tx.first(BEGIN, this::read, snapshotDate, now.atOffset(ZoneOffset.UTC));
    }

    /** Gives everybody who has bought his scores, and takes them from everybody else. How many have some then. */
    Uni<Long> score(Tx tx, StoredRfm rfm) {
        String bought = BOUGHT.formatted(Purpose.SERVICE.condition("m"));
        String zone = tx.call().tenant().zone().getId();
        if (rfm.settings().method() == RfmMethod.NTILE) {
            return tx.first(bought + BY_NTILE + STORE, RfmRepository::members, rfm.snapshotDate(), zone);
        }
        RfmCuts cuts = rfm.settings().cuts();
        return tx.first(
                bought + BY_CUTS + STORE,
                RfmRepository::members,
                rfm.snapshotDate(),
                zone,
                cuts == null ? null : cuts.recencyDays().toArray(Long[]::new),
                cuts == null ? null : cuts.frequency().toArray(Long[]::new),
                cuts == null ? null : cuts.monetary().toArray(Long[]::new));
    }

    Uni<List<CellCount>> count(Tx tx) {
        return tx.list(
                COUNT.formatted(Purpose.SERVICE.condition("m")),
                row -> new CellCount(row.getInteger("r"), row.getInteger("f"), row.getInteger("m"), members(row)));
    }

    /** Of everybody who has bought by now. */
    Uni<List<Counted>> concentration(Tx tx) {
        return tx.list(
                CONCENTRATION.formatted(Purpose.SERVICE.condition("m")),
                row -> new Counted(
                        row.getInteger("percent"), members(row), row.getLong("paid"), row.getLong("paid_by_all")),
                (Object) RfmConcentration.PERCENTS.toArray(Integer[]::new));
    }

    private static Long members(Row row) {
        return row.getLong("members");
    }

    private StoredRfm read(Row row) {
        String settings = row.getString("settings");
        OffsetDateTime computedAt = row.getOffsetDateTime("computed_at");
        return new StoredRfm(
                settings == null ? RfmSettings.DEFAULTS : settings(settings),
                row.getLocalDate("snapshot_date"),
                computedAt == null ? null : computedAt.toInstant());
    }

    private RfmSettings settings(String json) {
        try {
            return mapper.readValue(json, RfmSettings.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored settings cannot be read", damaged);
        }
    }

    private String json(RfmSettings settings) {
        try {
            return mapper.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("settings have a JSON form", impossible);
        }
    }
}
