package dev.shuke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of one person who was several members nothing is left; of one whose merge was undone the other keeps all of his. */
@QuarkusTest
class MergeErasureTest extends ApiTest {
    @Inject
    ErasureReplay replay;

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    /** A member of whom everything says {@code mark}, with two events. */
    private String member(String mark) {
        String id = as(owner)
                .body("""
                        {"identities":[{"kind":"card","value":"card-%1$s"},{"kind":"device","value":"device-%1$s"}],
                         "profile":{"name":"%1$s先生","email":"%1$s@example.com"},"attributes":{"own_%1$s":"%1$s"}}""".formatted(mark))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        happen(mark, "first");
        happen(mark, "second");
        return id;
    }

    private Response happen(String mark, String sourceId) {
        return as(owner).body("""
                        {"type":"order.paid","source":"pos","sourceId":"%2$s-%1$s","occurredAt":"2026-03-04T05:06:07Z",
                         "member":{"kind":"card","value":"card-%1$s"},"amount":{"amount":100,"currency":"CNY"},
                         "props":{"note":"note-%1$s"}}""".formatted(mark, sourceId)).post("/v1/events");
    }

    private String patch(String id, String body) {
        as(owner).body(body).patch("/v1/members/" + id).then().statusCode(200);
        return id;
    }

    private Response merge(String into, String from) {
        return as(owner).body("{\"from\":\"" + from + "\"}").post("/v1/members/" + into + "/merge");
    }

    private String merged(String into, String from) {
        Response done = merge(into, from);
        done.then().statusCode(201);
        return done.path("id");
    }

    private void undo(String merge) {
        as(owner).post("/v1/merges/" + merge + "/undo").then().statusCode(200);
    }

    private void freeze(String key) {
        as(owner).body("""
                        {"key":"%s","name":"All","purpose":"service","kind":"frozen",
                         "rule":{"type":"event","event":"order.paid","aggregate":{"fn":"count"},"op":"gte","value":1}}""".formatted(key)).post("/v1/segments").then().statusCode(201);
    }

    private int erase(String id) {
        return as(tenant.staff("privacy")).delete("/v1/members/" + id).statusCode();
    }

    /** No row says it in clear, and no key opens what was sealed. */
    private void nothingIsLeftOf(String mark, String... members) {
        for (String table : OlderCopy.tables(tenant)) {
            assertThat(tenant.sql("select t::text from " + table + " t where %T and t::text like '%" + mark + "%'"
                            + (table.equals("event") ? " and props is not null" : "")))
                    .as("%s in %s", mark, table)
                    .isEmpty();
        }
        for (String id : members) {
            as(owner).get("/v1/members/" + id).then().statusCode(404);
            as(owner).get("/v1/members/" + id + "/timeline").then().statusCode(404);
            assertThat(tenant.sql("select length(data_key) from member where %T and id = '" + id + "'"))
                    .containsExactly("0");
            for (String rows : List.of(
                    "member_identity where member_id = '%1$s' or origin_member_id = '%1$s'",
                    "member_metric where member_id = '%1$s'",
                    "segment_member where member_id = '%1$s'",
                    "segment_change where member_id = '%1$s'",
                    "member_merge where from_id = '%1$s' or into_id = '%1$s'",
                    "member_duplicate where one_id = '%1$s' or other_id = '%1$s'",
                    "event where (member_id = '%1$s' or origin_member_id = '%1$s') and props is not null")) {
                assertThat(tenant.sql("select 1 from " + rows.formatted(id)))
                        .as(rows)
                        .isEmpty();
            }
        }
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"card-" + mark + "\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
    }

    /** What callers can see of a member, but for the times of changes. */
    private List<Object> told(String id) {
        Response read = as(owner).get("/v1/members/" + id);
        read.then().statusCode(200);
        Map<String, Object> member = read.path("$");
        member.remove("updatedAt");
        return List.of(
                member,
                as(owner).get("/v1/members/" + id + "/timeline").path("items"),
                as(owner).get("/v1/members/" + id + "/identities").path("items"));
    }

    @Test
    void theSurvivorsErasureErasesAllWhoWereMerged() {
        String survivor = member("canarya");
        String merged = member("canaryb");
        String below = member("canaryc");
        freeze("before");
        merged(merged, below);
        merged(survivor, merged);
        freeze("after");
        happen("canaryb", "third").then().body("accepted", equalTo(1));
        patch(below, "{\"attributes\":{\"late\":\"canaryd\"}}");
        assertThat(erase(survivor)).isEqualTo(204);
        for (String mark : List.of("canarya", "canaryb", "canaryc", "canaryd")) {
            nothingIsLeftOf(mark, survivor, merged, below);
        }
        as(owner).get("/v1/merges").then().body("items", hasSize(0));
    }

    @Test
    void ofAMergeThatWasUndoneTheOtherKeepsAllOfHis() {
        ofAMergeThatWasUndone("canarya", "canaryb", true);
        ofAMergeThatWasUndone("canaryc", "canaryd", false);
    }

    private void ofAMergeThatWasUndone(String one, String other, boolean erasesSurvivor) {
        String survivor = member(one);
        String parted = patch(member(other), "{\"profile\":{\"city\":\"" + other + "\"}}");
        Map<String, List<Object>> before = Map.of(survivor, told(survivor), parted, told(parted));
        String merge = merged(survivor, parted);
        as(owner).get("/v1/members/" + survivor).then().body("profile.city", equalTo(other));
        undo(merge);
        String kept = erasesSurvivor ? parted : survivor;
        String erased = erasesSurvivor ? survivor : parted;
        assertThat(erase(erased)).isEqualTo(204);
        nothingIsLeftOf(erasesSurvivor ? one : other, erased);
        assertThat(told(kept)).isEqualTo(before.get(kept));
    }

    /** The copy is of when the two were one; the log names the one of them who was erased when they were two again. */
    @Test
    void anOlderCopyPartsThemAgainBeforeOneIsErased() {
        String survivor = member("canarya");
        String parted = patch(member("canaryb"), "{\"profile\":{\"city\":\"canaryb\"}}");
        String below = member("canaryc");
        List<Object> before = told(survivor);
        merged(parted, below);
        String merge = merged(survivor, parted);
        try (OlderCopy older = new OlderCopy(tenant)) {
            undo(merge);
            assertThat(erase(below)).isEqualTo(204);
            older.restore();
            as(owner).get("/v1/members/" + parted).then().body("id", equalTo(survivor));
            replay.replay().await().atMost(Duration.ofSeconds(60));
            nothingIsLeftOf("canaryb", parted, below);
            nothingIsLeftOf("canaryc", parted, below);
            assertThat(told(survivor)).isEqualTo(before);
        }
    }

    /** Whichever comes first: nobody lives on with what was an erased one's. */
    @Test
    void erasureBesideMergesAndTraffic() {
        for (int round = 0; round < 8; round++) {
            String mark = "canary" + round;
            String one = member(mark + "a");
            String other = member(mark + "b");
            List<CompletableFuture<Integer>> calls = Stream.<Supplier<Integer>>of(
                            () -> erase(one),
                            () -> merge(other, one).statusCode(),
                            () -> happen(mark + "a", "late").statusCode(),
                            () -> as(owner)
                                    .body("""
                                            {"identities":[{"kind":"card","value":"card-%1$sa"},
                                             {"kind":"device","value":"new-%1$s"}],"attributes":{"a":"%1$s"}}""".formatted(mark))
                                    .post("/v1/members")
                                    .statusCode(),
                            () -> as(owner)
                                    .body("""
                                            [{"identities":[{"kind":"card","value":"card-%1$sa"}],"profile":{"city":"x"}}]""".formatted(mark))
                                    .post("/v1/members/batch")
                                    .statusCode())
                    .map(ApiTest::atOnce)
                    .toList();
            List<Integer> answers = calls.stream().map(CompletableFuture::join).toList();
            assertThat(answers).as(mark).allMatch(status -> status < 500);
            assertThat(answers.get(0)).isEqualTo(204);
            assertThat(tenant.sql("select length(data_key) from member where %T and id = '" + one + "'"))
                    .containsExactly("0");
            boolean both = answers.get(1) == 201;
            as(owner).get("/v1/members/" + other).then().statusCode(both ? 404 : 200);
            nothingLeadsToTheErased();
        }
    }

    /** Each has looked the member up, and waits for it behind the erasure. */
    @Test
    void whoWaitedForAnErasedMemberWritesNothingToIt() throws Exception {
        waits(
                "canarya",
                404,
                id -> as(owner).body("{\"attributes\":{\"a\":\"canarya\"}}").patch("/v1/members/" + id));
        waits("canaryb", 201, id -> as(owner).body("""
                        {"identities":[{"kind":"card","value":"card-canaryb"},{"kind":"device","value":"new-canaryb"}],
                         "attributes":{"a":"canaryb"}}""").post("/v1/members"));
        waits("canaryc", 200, id -> as(owner).body("""
                        [{"identities":[{"kind":"card","value":"card-canaryc"}],"attributes":{"a":"canaryc"}}]""").post("/v1/members/batch"));
    }

    private void waits(String mark, int answer, Function<String, Response> write) throws Exception {
        String id = member(mark);
        try (Connection blocker = TestTenant.connect("postgres");
                Statement lock = blocker.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            lock.execute("select from member where id = '" + id + "' for update");
            Future<Integer> erasure = callers.submit(() -> erase(id));
            awaitWaiting(1);
            Future<Response> written = callers.submit(() -> write.apply(id));
            awaitWaiting(2);
            blocker.rollback();
            assertThat(erasure.get()).isEqualTo(204);
            assertThat(written.get().statusCode()).as(mark).isEqualTo(answer);
        }
        assertThat(tenant.sql("select attributes from member where %T and id = '" + id + "'"))
                .as(mark)
                .containsExactly("{}");
        nothingLeadsToTheErased();
    }

    private void awaitWaiting(int calls) {
        Poll.until(
                calls + " wait",
                Duration.ofMinutes(1),
                () -> tenant.sql(
                                        "select pid from pg_stat_activity where wait_event_type = 'Lock' and usename = 'shuke_app'")
                                .size()
                        >= calls);
    }

    /** A file with rows of the erased is worked off to its end; he is not in it any more, or was erased with what it wrote. */
    @Test
    void erasureBesideARunningImport() {
        String id = member("canarya");
        StringBuilder file = new StringBuilder("identities.card,profile.city\n");
        for (int row = 0; row < 3_000; row++) {
            file.append(row % 3 == 0 ? "card-canarya" : "card-" + row).append(",Hangzhou\n");
        }
        String job = as(owner)
                .contentType("text/csv")
                .body(file.toString())
                .post("/v1/imports?kind=members")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        assertThat(erase(id)).isEqualTo(204);
        Poll.until(
                "the import's end",
                Duration.ofMinutes(1),
                () -> as(owner).get("/v1/jobs/" + job).<String>path("state").equals("succeeded"));
        as(owner)
                .get("/v1/imports/" + job)
                .then()
                .body("created", equalTo(2_000))
                .body("rejected", lessThanOrEqualTo(1_000));
        as(owner).get("/v1/members/" + id).then().statusCode(404);
        as(owner)
                .body("{\"kind\":\"card\",\"value\":\"card-canarya\"}")
                .post("/v1/members/lookup")
                .then()
                .statusCode(404);
        nothingLeadsToTheErased();
    }

    private void nothingLeadsToTheErased() {
        assertThat(tenant.sql("""
                        select i.kind from member_identity i
                        join member m on m.id in (i.member_id, i.origin_member_id) where i.%T and length(m.data_key) = 0
                        union all
                        select 'event' from event e join member m on m.id in (e.member_id, e.origin_member_id)
                        where e.%T and length(m.data_key) = 0 and e.props is not null
                        union all
                        select 'taken over' from member m cross join jsonb_each_text(m.filled) f(field, source)
                        join member o on o.id = f.source::uuid where m.%T and length(o.data_key) = 0
                        """)).isEmpty();
    }
}
