package dev.shuke.bench;

import dev.shuke.bench.PgConnection.Call;
import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.localstack.ScratchStack.RunningApp;
import dev.shuke.platform.tenancy.TenantStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rules over many members, and how much more they take over ten times as many. */
final class Large {
    private static final int FEW = 100_000;
    private static final int MANY = 1_000_000;
    private static final int TURNS = 5;

    /** At least three orders in 90 days that come to 500 yuan, wanted and not unwanted. */
    private static final String TAGGED = """
            {"type":"all","of":[%s,{"type":"tag","tag":"wanted","op":"has"},
             {"type":"not","of":{"type":"tag","tag":"unwanted","op":"has"}}]}""";

    private static final String BOUGHT = """
            {"type":"event","event":"order.paid","within":{"days":90},"aggregate":{"fn":"count"},"op":"gte","value":3},
            {"type":"event","event":"order.paid","within":{"days":90},"aggregate":{"fn":"sum","field":"amount"},"op":"gte",
             "value":50000}""";
    private static final String METRIC = """
            {"type":"all","of":[{"type":"metric","metric":"frequency","op":"gte","value":3},
             {"type":"metric","metric":"monetary","op":"gte","value":50000}]}""";

    /** As one would write {@link #TAGGED} by hand for this data, tags without expiry and groups. */
    private static final String BY_HAND = """
            select count(*) from (
              select e.member_id from event e
              where e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null
                and e.occurred_at > now() - interval '90 days'
              group by e.member_id having count(*) >= 3 and sum(e.amount) >= 50000) e
            join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id and not m.restricted
            where exists (select from member_tag t
                where t.tenant_id = $1 and t.member_id = e.member_id and t.tag = 'wanted' and not t.removed)
              and not exists (select from member_tag t
                where t.tenant_id = $1 and t.member_id = e.member_id and t.tag = 'unwanted' and not t.removed)
            """;

    private final ScratchStack stack;
    private final RunningApp app;
    private final Progress progress;

    Large(ScratchStack stack, RunningApp app, Progress progress) {
        this.stack = stack;
        this.app = app;
        this.progress = progress;
    }

    List<Other> measure() {
        progress.say("writing " + FEW + " and " + MANY + " members with ten events each");
        var few = LargeMerchant.fill(stack, "few", FEW);
        var many = LargeMerchant.fill(stack, "many", MANY);
        progress.say("analyzing");
        new Databases(stack).tidy();
        progress.say("rules over many members");
        List<Other> all = new ArrayList<>();
        String tagged = TAGGED.formatted(BOUGHT);
        double api = seconds(() -> preview(many, tagged));
        double hand = seconds(() -> byHand(many));
        all.add(new Other("preview over 1,000,000, orders and tags", "s", api, null));
        all.add(new Other("the same by hand", "s", hand, null));
        all.add(new Other("ratio", "x", api / hand, 1.15));
        double fewer = seconds(() -> preview(few, tagged));
        all.add(new Other("1,000,000 members to 100,000", "x", api / fewer, 11.0));
        all.add(new Other("preview over 1,000,000, metrics alone", "s", seconds(() -> preview(many, METRIC)), null));
        return all;
    }

    private void preview(LargeMerchant merchant, String rule) {
        try (var connection = new HttpConnection(app.port())) {
            connection.send(HttpConnection.request(
                    "POST", "/v1/segments/preview", Crowd.ownerToken(merchant.slug()), Statements.previewBody(rule)));
        }
    }

    private void byHand(LargeMerchant merchant) {
        try (var connection =
                new PgConnection(stack.postgresPort(), Databases.MAIN, "shuke_app", stack.password("shuke_app"))) {
            connection.flight(List.of(
                    new Call("begin"),
                    new Call(TenantStatement.BIND_TENANT, merchant.tenant()),
                    new Call(BY_HAND, merchant.tenant()),
                    new Call("commit")));
        }
    }

    /** The median of some turns, behind one that is not counted. */
    private static double seconds(Runnable action) {
        action.run();
        double[] turns = IntStream.range(0, TURNS).mapToDouble(_ -> once(action)).toArray();
        Arrays.sort(turns);
        return turns[turns.length / 2];
    }

    private static double once(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
