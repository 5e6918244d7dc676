package dev.shuke.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.segment.RuleOracle.Person;
import dev.shuke.testing.TestTenant;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tenants full of random members, twins in each timezone under the same ids, and random questions about them. */
record Worlds(Random random, List<World> all) {
    static final int MEMBERS = 120;
    private static final String LIMIT = "select set_config('statement_timeout', '%ds', true) from (select $1::uuid) t";
    private static final List<String> ZONES = List.of("Europe/London", "Asia/Shanghai", "America/New_York");

    /** One tenant, and what the oracle knows of it. */
    record World(TestTenant tenant, Moments moments, List<Person> people) {
        private CallContext call() {
            return new CallContext(
                    new Tenant(tenant.id(), tenant.slug(), ZoneId.of(tenant.zone()), tenant.currency()),
                    new Caller("test", Caller.Kind.APP, Set.of(), Set.of(Permission.MEMBERS_READ)));
        }

        /** As the restricted role, in a transaction of the tenant whose statements may take so many seconds. */
        <T> CompletableFuture<List<T>> list(
                Vertx vertx, TenantDb db, int seconds, String sql, Function<Row, T> read, Object... arguments) {
            CompletableFuture<List<T>> answer = new CompletableFuture<>();
            VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()).runOnContext(nothing -> {
                call().bind();
                db.inTransaction(tx -> tx.list(LIMIT.formatted(seconds), row -> row)
                                .chain(() -> tx.list(sql, read, arguments)))
                        .subscribe()
                        .with(answer::complete, answer::completeExceptionally);
            });
            return answer;
        }
    }

    /** A rule asked about one tenant at one time. */
    record Question(World world, Instant asOf, ObjectNode rule) {
        RuleOracle oracle(Instant now) {
            return new RuleOracle(world.moments().zone(), asOf, now);
        }

        Set<UUID> expected(Instant now) {
            RuleOracle oracle = oracle(now);
            return world.people().stream()
                    .filter(person -> oracle.admits(rule, person))
                    .map(Person::id)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Worlds plant(Random random) throws SQLException {
        Instant now = Instant.now();
        Worlds worlds = new Worlds(random, new ArrayList<>());
        for (String zone : ZONES) {
            Moments moments = Moments.of(zone, now);
            List<UUID> members = worlds.ids(MEMBERS);
            List<UUID> events = worlds.ids(MEMBERS * 30);
            for (int twin = 0; twin < 2; twin++) {
                TestTenant tenant = TestTenant.create(zone, "GBP");
                List<Person> people = new RandomPeople(random, moments).people(members, events);
                PeopleTable.insert(tenant, people);
                worlds.all.add(new World(tenant, moments, people));
            }
        }
        try (Connection connection = TestTenant.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("analyze member, member_metric, member_tag, event, event_item");
        }
        return worlds;
    }

    private List<UUID> ids(int count) {
        return Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }

    Question question() {
        World world = all.get(random.nextInt(all.size()));
        List<Instant> asOfs = world.moments().asOfs();
        return new Question(
                world, asOfs.get(random.nextInt(asOfs.size())), new RandomRules(random, world.moments()).rule());
    }
}
