package dev.shuke.score;

import static java.util.stream.Collectors.joining;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Members' scores, and which versions of the models they are of. */
@ApplicationScoped
class MemberScoreRepository {
    /** Who was erased, merged into another or restricted since he was read is left out, and cannot be until this commits. */
    private static final String REPLACE = """
            insert into member_score as s (tenant_id, member_id, computed_at, clv_version, clv, clv_low, clv_high,
              churn_version, churn, churn_factors, next_purchase_version, next_purchase_on)
            select $1, x.member_id, $2, $3, x.clv, x.clv_low, x.clv_high, $4, x.churn, x.churn_factors::real[], $5,
              x.next_purchase_on
            from unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::bigint[], $10::float8[], $11::text[], $12::date[])
              as x (member_id, clv, clv_low, clv_high, churn, churn_factors, next_purchase_on)
            join member_metric m on m.tenant_id = $1 and m.member_id = x.member_id and %s
            order by x.member_id
            for key share of m
            on conflict (tenant_id, member_id) do update set computed_at = excluded.computed_at,
              clv_version = excluded.clv_version, clv = excluded.clv, clv_low = excluded.clv_low,
              clv_high = excluded.clv_high, churn_version = excluded.churn_version, churn = excluded.churn,
              churn_factors = excluded.churn_factors, next_purchase_version = excluded.next_purchase_version,
              next_purchase_on = excluded.next_purchase_on
            """;

    /** Of those between two ids who were not scored just now. */
    private static final String DELETE_OTHERS = """
            delete from member_score
            where tenant_id = $1 and member_id > $2 and member_id <= $3 and computed_at <> $4
            returning member_id
            """;

    private static final String FIND = """
            select m.restricted or m.objects as restricted, m.frequency, s.*,
              (select array_agg(x.kind) from score_model x where x.tenant_id = $1 and x.status = 'in_use') as kinds,
              v.back_test as clv_test, c.back_test as churn_test, c.parameters as churn_parameters,
              c.horizon_days as churn_horizon, n.back_test as next_purchase_test
            from member_metric m
            left join member_score s on s.tenant_id = $1 and s.member_id = m.member_id
            left join score_model v on v.tenant_id = $1 and v.kind = 'clv' and v.version = s.clv_version
            left join score_model c on c.tenant_id = $1 and c.kind = 'churn' and c.version = s.churn_version
            left join score_model n on n.tenant_id = $1 and n.kind = 'next-purchase'
              and n.version = s.next_purchase_version
            where m.tenant_id = $1 and m.member_id = $2
            """;

    /** @param at when all of them were computed: the same for everybody of one run */
    Uni<Integer> replace(Tx tx, List<MemberScore> scores, ModelsInUse models, Instant at) {
        return tx.update(
                REPLACE.formatted(Purpose.SERVICE.choosing("m")),
                at.atOffset(ZoneOffset.UTC),
                models.version(ScoreKind.CLV),
                models.version(ScoreKind.CHURN),
                models.version(ScoreKind.NEXT_PURCHASE),
                scores.stream().map(MemberScore::memberId).toArray(UUID[]::new),
                amounts(scores, LifetimeValue::expected),
                amounts(scores, LifetimeValue::low),
                amounts(scores, LifetimeValue::high),
                scores.stream().map(MemberScore::risk).toArray(Double[]::new),
                scores.stream().map(MemberScoreRepository::factors).toArray(String[]::new),
                scores.stream().map(MemberScore::nextPurchaseOn).toArray(LocalDate[]::new));
    }

    private static Long[] amounts(List<MemberScore> scores, ToDoubleFunction<LifetimeValue> which) {
        return scores.stream()
                .map(score -> score.value() == null ? null : Math.round(which.applyAsDouble(score.value())))
                .toArray(Long[]::new);
    }

    /** As PostgreSQL writes an array: one of arrays of that many would have to be taken apart again. */
    private static String factors(MemberScore score) {
        return score.factors() == null
                ? null
                : score.factors().stream().map(String::valueOf).collect(joining(",", "{", "}"));
    }

    /** Who they were. */
    Uni<List<UUID>> deleteOthers(Tx tx, UUID after, UUID upTo, Instant at) {
        return tx.list(DELETE_OTHERS, row -> row.getUUID("member_id"), after, upTo, at.atOffset(ZoneOffset.UTC));
    }

    /** Null for who is nobody any more. */
    <T> Uni<T> find(Tx tx, UUID memberId, Function<Row, T> read) {
        return tx.first(FIND, read, memberId);
    }
}
