package dev.shuke.bench;

import dev.shuke.bench.PgConnection.Call;
import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import dev.shuke.platform.tenancy.TenantStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What came of an experiment that a million members saw, who did five million things since, and some before. */
final class LargeResults {
    private static final int MEMBERS = 1_000_000;
    private static final int TURNS = 3;

    /** Half a year ago, within a day, all of them, by halves. */
    private static final String EXPERIMENT = """
            insert into experiment (tenant_id, id, key, state, unit, purpose, definition, salt, version, started_at,
              created_at, updated_at)
            values (:tenant, :id, 'large', 'running', 'member', 'service', '{"key":"large","name":"Large","unit":"member",
              "purpose":"service","traffic":1.0,
              "variants":[{"key":"a","weight":1,"testers":[]},{"key":"b","weight":1,"testers":[]}],
              "plan":{"kind":"fixed","alpha":0.05,"power":0.8},"metrics":[
              {"key":"conversion","type":"proportion","event":"order.paid","role":"primary","direction":"increase"},
              {"key":"revenue","type":"revenue","winsorise":0.999,"covariateDays":28,"role":"secondary",
               "direction":"increase"},
              {"key":"views","type":"mean","event":"product.viewed","role":"secondary","direction":"increase"},
              {"key":"visits","type":"mean","event":"store.visited","role":"guardrail","direction":"increase"}]}',
              'large', 1, now() - interval '183 days', now(), now());
            insert into experiment_exposure (tenant_id, experiment_id, member_id, variant, first_at)
              select :tenant, :id, member_id, case when random() < 0.5 then 'a' else 'b' end,
                now() - interval '182 days' - random() * interval '1 day'
              from member_metric where tenant_id = :tenant;
            analyze experiment_exposure
            """;

    /** As one would write it for these metrics of this experiment alone. */
    private static final String BY_HAND = """
            with unit as (
              select x.member_id, x.variant,
                coalesce(max(case when e.type = 'order.paid' and e.occurred_at >= x.first_at then 1 end), 0)::float8 as bought,
                coalesce(sum(e.amount::float8) filter (where e.type = 'order.paid' and e.occurred_at >= x.first_at), 0) as paid,
                coalesce(sum(e.amount::float8) filter (where e.type = 'order.paid' and e.occurred_at < x.first_at), 0) as past,
                count(*) filter (where e.type = 'product.viewed' and e.occurred_at >= x.first_at)::float8 as views,
                count(*) filter (where e.type = 'store.visited' and e.occurred_at >= x.first_at)::float8 as visits
              from experiment_exposure x
              left join event e on e.tenant_id = $1 and e.member_id = x.member_id and e.superseded_by is null
                and e.type in ('order.paid', 'product.viewed', 'store.visited')
                and e.occurred_at >= x.first_at - interval '28 days'
              where x.tenant_id = $1 and x.experiment_id = $2
              group by x.member_id, x.variant
            ), cap as (
              select percentile_cont(0.999) within group (order by paid) as paid, percentile_cont(0.999) within group (order by past) as past
              from unit
            )
            select u.variant, count(*), avg(u.bought), avg(u.views), var_samp(u.views), avg(u.visits), var_samp(u.visits),
              avg(least(u.paid, c.paid)), var_samp(least(u.paid, c.paid)), avg(least(u.past, c.past)),
              var_samp(least(u.past, c.past)), covar_samp(least(u.paid, c.paid), least(u.past, c.past))
            from unit u
            cross join cap c
            group by u.variant
            """;

    private final ScratchStack stack;
    private final RunningApp app;
    private final Progress progress;

    LargeResults(ScratchStack stack, RunningApp app, Progress progress) {
        this.stack = stack;
        this.app = app;
        this.progress = progress;
    }

    List<Other> measure() {
        progress.say("writing " + MEMBERS + " members with ten events each, and what they saw");
        var merchant = LargeMerchant.fill(stack, "many", MEMBERS);
        UUID experiment = UUID.randomUUID();
        plant(merchant, experiment);
        new Databases(stack).tidy();
        progress.say("results");
        double byHand = byHand(merchant, experiment);
        double api = api(merchant, experiment);
        return List.of(
                new Other("results of 1,000,000 exposed, 5,000,000 events, four metrics", "s", api, null),
                new Other("the same figures by hand", "s", byHand, null),
                new Other("  ratio", "x", api / byHand, 1.5));
    }

    private void plant(LargeMerchant merchant, UUID experiment) {
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement()) {
            for (String sql : EXPERIMENT.split(";")) {
                statement.execute(
                        sql.replace(":tenant", "'" + merchant.tenant() + "'").replace(":id", "'" + experiment + "'"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double api(LargeMerchant merchant, UUID experiment) {
        try (var caller = new LargeCaller(app.port(), merchant)) {
            return Turns.seconds(TURNS, () -> caller.send("GET", "/v1/experiments/" + experiment + "/results", null));
        }
    }

    private double byHand(LargeMerchant merchant, UUID experiment) {
        try (var hand =
                new PgConnection(stack.postgresPort(), Databases.MAIN, "shuke_app", stack.password("shuke_app"))) {
            return Turns.seconds(
                    TURNS,
                    () -> hand.flight(List.of(
                            new Call("begin"),
                            new Call(TenantStatement.BIND_TENANT, merchant.tenant()),
                            new Call(BY_HAND, merchant.tenant(), experiment),
                            new Call("commit"))));
        }
    }
}
