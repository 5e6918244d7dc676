package dev.shuke.segment;

import dev.shuke.segment.RuleOracle.Fact;
import dev.shuke.segment.RuleOracle.Item;
import dev.shuke.segment.RuleOracle.Person;
import dev.shuke.segment.RuleOracle.Word;
import dev.shuke.tag.TagView;
import dev.shuke.testing.OutrankedTags;
import dev.shuke.testing.TestTenant;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Writes members and their events as the migrator, which row-level security does not hold back, with COPY. */
final class PeopleTable {
    private PeopleTable() {}

    static void insert(TestTenant tenant, List<Person> people) {
        Object id = tenant.id();
        try (Connection connection = TestTenant.connect("shuke_migrator")) {
            connection.setAutoCommit(false); // the foreign keys are deferred
            copy(
                    connection,
                    "member (tenant_id, id, data_key, name, email, gender, birthday, city, attributes, version,"
                            + " created_at, updated_at)",
                    people.stream()
                            .map(p -> line(
                                    id,
                                    p.id(),
                                    "\\x00",
                                    p.named() ? "\\x01" : null,
                                    p.mailed() ? "\\x01" : null,
                                    p.gender(),
                                    p.birthday(),
                                    p.city(),
                                    p.attributes(),
                                    1,
                                    p.createdAt(),
                                    p.createdAt())));
            copy(
                    connection,
                    "member_metric (tenant_id, member_id, restricted, frequency, monetary, first_order_at,"
                            + " last_order_at)",
                    people.stream()
                            .map(p -> line(
                                    id,
                                    p.id(),
                                    p.restricted(),
                                    p.frequency(),
                                    p.monetary(),
                                    p.firstOrderAt(),
                                    p.lastOrderAt())));
            copy(
                    connection,
                    "tag (tenant_id, key, kind, is_group, exclusive, value_type, choices, sensitivity, name_en,"
                            + " created_at, updated_at)",
                    OwnTags.DEFINITIONS.values().stream().map(tag -> tag(id, tag)));
            copy(
                    connection,
                    "member_tag (tenant_id, member_id, slot, origin_member_id, tag, value, removed, source, rank,"
                            + " written_by, written_at, expires_at)",
                    people.stream().flatMap(p -> p.words().stream().map(word -> word(id, p, word))));
            settle(connection, id);
            scores(connection, id, people);
            copy(
                    connection,
                    "store (tenant_id, code, name, latitude, longitude, version, created_at, updated_at)",
                    RandomPeople.STORES.stream().map(code -> store(id, code)));
            copy(
                    connection,
                    "event (tenant_id, id, member_id, type, source, source_id, occurred_at, received_at, store,"
                            + " channel, props, amount, superseded_by, digest)",
                    people.stream().flatMap(p -> p.facts().stream().map(fact -> event(id, p, fact))));
            copy(
                    connection,
                    "event_item (tenant_id, event_id, line, sku, category, quantity, price)",
                    people.stream().flatMap(p -> p.facts().stream()).flatMap(fact -> items(id, fact)));
            connection.commit();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void settle(Connection connection, Object tenant) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(OutrankedTags.SETTLE.replace("%T", "tenant_id = '" + tenant + "'"));
        }
    }

    private static void scores(Connection connection, Object id, List<Person> people) throws SQLException, IOException {
        copy(
                connection,
                "member_rfm (tenant_id, member_id, r, f, m, score, tier)",
                people.stream().filter(p -> p.scores().rfm() != null).map(p -> rfm(id, p)));
        copy(
                connection,
                "member_stage (tenant_id, member_id, stage)",
                people.stream()
                        .filter(p -> p.scores().stage() != null)
                        .map(p -> line(id, p.id(), p.scores().stage())));
        copy(
                connection,
                "member_score (tenant_id, member_id, computed_at, clv_version, clv, clv_low, clv_high, churn_version,"
                        + " churn, churn_factors, next_purchase_version, next_purchase_on)",
                people.stream().filter(p -> p.scores().foretold() != null).map(p -> foretold(id, p)));
        copy(
                connection,
                "member_replenishment (tenant_id, member_id, sku, due_at, bought_at)",
                people.stream()
                        .flatMap(p -> p.scores().due().stream()
                                .map(due -> line(id, p.id(), due.sku(), due.at(), Instant.EPOCH))));
    }

    private static String rfm(Object tenant, Person person) {
        OwnScores.Rfm rfm = person.scores().rfm();
        return line(tenant, person.id(), rfm.r(), rfm.f(), rfm.m(), rfm.score(), rfm.tier());
    }

    private static String foretold(Object tenant, Person person) {
        OwnScores.Foretold foretold = person.scores().foretold();
        Integer value = foretold.clv() == null ? null : 1;
        boolean risky = foretold.churn() != null;
        return line(
                tenant,
                person.id(),
                Instant.EPOCH,
                value,
                foretold.clv(),
                value,
                value,
                risky ? 1 : null,
                foretold.churn(),
                risky ? "{}" : null,
                foretold.nextOn() == null ? null : 1,
                foretold.nextOn());
    }

    private static String tag(Object tenant, TagView tag) {
        String type = tag.valueType() == null ? null : tag.valueType().key();
        String choices = tag.constraints() == null ? null : "{tea,milk}";
        return line(
                tenant,
                tag.key(),
                tag.kind().key(),
                tag.group(),
                tag.exclusive(),
                type,
                choices,
                tag.sensitivity().key(),
                "T",
                tag.createdAt(),
                tag.createdAt());
    }

    private static String word(Object tenant, Person person, Word word) {
        return line(
                tenant,
                person.id(),
                word.slot(),
                word.origin(),
                word.tag(),
                word.value(),
                word.removed(),
                "manual",
                word.rank(),
                "test",
                Instant.EPOCH.minus(Duration.ofDays(word.age())),
                word.expiresAt());
    }

    private static String store(Object tenant, String code) {
        double[] place = OwnPlaces.STORES.get(code);
        return line(
                tenant,
                code,
                code,
                place == null ? null : place[0],
                place == null ? null : place[1],
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static String event(Object tenant, Person person, Fact fact) {
        return line(
                tenant,
                fact.id(),
                person.id(),
                fact.type(),
                "test",
                fact.id(),
                fact.at(),
                fact.at(),
                fact.store(),
                fact.channel(),
                fact.payment() == null ? null : "{\"paymentMethod\":\"" + fact.payment() + "\"}",
                fact.amount(),
                fact.correction(),
                "\\x00");
    }

    private static Stream<String> items(Object tenant, Fact fact) {
        return Stream.iterate(0, line -> line < fact.items().size(), line -> line + 1)
                .map(line -> {
                    Item item = fact.items().get(line);
                    return line(tenant, fact.id(), line, item.sku(), item.category(), item.quantity(), item.price());
                });
    }

    private static void copy(Connection connection, String table, Stream<String> lines)
            throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy " + table + " from stdin (format csv)",
                        new StringReader(lines.collect(Collectors.joining())));
    }

    private static String line(Object... values) {
        return Stream.of(values)
                .map(value -> value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",", "", "\n"));
    }
}
