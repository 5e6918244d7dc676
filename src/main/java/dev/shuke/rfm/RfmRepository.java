package dev.shuke.rfm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Settings; and the scores, tiers and stages of all members, by one statement. */
@ApplicationScoped
class RfmRepository {
    /** What everybody is looked at for may take longer than what a caller waits for; a job may run for five minutes. */
    private static final String TAKE_TIME = """
            select set_config('statement_timeout', '4min', true) from (select $1::uuid) caller
            """;

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

    /**
     * The purpose's condition. Negative days: an order after the snapshot date. Conditions that are null hold; those on
     * what is null do not. The counts of one member stand in one value, because a tier can look at each of them.
     */
    private static final String PEOPLE = """
            with tier as materialized (
              select * from jsonb_to_recordset($4::text::jsonb) t(place int, key text, r_min int, r_max int, f_min int,
                f_max int, m_min int, m_max int, score_min int, score_max int, days int, n_min int, n_max int)
            ), stage as materialized (
              select * from jsonb_to_recordset($5::text::jsonb) s(place int, key text, days int, n_min int, n_max int,
                last_min int, last_max int, types text[], seen_days int, wr int, wf int, wm int)
            ), counted as (
              select member_id, jsonb_object_agg(days, n) as n from (
                select e.member_id, w.days, count(*) as n
                from (select days from tier where days is not null union select days from stage where days is not null) w
                join event e on e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null
                  and e.occurred_at >= ($2::date - w.days + 1)::timestamp at time zone $3::text
                  and e.occurred_at < ($2::date + 1)::timestamp at time zone $3::text
                group by e.member_id, w.days
              ) of_window group by member_id
            ), seen as (
              select e.member_id, array_agg(distinct s.place) as places
              from stage s cross join unnest(s.types) t(type)
              join event e on e.tenant_id = $1 and e.type = t.type and e.superseded_by is null
                and (s.seen_days is null
                  or e.occurred_at >= ($2::date - s.seen_days + 1)::timestamp at time zone $3::text)
                and e.occurred_at < ($2::date + 1)::timestamp at time zone $3::text
              group by e.member_id
            ), person as materialized (
              select m.member_id, ($2::date - (m.last_order_at at time zone $3::text)::date)::bigint as days, m.frequency,
                m.monetary, h.category, c.n, seen.places,
                case when m.frequency > 1
                  then trunc(extract(epoch from m.last_order_at - m.first_order_at))::bigint / (m.frequency - 1) end as cycle
              from member_metric m
              left join member_habit h on h.tenant_id = $1 and h.member_id = m.member_id
              left join counted c on c.member_id = m.member_id
              left join seen on seen.member_id = m.member_id
              where m.tenant_id = $1 and %s
            ), staged as materialized (
              select p.*, s.key as stage, coalesce(s.wr, 1) as wr, coalesce(s.wf, 1) as wf, coalesce(s.wm, 1) as wm
              from person p
              left join lateral (
                select * from stage s
                cross join lateral (
                  select case when s.days is null then p.frequency else coalesce((p.n ->> s.days::text)::int, 0) end as n
                ) o
                where (s.n_min is null or o.n >= s.n_min) and (s.n_max is null or o.n <= s.n_max)
                  and (s.last_min is null or p.days >= s.last_min) and (s.last_max is null or p.days <= s.last_max)
                  and (s.types is null or s.place = any(p.places))
                order by s.place limit 1
              ) s on true
            ),""";

    private static final String BY_DAYS = """
            bought as (
              select member_id, days as recency, frequency, monetary, n, stage, wr, wf, wm
              from staged where frequency > 0 and days is not null
            ),""";

    /** Whether a member's own cycle counts, and that of who has none, in days. In between, cycles are whole seconds. */
    private static final String BY_CYCLES = """
            usual as (
              select category, percentile_disc(0.5) within group (order by cycle) as cycle
              from person where cycle is not null and category is not null group by category
            ), anybody as (
              select percentile_disc(0.5) within group (order by cycle) as cycle from person
            ), bought as (
              select p.member_id,
                p.days * 8640000 / greatest(86400, coalesce(case when $6::boolean then p.cycle end, u.cycle, a.cycle,
                  $7::bigint * 86400)) as recency,
                p.frequency, p.monetary, p.n, p.stage, p.wr, p.wf, p.wm
              from staged p
              left join usual u on u.category = p.category
              cross join anybody a
              where p.frequency > 0 and p.days is not null
            ),""";

    private static final String BY_NTILE = """
            scored as (
              select *,
                ntile(5) over (order by recency desc, member_id) as r,
                ntile(5) over (order by frequency, member_id) as f,
                ntile(5) over (order by monetary, member_id) as m
              from bought
            ),""";

    /** The cut points of each, or null. */
    private static final String BY_CUTS = """
            cut as (
              select
                coalesce($%1$d::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by recency)) as r,
                coalesce($%2$d::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by frequency)) as f,
                coalesce($%3$d::bigint[],
                  percentile_disc('{0.2,0.4,0.6,0.8}'::float8[]) within group (order by monetary)) as m
              from bought
            ),
            scored as (
              select b.*,
                5 - (recency > c.r[1])::int - (recency > c.r[2])::int - (recency > c.r[3])::int
                  - (recency > c.r[4])::int as r,
                1 + (frequency > c.f[1])::int + (frequency > c.f[2])::int + (frequency > c.f[3])::int
                  + (frequency > c.f[4])::int as f,
                1 + (monetary > c.m[1])::int + (monetary > c.m[2])::int + (monetary > c.m[3])::int
                  + (monetary > c.m[4])::int as m
              from bought b cross join cut c
            ),""";

    private static final String STORE = """
            weighed as (
              select *, round(20.0 * (r * wr + f * wf + m * wm) / (wr + wf + wm))::int as score from scored
            ), tiered as materialized (
              select w.member_id, w.r, w.f, w.m, w.score, t.key as tier
              from weighed w
              left join lateral (
                select t.key from tier t
                cross join lateral (
                  select case when t.days is null then w.frequency else coalesce((w.n ->> t.days::text)::int, 0) end as n
                ) o
                where (t.r_min is null or w.r >= t.r_min) and (t.r_max is null or w.r <= t.r_max)
                  and (t.f_min is null or w.f >= t.f_min) and (t.f_max is null or w.f <= t.f_max)
                  and (t.m_min is null or w.m >= t.m_min) and (t.m_max is null or w.m <= t.m_max)
                  and (t.score_min is null or w.score >= t.score_min) and (t.score_max is null or w.score <= t.score_max)
                  and (t.n_min is null or o.n >= t.n_min) and (t.n_max is null or o.n <= t.n_max)
                order by t.place limit 1
              ) t on true
            ), moved as (
              insert into member_transition (tenant_id, kind, member_id, at, before, after)
              select $1, 'tier', member_id, $%1$d::timestamptz, o.tier, n.tier
              from (select member_id, tier from member_rfm where tenant_id = $1) o full join tiered n using (member_id)
              where o.tier is distinct from n.tier
              union all
              select $1, 'stage', member_id, $%1$d::timestamptz, o.stage, n.stage
              from (select member_id, stage from member_stage where tenant_id = $1) o full join staged n using (member_id)
              where o.stage is distinct from n.stage
            ), gone as (
              delete from member_rfm s
              where s.tenant_id = $1 and not exists (select from tiered x where x.member_id = s.member_id)
            ), changed as (
              insert into member_rfm as s (tenant_id, member_id, r, f, m, score, tier)
              select $1, member_id, r, f, m, score, tier from tiered
              on conflict (tenant_id, member_id) do update set r = excluded.r, f = excluded.f, m = excluded.m,
                score = excluded.score, tier = excluded.tier
              where (s.r, s.f, s.m, s.score, s.tier) is distinct from
                (excluded.r, excluded.f, excluded.m, excluded.score, excluded.tier)
            ), left_behind as (
              delete from member_stage s
              where s.tenant_id = $1
                and not exists (select from staged x where x.member_id = s.member_id and x.stage is not null)
            ), arrived as (
              insert into member_stage as s (tenant_id, member_id, stage)
              select $1, member_id, stage from staged where stage is not null
              on conflict (tenant_id, member_id) do update set stage = excluded.stage where s.stage <> excluded.stage
            )
            select count(*) as members from tiered
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

    /** For a job, until the transaction ends. */
    Uni<Void> takeTime(Tx tx) {
        return tx.first(TAKE_TIME, row -> true).replaceWithVoid();
    }

    /** Notes that members are scored to this date; who else would do so waits until the transaction ends. */
    Uni<StoredRfm> begin(Tx tx, LocalDate snapshotDate, Instant now) {
        return tx.first(BEGIN, this::read, snapshotDate, now.atOffset(ZoneOffset.UTC));
    }

    /**
     * Gives everybody who has bought his scores and his tier, and takes them from everybody else; gives everybody his
     * stage. How many have scores then.
     */
    Uni<Long> score(Tx tx, StoredRfm rfm) {
        RfmSettings settings = rfm.settings();
        List<Object> arguments = new ArrayList<>();
        arguments.add(rfm.snapshotDate());
        arguments.add(tx.call().tenant().zone().getId());
        arguments.add(Conditions.of(settings.tiers()).encode());
        arguments.add(Conditions.ofStages(settings.stages()).encode());
        String bought = bought(settings, arguments);
        String scored = scored(settings, arguments);
        arguments.add(rfm.computedAt().atOffset(ZoneOffset.UTC));
        String sql = PEOPLE.formatted(Purpose.SERVICE.condition("m"))
                + bought
                + scored
                + STORE.formatted(arguments.size() + 1);
        return tx.first(sql, RfmRepository::members, arguments.toArray());
    }

    private static String bought(RfmSettings settings, List<Object> arguments) {
        if (settings.recency() == RfmRecency.DAYS) {
            return BY_DAYS;
        }
        arguments.add(settings.recency() == RfmRecency.OWN_CYCLE);
        arguments.add(settings.cycleDays().longValue());
        return BY_CYCLES;
    }

    private static String scored(RfmSettings settings, List<Object> arguments) {
        if (settings.method() == RfmMethod.NTILE) {
            return BY_NTILE;
        }
        int next = arguments.size() + 2;
        RfmCuts cuts = settings.cuts();
        arguments.add(cuts == null ? null : cuts.recency(settings.recency()).toArray(Long[]::new));
        arguments.add(cuts == null ? null : cuts.frequency().toArray(Long[]::new));
        arguments.add(cuts == null ? null : cuts.monetary().toArray(Long[]::new));
        return BY_CUTS.formatted(next, next + 1, next + 2);
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
