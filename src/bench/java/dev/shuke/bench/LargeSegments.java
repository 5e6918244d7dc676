package dev.shuke.bench;

import dev.shuke.bench.PgConnection.Call;
import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.platform.tenancy.TenantStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Segments of many members: made, filled, looked at again and laid over each other. */
final class LargeSegments {
    private static final int TURNS = 5;
    private static final int OVERLAPS = 100;
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    /** The members of a stored segment made what the rule says, as one would write it by hand. */
    private static final String BY_HAND = """
            with matched as materialized (
            %s), gone as (
              delete from segment_membership s
              where s.tenant_id = $1 and s.segment_id = $2
                and not exists (select from matched x where x.member_id = s.member_id)
            )
            insert into segment_membership (tenant_id, segment_id, member_id)
            select $1::uuid, $2::uuid, x.member_id from matched x
            where not exists (
              select from segment_membership s
              where s.tenant_id = $1 and s.segment_id = $2 and s.member_id = x.member_id)
            """.formatted(LargeRules.BY_HAND);

    private final ScratchStack stack;
    private final int port;
    private final Processes processes;
    private final Progress progress;

    LargeSegments(ScratchStack stack, int port, Processes processes, Progress progress) {
        this.stack = stack;
        this.port = port;
        this.processes = processes;
        this.progress = progress;
    }

    List<Other> measure(LargeMerchant few, LargeMerchant many) {
        progress.say("segments of many members");
        List<Other> all = new ArrayList<>();
        all.add(new Other("segment over 100,000 made and filled", "s", made(few), 0.15));
        all.addAll(again(many));
        all.add(overlap(port, many));
        return all;
    }

    private double made(LargeMerchant merchant) {
        String bought = "{\"type\":\"all\",\"of\":[" + LargeRules.BOUGHT + "]}";
        try (var caller = new LargeCaller(port, merchant)) {
            String[] made = new String[1];
            return Turns.seconds(
                    TURNS, () -> made[0] = caller.segment("made", bought), () -> caller.delete(made[0]));
        }
    }

    private List<Other> again(LargeMerchant merchant) {
        String segment;
        try (var caller = new LargeCaller(port, merchant)) {
            segment = caller.segment("tagged", LargeRules.TAGGED);
        }
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement();
                var hand =
                        new PgConnection(stack.postgresPort(), Databases.MAIN, "shuke_app", stack.password("shuke_app"))) {
            List<Double> cpu = Turns.postgresSeconds(
                    processes,
                    TURNS,
                    1,
                    List.of(() -> fill(statement, merchant, segment), () -> fillByHand(hand, merchant, segment)));
            return List.of(
                    new Other("its members over 1,000,000 looked at again, of PostgreSQL", "s of CPU", cpu.get(0), null),
                    new Other("the same by hand", "s of CPU", cpu.get(1), null),
                    new Other("  ratio", "x", cpu.get(0) / cpu.get(1), 1.15));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a job does it, once a day. */
    private static void fill(Statement statement, LargeMerchant merchant, String segment) {
        String of = "where tenant_id = '%s' and segment_id = '%s'".formatted(merchant.tenant(), segment);
        try {
            statement.execute("update segment_state set computed_at = null " + of);
            statement.execute(
                    "insert into jobs.due (tenant_id, id, kind, ref, at) values ('%s', '%s', 'segment.fill', '%s', now())"
                            .formatted(merchant.tenant(), UUID.randomUUID(), segment));
            boolean done = false;
            while (!done) {
                LockSupport.parkNanos(POLL_NANOS);
                try (var answer = statement.executeQuery("select computed_at is not null from segment_state " + of)) {
                    done = answer.next() && answer.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fillByHand(PgConnection hand, LargeMerchant merchant, String segment) {
        hand.flight(List.of(
                new Call("begin"),
                new Call(TenantStatement.BIND_TENANT, merchant.tenant()),
                new Call(BY_HAND, merchant.tenant(), segment),
                new Call("commit")));
    }

    private static Other overlap(int port, LargeMerchant merchant) {
        try (var caller = new LargeCaller(port, merchant)) {
            String segments = rules().map(rule -> caller.segment("over-" + UUID.randomUUID(), rule))
                    .collect(Collectors.joining("\",\"", "{\"segments\":[\"", "\"]}"));
            double seconds = Turns.seconds(OVERLAPS, () -> caller.send("POST", "/v1/segments/overlap", segments));
            return new Other("overlap of ten segments of a merchant of 1,000,000", "ms", seconds * 1_000, 20.0);
        }
    }

    /** From a few members to most of them. */
    private static Stream<String> rules() {
        return Stream.concat(
                IntStream.rangeClosed(3, 10).mapToObj("""
                        {"type":"metric","metric":"frequency","op":"gte","value":%d}"""::formatted),
                Stream.of("wanted", "unwanted").map("""
                        {"type":"tag","tag":"%s","op":"has"}"""::formatted));
    }
}
