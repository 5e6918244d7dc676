package dev.shuke.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.localstack.KillableStack;
import dev.shuke.localstack.KillableStack.Part;
import dev.shuke.testing.Seed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is killed: what was acknowledged is there, once and as it was sent; a call without an answer was done or was
 * not, and sending it again has one effect; no batch is half written; what is derived agrees with the rows.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("shuke.crash.rounds", 1);
    private static final long SEED = Seed.take();

    private static final List<Round> DONE = new ArrayList<>();

    @AfterAll
    static void report() {
        Stage.REPORT.print();
        Stage.REPORT.write();
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice(Part killed) throws Exception {
        List<String> faults = new ArrayList<>();
        for (int number = 1; number <= ROUNDS; number++) {
            long seed = SEED + killed.name().hashCode() + number;
            var round = new Round(Stage.stack(), killed, number, seed);
            Figures figures = round.run();
            Stage.REPORT.add(figures);
            DONE.add(round);
            figures.faults().stream().limit(10).forEach(fault -> faults.add("seed " + seed + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    /** Also by an application that remembers nothing: the last to be killed was the API. */
    @Test
    @Order(2)
    void allOfItIsStillThereInTheEnd() throws SQLException {
        List<String> faults = new ArrayList<>();
        for (Round round : DONE) {
            faults.addAll(round.recheck());
        }
        assertThat(faults).isEmpty();
    }

    @Test
    @Order(3)
    void itIsBackInTime() {
        if (Stage.TIMED) {
            assertThat(Stage.REPORT.mostBackMillis(Part.API)).isLessThanOrEqualTo(5_000);
            assertThat(Stage.REPORT.mostBackMillis(Part.POSTGRESQL)).isLessThanOrEqualTo(10_000);
        }
    }

    /** The proof that these tests can fail. */
    @Test
    @Order(4)
    void aServerThatAcknowledgesBeforeItHasWrittenLosesAndIsFoundOut() throws Exception {
        promise(Stage.stack(), false);
        int lost = new Round(Stage.stack(), Part.POSTGRESQL, 0, SEED).runForLoss();
        Stage.REPORT.add("lost with synchronous_commit=off", lost);
        promise(Stage.stack(), true);
        assertThat(lost).isPositive();
    }

    /** The same for what a crash of PostgreSQL does not do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from event_item where tenant_id = $1; delete from event where tenant_id = $1 and source_id"
                        + " like '%-0'",
                "update event set amount = amount + 1 where tenant_id = $1",
                "update member_metric set frequency = frequency + 1 where tenant_id = $1",
                "update store set version = version + 100 where tenant_id = $1",
                "update store set name = 'Name 0' where tenant_id = $1 and code like 'stores-%-3'",
                "insert into member select tenant_id, gen_random_uuid(), data_key, name, email, gender, birthday, city,"
                        + " attributes, version, created_at, updated_at from member where tenant_id = $1"
            })
    @Order(5)
    void rowsThatAreSpoiltAreFound(String spoiling) throws SQLException {
        assertThat(DONE.getLast().faultsAfter(spoiling)).isNotEmpty();
    }

    /** The write-ahead log then stays in PostgreSQL's memory for ten seconds, or until there is much of it. */
    private static void promise(KillableStack stack, boolean kept) throws SQLException {
        try (Connection superuser = stack.connectAsSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("alter database shuke " + (kept ? "reset" : "set") + " synchronous_commit"
                    + (kept ? "" : " = off"));
            for (var setting : Map.of("wal_writer_delay", "10s", "wal_writer_flush_after", "1GB")
                    .entrySet()) {
                statement.execute("alter system "
                        + (kept
                                ? "reset " + setting.getKey()
                                : "set " + setting.getKey() + " = '" + setting.getValue() + "'"));
            }
            statement.execute("select pg_reload_conf()");
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename like 'shuke%'");
        }
    }
}
