package dev.shuke.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.demo.DemoEvents;
import dev.shuke.demo.DemoSegments;
import dev.shuke.demo.OnlineRetail;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.access.StaffRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code ./shuke up} from an empty data directory: killed while it loads, started again, used, stopped, started. It
 * shares nothing with other tests and runs beside them; the lock keeps its methods in turn.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("up")
class UpIT {
    private static final int BATCH = 1_000;
    private static final Map<String, Object> BUYERS = buyers("service");

    @TempDir
    static Path temp;

    private static final OnlineRetail DATA = OnlineRetail.read();
    private static RunningUp up;
    private static Path data;

    @BeforeAll
    static void killedInTheMiddleOfLoadingAndStartedAgain() {
        data = temp.resolve("demo data"); // a path may have spaces
        int port = Ports.free();
        up = RunningUp.start(data, port);
        up.await("loading 5000/");
        List<ChildProcess> orphans = up.children();
        up.kill();
        assertThat(orphans).hasSizeGreaterThan(3).anyMatch(ChildProcess::alive);
        up = RunningUp.start(data, port).awaitReady();
        assertThat(orphans).noneMatch(ChildProcess::alive);
        double loading =
                up.await("Shuke is ready").seconds() - up.await("loading ").seconds();
        System.out.printf(
                "loaded the rest of %d orders and refunds in %.1f s%n",
                DATA.invoices().size(), loading);
    }

    @AfterAll
    static void leaveNothingRunning() {
        if (up != null && up.process().isAlive()) {
            up.interrupt();
        }
        StackDirectory.claim(data).close();
    }

    @Test
    @Order(1)
    void everyOrderAndRefundIsThereOnce() {
        DemoFigures figures = DemoFigures.of(data);
        assertThat(figures.members()).isEqualTo(4_372);
        assertThat(figures.orders()).isEqualTo(18_532);
        assertThat(figures.paidPence()).isEqualTo(891_140_790);
        assertThat(figures.refunds()).isEqualTo(3_654);
        assertThat(figures.refundedPence()).isEqualTo(61_134_209);
        assertThat(figures.metricOrders()).isEqualTo(18_532);
        assertThat(figures.metricPence()).isEqualTo(891_140_790);
        var preview = Http.send("POST", up.api() + "/v1/segments/preview", token("demo/owner"), BUYERS)
                .require("preview", 200)
                .body();
        assertThat(preview.get("countKind").asText()).isEqualTo("exact");
        assertThat(preview.get("count").asLong()).isEqualTo(figures.buyers()).isEqualTo(4_338);
    }

    @Test
    @Order(2)
    void sendingEveryEventAgainChangesNothing() {
        DemoFigures before = DemoFigures.of(data);
        String token = token("demo/pos");
        var invoices = DATA.invoices();
        for (int from = 0; from < invoices.size(); from += BATCH) {
            var batch = invoices.subList(from, Math.min(from + BATCH, invoices.size()));
            var result = Http.send("POST", up.api() + "/v1/events", token, events().batch(batch))
                    .require("events", 200)
                    .body();
            assertThat(result.get("accepted").asInt()).isZero();
            assertThat(result.get("duplicates").asInt()).isEqualTo(batch.size());
            assertThat(result.get("rejected")).isEmpty();
        }
        assertThat(DemoFigures.of(data)).isEqualTo(before);
    }

    /** Counted apart from the loader, by the rule in the data's README.md. */
    @Test
    @Order(2)
    void everyCustomerHasSaidWhatTheRuleSays() {
        JsonNode answers = Http.send(
                        "GET",
                        up.api() + "/v1/consents/coverage?purpose=marketing.personalised",
                        token("demo/owner"),
                        null)
                .require("coverage", 200)
                .body()
                .get("withoutNotice");
        assertThat(answers.get("given").asInt()).isEqualTo(2_622);
        assertThat(answers.get("refused").asInt()).isEqualTo(866);
        assertThat(answers.get("withdrawn").asInt()).isEqualTo(441);
    }

    /** By time alone somebody may enter or leave meanwhile, which is seen within a minute. */
    @Test
    @Order(2)
    void everySegmentIsWhatItIsExplainedAs() {
        var explanations = new DemoExplanations(data, up.api(), token("demo/owner"));
        Poll.until(
                "explanations that agree with the segments",
                Duration.ofMinutes(2),
                () -> explanations.compared().values().stream().allMatch(Integer.class::isInstance));
        var members = explanations.compared();
        assertThat(members).hasSize(DemoSegments.all().size());
        assertThat(members.values()).as(members.toString()).allMatch(found -> (Integer) found > 0);
    }

    @Test
    @Order(3)
    void everyTokenDoesWhatItsRoleOrScopesSay() {
        DemoPerson.all().parallel().forEach(person -> {
            String token = token(person.who());
            Set<String> granted = permissions(person);
            probes(person)
                    .forEach((permission, call) -> assertThat(call.as(token))
                            .as(person.who() + " " + permission)
                            .isEqualTo(granted.contains(permission) && !hidden(person, permission) ? 200 : 403));
        });
    }

    /** By the field policy, not by permissions: what members do is nothing for whoever looks after their privacy. */
    private static boolean hidden(DemoPerson person, String permission) {
        return person.role().equals("privacy")
                && Set.of("events:read", "segments:preview").contains(permission);
    }

    @Test
    @Order(4)
    void aMemberOfAnotherMerchantIsAsUnknownAsNone() {
        String token = token("other/owner");
        String url = up.api() + "/v1/members/";
        var foreign = Http.send("GET", url + DemoFigures.memberOf(data, "demo"), token, null);
        var unknown = Http.send("GET", url + UUID.randomUUID(), token, null);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().get("code")).isEqualTo(unknown.body().get("code"));
        assertThat(Http.send("GET", url + DemoFigures.memberOf(data, "other"), token, null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Order(5)
    void theCallsThatAreShownWorkAsPasted() {
        var printed = PastedCalls.run(PastedCalls.printedBy(up));
        assertThat(printed.exit()).as(printed.output()).isZero();
        assertThat(printed.output().split("\"id\"")).hasSizeGreaterThan(3);
        var readme = PastedCalls.inReadme(up);
        assertThat(readme).hasSizeGreaterThan(3);
        var shown = PastedCalls.run(String.join("\n", readme));
        assertThat(shown.exit()).as(shown.output()).isZero();
    }

    @Test
    @Order(6)
    void ctrlCEndsEverythingAndTheNextStartLoadsNothing() {
        List<ChildProcess> children = up.children();
        DemoFigures before = DemoFigures.of(data);
        up.interrupt();
        assertThat(children).hasSizeGreaterThan(3).noneMatch(ChildProcess::alive);
        assertThat(data.resolve("processes")).doesNotExist();
        up = RunningUp.start(data, up.port()).awaitReady();
        assertThat(up.lines("loading")).isEmpty();
        assertThat(up.lines("provisioning")).isEmpty();
        assertThat(DemoFigures.of(data)).isEqualTo(before);
        System.out.printf(
                "started again in %.1f s%n", up.await("Shuke is ready").seconds());
    }

    @FunctionalInterface
    private interface Probe {
        /** @return the status */
        int as(String token);
    }

    private static Map<String, Probe> probes(DemoPerson person) {
        String tenant = person.tenant().isEmpty() ? "demo" : person.tenant();
        Map<String, String> card = Map.of("kind", "card", "value", "17850");
        return Map.of(
                Permission.MEMBERS_READ, probe("GET", "/v1/members?limit=1", null),
                Permission.MEMBERS_WRITE, probe("POST", "/v1/members", Map.of("identities", List.of(card))),
                Permission.MEMBERS_LOOKUP, probe("POST", "/v1/members/lookup", card),
                Permission.EVENTS_READ,
                        probe("GET", "/v1/members/" + DemoFigures.memberOf(data, tenant) + "/timeline", null),
                Permission.EVENTS_WRITE,
                        probe(
                                "POST",
                                "/v1/events",
                                events().batch(DATA.invoices().subList(0, 1))),
                Permission.SEGMENTS_READ, probe("GET", "/v1/segments", null),
                Permission.SEGMENTS_PREVIEW, probe("POST", "/v1/segments/preview", buyers(purpose(person))),
                Permission.TENANTS_MANAGE, probe("GET", "/v1/tenants", null));
    }

    private static Map<String, Object> buyers(String purpose) {
        return Map.of(
                "rule", Map.of("type", "event", "event", "order.paid", "op", "gte", "value", 1), "purpose", purpose);
    }

    /** What the role uses data for. */
    private static String purpose(DemoPerson person) {
        return switch (person.role()) {
            case "marketing" -> "marketing.personalised";
            case "analyst" -> "analytics";
            default -> "service";
        };
    }

    private static Probe probe(String method, String path, Object body) {
        return token -> Http.send(method, up.api() + path, token, body).status();
    }

    private static Set<String> permissions(DemoPerson person) {
        if (person.isApp()) {
            return Set.of(person.scope().split(" "));
        }
        return person.role().isEmpty()
                ? Set.of(Permission.TENANTS_MANAGE)
                : StaffRole.valueOf(person.role().toUpperCase(Locale.ROOT)).permissions();
    }

    private static DemoEvents events() {
        return new DemoEvents(Long.parseLong(
                new Secrets(data.resolve("secrets")).find("demo.days").orElseThrow()));
    }

    private static String token(String who) {
        return PastedCalls.token(up, who);
    }
}
