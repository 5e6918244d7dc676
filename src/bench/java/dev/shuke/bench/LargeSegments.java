package dev.shuke.bench;

import dev.shuke.bench.PgConnection.Call;
import dev.shuke.bench.Report.Other;
import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.platform.tenancy.TenantStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Segments of many members: made, filled, looked at again and laid over each other. */
final class LargeSegments {
    private static final int TURNS = 5;
    private static final int OVERLAPS = 100;
    private static final int SEGMENTS = 10;
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
        List<Other> all = new ArrayList<>();
        progress.say("segments of many members");
        try (var ofFew = new LargeCaller(port, few);
                var ofMany = new LargeCaller(port, many)) {
            String bought = "{\"type\":\"all\",\"of\":[" + LargeRules.BOUGHT + "]}";
            all.add(new Other(
                    "segment over 100,000 made and filled", "s",
                    Turns.seconds(TURNS, () -> ofFew.delete(ofFew.segment("made", bought))), 0.15));
            String[] tagged = new String[1];
            double made = Turns.once(() -> tagged[0] = ofMany.segment("tagged", LargeRules.TAGGED));
            all.add(new Other("segment over 1,000,000 made and filled", "s", made, null));
            double again = Turns.postgresSeconds(processes, TURNS, () -> fill(many, tagged[0]));
            double byHand = byHand(many, tagged[0]);
            all.add(new Other("all of it looked at again, of PostgreSQL", "s of CPU", again, null));
            all.add(new Other("the same by hand", "s of CPU", byHand, null));
            all.add(new Other("  ratio", "x", again / byHand, 1.15));
            all.add(overlap(ofMany));
        }
        return all;
    }

    /** As a job does it, once a day. */
    private void fill(LargeMerchant merchant, String segment) {
        String of = "where tenant_id = '%s' and segment_id = '%s'".formatted(merchant.tenant(), segment);
        try (var connection = stack.connect(Databases.MAIN, "postgres");
                var statement = connection.createStatement()) {
            statement.execute("update segment_state set computed_at = null " + of);
            statement.execute("insert into jobs.due (tenant_id, id, kind, ref, at) values ('%s', '%s', 'segment.fill', '%s', now())"
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

    private double byHand(LargeMerchant merchant, String segment) {
        try (var hand = new PgConnection(
                stack.postgresPort(), Databases.MAIN, "shuke_app", stack.password("shuke_app"))) {
            return Turns.postgresSeconds(
                    processes,
                    TURNS,
                    () -> hand.flight(List.of(
                            new Call("begin"),
                            new Call(TenantStatement.BIND_TENANT, merchant.tenant()),
                            new Call(BY_HAND, merchant.tenant(), segment),
                            new Call("commit"))));
        }
    }

    /** The first of them has nearly everybody, the last a hundredth. */
    private Other overlap(LargeCaller caller) {
        List<String> segments = IntStream.range(0, SEGMENTS)
                .mapToObj(n -> caller.segment("over-" + n, """
                        {"type":"metric","metric":"monetary","op":"gte","value":%d}""".formatted(60_000 + 15_000 * n)))
                .toList();
        String body = "{\"segments\":[\"" + String.join("\",\"", segments) + "\"]}";
        double seconds = Turns.seconds(OVERLAPS, () -> caller.send("POST", "/v1/segments/overlap", body));
        return new Other("overlap of ten segments of 1,000,000", "ms", seconds * 1_000, 20.0);
    }
}
