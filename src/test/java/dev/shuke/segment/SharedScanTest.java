package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.segment.Worlds.World;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Seed;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that are asked together, over one reading of members' events, mean what each of them says by itself. */
@QuarkusTest
class SharedScanTest extends ApiTest {
    private static final int AT_ONCE = 15;
    private static final int TIMES = 20;
    /** Until a fault shows; far more than it takes. */
    private static final int MOST_TIMES = 200;

    /** Sorted, so that the same is drawn for each of them each time. */
    private static final Map<String, UnaryOperator<String>> FAULTS = new TreeMap<>(Map.of(
            "another rule's total",
            sql -> sql.replace("se.total1", "se.total0"),
            "another rule's total of items",
            sql -> sql.replace("si.total1", "si.total0"),
            "another rule's items",
            sql -> sql.replace("f.flag1", "f.flag0"),
            "events that no rule of that kind asks for",
            sql -> sql.replace("filter (where e.type =", "filter (where e.type <>"),
            "whatever the items are",
            sql -> sql.replace("f.flag0", "true"),
            "what was taken back",
            sql -> sql.replace("e.superseded_by is null", "true"),
            "what came before taken for what came after",
            sql -> sql.replace("f.occurred_at > e.occurred_at", "true")));

    /** A rule, and for whom it holds. */
    private record Asked(ObjectNode rule, Set<UUID> expected) {}

    /** Which of the rules hold for a member. */
    private record Answer(UUID member, Boolean[] holds) {
        static Answer read(Row row) {
            return new Answer(row.getUUID("member_id"), row.getArrayOfBooleans("holds"));
        }

        void sort(List<Set<UUID>> found) {
            for (int i = 0; i < holds.length; i++) {
                if (holds[i]) {
                    found.get(i).add(member);
                }
            }
        }
    }

    private final long seed = Seed.take();
    private final Random random = new Random(seed);

    @Inject
    TenantDb db;

    @Inject
    ObjectMapper mapper;

    @Inject
    Vertx vertx;

    private Worlds worlds;

    @BeforeEach
    void plant() throws SQLException {
        worlds = Worlds.plant(random);
    }

    @Test
    void rulesMeanTheSameTogether() {
        for (int time = 0; time < TIMES; time++) {
            assertThat(differences(UnaryOperator.identity())).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void plantedFaultsAreFound() {
        FAULTS.forEach((name, fault) -> assertThat(
                        Stream.generate(() -> tells(fault)).limit(MOST_TIMES).anyMatch(told -> told))
                .as("%s (seed %d)", name, seed)
                .isTrue());
    }

    /** A query that cannot run, because the other column is of another type, or that has no end says nothing of the test. */
    private boolean tells(UnaryOperator<String> fault) {
        try {
            return !differences(fault).isEmpty();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof PgException) {
                return false;
            }
            throw failure;
        }
    }

    /** Of the rules, those for which it told others than it should. */
    private List<ObjectNode> differences(UnaryOperator<String> fault) {
        World world = worlds.all().get(random.nextInt(worlds.all().size()));
        List<Instant> asOfs = world.moments().asOfs();
        Instant asOf = asOfs.get(random.nextInt(asOfs.size()));
        Instant now = Instant.now();
        RandomRules rules = new RandomRules(random, world.moments());
        List<Asked> asked = Stream.generate(rules::rule)
                .limit(AT_ONCE)
                .map(rule -> new Asked(
                        rule, expected(world, new RuleOracle(world.moments().zone(), asOf, now), rule)))
                .toList();
        List<Set<UUID>> found =
                found(world, asked, new RuleTime(asOf, now, world.moments().zone()), fault);
        List<ObjectNode> differences = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            if (!found.get(i).equals(asked.get(i).expected())) {
                differences.add(asked.get(i).rule());
            }
        }
        return differences;
    }

    private static Set<UUID> expected(World world, RuleOracle oracle, ObjectNode rule) {
        return world.people().stream()
                .filter(person -> oracle.holds(rule, person))
                .map(RuleOracle.Person::id)
                .collect(Collectors.toSet());
    }

    private List<Set<UUID>> found(World world, List<Asked> asked, RuleTime time, UnaryOperator<String> fault) {
        CompiledRules compiled = RuleCompiler.compile(
                asked.stream()
                        .map(one -> RuleChecker.check(
                                mapper.convertValue(one.rule(), Rule.class), Readers.owner(OwnSegments.DEFINITIONS)))
                        .toList(),
                time);
        String sql = fault.apply("select m.member_id, array[%s] as holds from member_metric m %s where m.tenant_id = $1"
                .formatted(String.join(", ", compiled.conditions()), compiled.joins()));
        List<Set<UUID>> found = Stream.generate(() -> (Set<UUID>) new HashSet<UUID>())
                .limit(asked.size())
                .toList();
        world.list(vertx, db, 30, sql, Answer::read, compiled.bound().toArray())
                .join()
                .forEach(answer -> answer.sort(found));
        return found;
    }
}
