package dev.shuke.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.badinput.Cases.Case;
import dev.shuke.badinput.Cases.Operation;
import dev.shuke.testing.ApiCall;
import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every table of cases, and what no operation may take, against the running app. */
@QuarkusTest
class BadInputTest extends ApiTest {
    private static final List<String> TABLES = List.of(
            "members",
            "identities",
            "merges",
            "duplicates",
            "events",
            "segments",
            "rules",
            "tenants",
            "tenant",
            "stores",
            "products",
            "event-types",
            "attributes",
            "inferences",
            "tags",
            "holidays",
            "staff",
            "apps",
            "jobs",
            "shoppers",
            "audit-log",
            "field-policy",
            "reveal",
            "orders",
            "rfm",
            "scores",
            "results",
            "planning",
            "privacy",
            "consents",
            "experiments");
    private static final int FEWEST = 200;

    private Wire wire;
    private Stage stage;

    @TestFactory
    Stream<DynamicNode> everyMalformedRequestIsAProblemAndWritesNothing() {
        wire = new Wire(ApiCall.port());
        stage = new Stage(wire);
        Map<Operation, List<Case>> cases = TABLES.stream()
                .flatMap(table -> Cases.read(table).stream())
                .collect(Collectors.groupingBy(Case::operation, LinkedHashMap::new, Collectors.toList()));
        return Stream.of(
                        cases.entrySet().stream().map(entry -> container(entry.getKey(), entry.getValue())),
                        bodies(cases.keySet()),
                        Stream.<DynamicNode>of(
                                dynamicTest("every operation is in a table", () -> complete(cases)),
                                dynamicTest("enough were sent", this::enough)))
                .flatMap(nodes -> nodes);
    }

    private DynamicNode container(Operation operation, List<Case> cases) {
        return dynamicContainer(
                operation.method() + " " + operation.path(),
                Stream.concat(
                        cases.stream().map(bad -> dynamicTest(shown(bad.line()), () -> send(bad))),
                        Stream.of(dynamicTest("nothing was written", () -> stage.nothingWasWritten()))));
    }

    private static String shown(String line) {
        return line.length() > 120 ? line.substring(0, 120) + " …" : line;
    }

    private void send(Case bad) {
        Operation operation = bad.operation();
        String path = stage.path(operation.path());
        Call call = Call.of(operation.method(), bad.query() == null ? path : path + "?" + bad.query());
        bad.expected().check(wire.send(with(bad.body(), call).as(stage.token(operation.caller()))));
    }

    private static Call with(String body, Call call) {
        return body == null && !call.method().equals("GET") ? call.json("[]") : body == null ? call : call.json(body);
    }

    private Stream<DynamicNode> bodies(Set<Operation> operations) {
        return operations.stream()
                .filter(operation -> !operation.valid().isEmpty())
                .map(operation -> dynamicContainer(
                        "no body of " + operation.method() + " " + operation.path() + " is",
                        Stream.concat(
                                Everywhere.bodies(operation.valid()).entrySet().stream()
                                        .map(bad -> dynamicTest(bad.getKey(), () -> send(operation, bad.getValue()))),
                                Stream.of(dynamicTest("nothing was written", () -> stage.nothingWasWritten())))));
    }

    private void send(Operation operation, Everywhere.Bad bad) {
        bad.expected()
                .check(wire.send(Call.of(operation.method(), stage.path(operation.path()))
                        .as(stage.token(operation.caller()))
                        .json("")
                        .bytes(bad.body())));
    }

    private void complete(Map<Operation, List<Case>> cases) {
        Set<String> inTables = cases.keySet().stream()
                .map(operation -> operation.method() + " " + stage.path(operation.path()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = Document.of(wire).operations().stream()
                .filter(operation -> operation.takesBody() || operation.paged())
                .map(operation -> operation.method() + " " + stage.documented(operation.path()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(inTables).containsAll(documented);
    }

    private void enough() {
        System.out.println("Malformed requests sent: " + wire.sent());
        assertThat(wire.sent()).isGreaterThanOrEqualTo(FEWEST);
    }
}
