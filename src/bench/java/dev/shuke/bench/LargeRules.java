package dev.shuke.bench;

import dev.shuke.bench.PgConnection.Call;
import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.platform.tenancy.TenantStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules counted over many members. */
final class LargeRules {
    private static final int TURNS = 11;
    /** Of what takes a moment, the one after the other: the operating system counts CPU in hundredths of a second. */
    private static final int SHORT_TURNS = 5;

    private static final int ROUNDS = 8;

    private static final int MOST_NODES = 100;
    private static final int DEEP = 12;
    private static final double STATEMENT_SECONDS = 30;

    /** Three orders or more in 90 days that come to 500 yuan. */
    static final String BOUGHT = """
            {"type":"event","event":"order.paid","within":{"days":90},"aggregate":{"fn":"count"},"op":"gte","value":3},
            {"type":"event","event":"order.paid","within":{"days":90},"aggregate":{"fn":"sum","field":"amount"},"op":"gte",
             "value":50000}""";

    /** Likewise, wanted and not unwanted. */
    static final String TAGGED = """
            {"type":"all","of":[%s,{"type":"tag","tag":"wanted","op":"has"},
             {"type":"not","of":{"type":"tag","tag":"unwanted","op":"has"}}]}""".formatted(BOUGHT);

    static final String METRIC = """
            {"type":"all","of":[{"type":"metric","metric":"frequency","op":"gte","value":3},
             {"type":"metric","metric":"monetary","op":"gte","value":50000}]}""";

    /** Who matches {@link #TAGGED}, as one would write it by hand for this data: tags without expiry and groups. */
    static final String BY_HAND = """
            select e.member_id from (
              select e.member_id from event e
              where e.tenant_id = $1 and e.type = 'order.paid' and e.superseded_by is null
                and e.occurred_at > now() - interval '90 days'
              group by e.member_id having count(*) >= 3 and sum(e.amount::float8) >= 50000) e
            join member_metric m on m.tenant_id = $1 and m.member_id = e.member_id and m.choosing_mask <> 0
            where exists (select from member_tag t
                where t.tenant_id = $1 and t.member_id = e.member_id and t.tag = 'wanted' and not t.removed)
              and not exists (select from member_tag t
                where t.tenant_id = $1 and t.member_id = e.member_id and t.tag = 'unwanted' and not t.removed)
            """;

    private final ScratchStack stack;
    private final int port;
    private final Processes processes;

    LargeRules(ScratchStack stack, int port, Processes processes) {
        this.stack = stack;
        this.port = port;
        this.processes = processes;
    }

    List<Other> measure(LargeMerchant few, LargeMerchant many) {
        List<Other> all = new ArrayList<>();
        all.addAll(counted(few, many));
        try (var caller = new LargeCaller(port, many)) {
            caller.send("GET", "/v1/purposes", null); // the first call gives a merchant its purposes
            List<Double> cpu = Turns.postgresSeconds(
                    processes,
                    ROUNDS,
                    SHORT_TURNS,
                    List.of(() -> caller.preview(METRIC), () -> caller.preview(METRIC, "marketing.personalised")));
            all.add(new Other("count over 1,000,000, metrics alone, of PostgreSQL", "s of CPU", cpu.get(0), 0.1));
            all.add(new Other("the same of those who consent, which all do", "s of CPU", cpu.get(1), null));
            all.add(new Other("  ratio", "x", cpu.get(1) / cpu.get(0), 1.15));
            double most = Turns.once(() -> askMost(caller));
            String name = "the largest rule over 10,000,000 events, answered or refused";
            all.add(new Other(name, "s", most, STATEMENT_SECONDS + 1));
        }
        return all;
    }

    private List<Other> counted(LargeMerchant few, LargeMerchant many) {
        try (var ofMany = new LargeCaller(port, many);
                var ofFew = new LargeCaller(port, few);
                var hand =
                        new PgConnection(stack.postgresPort(), Databases.MAIN, "shuke_app", stack.password("shuke_app"))) {
            List<Double> seconds = Turns.seconds(
                    TURNS,
                    List.of(() -> ofMany.preview(TAGGED), () -> count(hand, many), () -> ofFew.preview(TAGGED)));
            double api = seconds.get(0);
            return List.of(
                    new Other("count over 1,000,000, orders and tags", "s", api, null),
                    new Other("the same by hand", "s", seconds.get(1), null),
                    new Other("  ratio", "x", api / seconds.get(1), 1.15),
                    new Other("the same over 100,000", "s", seconds.get(2), null),
                    new Other("  1,000,000 members to 100,000", "x", api / seconds.get(2), 11.0));
        }
    }

    private static void count(PgConnection hand, LargeMerchant merchant) {
        hand.flight(List.of(
                new Call("begin"),
                new Call(TenantStatement.BIND_TENANT, merchant.tenant()),
                new Call("select count(*) from (" + BY_HAND + ") matched", merchant.tenant()),
                new Call("commit")));
    }

    /** As large as a rule may be, and nothing in it is read but once. */
    private static void askMost(LargeCaller caller) {
        int status = caller.status("POST", "/v1/segments/preview", Statements.previewBody(largest()));
        boolean answered = status == 200 && caller.body().contains("\"count\":");
        boolean refused = status == 504 && caller.body().contains("\"code\":\"timed_out\"");
        if (!answered && !refused) {
            throw new IllegalStateException("answered " + status + " " + caller.body());
        }
    }

    private static String largest() {
        int leaves = MOST_NODES - DEEP + 1;
        String rule =
                IntStream.rangeClosed(1, leaves).mapToObj(LargeRules::leaf).collect(Collectors.joining(","));
        for (int level = DEEP - 1; level > 0; level--) {
            rule = "{\"type\":\"" + (level % 2 == 0 ? "any" : "all") + "\",\"of\":[" + rule + "]}";
        }
        return rule;
    }

    private static String leaf(int number) {
        return """
                {"type":"event","event":"order.paid","within":{"days":%d},"aggregate":{"fn":"avg","field":"amount"},
                 "op":"gte","value":%d}""".formatted(100 + number, number);
    }
}
