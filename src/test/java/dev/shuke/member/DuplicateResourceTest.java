package dev.shuke.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.JsonPath;
import dev.shuke.testing.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DuplicateResourceTest extends ApiTest {
    private static final List<String> SURNAMES = List.of("王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周");
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英玉兰红梅建华国庆";
    private static final List<String> FIRST = List.of("Jonathan", "Margaret", "Elizabeth", "Frederick", "Catherine");
    private static final List<String> LAST = List.of("Richardson", "Montgomery", "Fitzgerald", "Cunningham");
    private static final List<String> CITIES = List.of("Shanghai", "Hangzhou", "Beijing", "Chengdu", "Suzhou");
    /** Signs that are written for each other because they sound alike. */
    private static final List<String> HOMOPHONES = List.of("伟维", "静敬", "丽莉", "杰洁", "明铭", "英瑛", "华骅", "军君");

    private TestTenant tenant;
    private String owner;

    @BeforeEach
    void freshTenant() {
        tenant = TestTenant.create("Asia/Shanghai", "CNY");
        owner = tenant.staff("owner");
    }

    /** @param group members of the same one are one person */
    private record Planted(int group, String name, LocalDate birthday, String city, String gender) {
        String json(int card) {
            return "{\"identities\":[{\"kind\":\"card\",\"value\":\"P-%04d\"}],\"profile\":{\"name\":\"%s\",\"birthday\":\"%s\"%s%s}}"
                    .formatted(card, name, birthday, field("city", city), field("gender", gender));
        }

        private static String field(String name, String value) {
            return value == null ? "" : ",\"%s\":\"%s\"".formatted(name, value);
        }
    }

    @Test
    void findsPlantedDuplicatesAndFewOthers() {
        Random random = new Random(20261122);
        List<Planted> people = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            people.add(person(random, i));
        }
        for (int i = 0; i < 80; i++) {
            people.add(again(random, people.get(i)));
            people.add(twin(random, people.get(599 - i), 5000 + i));
        }
        Set<String> truth = IntStream.range(0, people.size())
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, people.size())
                        .filter(j -> people.get(i).group() == people.get(j).group())
                        .mapToObj(j -> i + "-" + j))
                .collect(Collectors.toSet());
        plant(people);
        List<String> ids = ids(people.size());
        Set<String> found = new HashSet<>();
        for (List<String> pair : searched()) {
            int one = ids.indexOf(pair.getFirst());
            int other = ids.indexOf(pair.getLast());
            if (one >= 0) { // not the markers
                found.add(Math.min(one, other) + "-" + Math.max(one, other));
            }
        }
        long right = found.stream().filter(truth::contains).count();
        double precision = (double) right / found.size();
        double recall = (double) right / truth.size();
        System.out.printf(
                "Suspected duplicates: precision %.3f, recall %.3f of %d planted%n", precision, recall, truth.size());
        assertThat(precision).isGreaterThan(0.9);
        assertThat(recall).isGreaterThan(0.85);
    }

    private static Planted person(Random random, int group) {
        boolean chinese = random.nextInt(4) > 0;
        String name = chinese
                ? any(random, SURNAMES) + sign(random) + sign(random)
                : any(random, FIRST) + " " + any(random, LAST);
        LocalDate birthday = LocalDate.of(1980, 1, 1).plusDays(random.nextInt(3650));
        return new Planted(group, name, birthday, any(random, CITIES), random.nextBoolean() ? "female" : "male");
    }

    /** As another till may have taken the person down. */
    private static Planted again(Random random, Planted one) {
        String name = switch (random.nextInt(4)) {
            case 0 -> one.name();
            case 1 -> mistyped(random, one.name());
            case 2 -> heard(one.name());
            default ->
                one.name().contains(" ")
                        ? one.name().split(" ")[1].toUpperCase() + ", "
                                + one.name().split(" ")[0]
                        : one.name();
        };
        String city = random.nextInt(4) == 0 ? null : random.nextInt(5) == 0 ? "Wuhan" : one.city();
        return new Planted(one.group(), name, one.birthday(), city, random.nextBoolean() ? one.gender() : null);
    }

    private static String mistyped(Random random, String name) {
        int at = 1 + random.nextInt(name.length() - 2);
        return name.contains(" ") ? name.substring(0, at) + name.substring(at + 1) : heard(name);
    }

    private static String heard(String name) {
        for (String alike : HOMOPHONES) {
            if (name.contains(alike.substring(0, 1))) {
                return name.replace(alike.substring(0, 1), alike.substring(1));
            }
        }
        return name;
    }

    /** Another person with the same surname, birthday, city, and half the given name. */
    private static Planted twin(Random random, Planted one, int group) {
        String name = one.name().contains(" ")
                ? any(
                                random,
                                FIRST.stream()
                                        .filter(first -> !one.name().startsWith(first))
                                        .toList()) + " " + one.name().split(" ")[1]
                : one.name().substring(0, 2) + (one.name().endsWith("强") ? "勇" : "强");
        return new Planted(group, name, one.birthday(), one.city(), one.gender());
    }

    private static String sign(Random random) {
        int at = random.nextInt(GIVEN.length());
        return GIVEN.substring(at, at + 1);
    }

    private static String any(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void plant(List<Planted> people) {
        for (int from = 0; from < people.size(); from += 1000) {
            List<String> rows = IntStream.range(from, Math.min(from + 1000, people.size()))
                    .mapToObj(i -> people.get(i).json(i))
                    .toList();
            as(owner)
                    .body("[" + String.join(",", rows) + "]")
                    .post("/v1/members/batch")
                    .then()
                    .statusCode(200)
                    .body("created", is(rows.size()));
        }
    }

    /** By the number on the card, whose last four characters are shown. */
    private List<String> ids(int people) {
        String[] ids = new String[people];
        for (JsonPath page : pages("/v1/members?limit=200")) {
            for (int i = 0; i < page.getList("items").size(); i++) {
                String card = page.getString("items[" + i + "].identities[0].value");
                ids[Integer.parseInt(card.substring(4))] = page.getString("items[" + i + "].id");
            }
        }
        return List.of(ids);
    }

    private static String member(String card, String name, String birthday) {
        return """
                {"identities":[{"kind":"card","value":"%s"}],"profile":{"name":"%s","birthday":"%s"}}""".formatted(card, name, birthday);
    }

    private String create(String card, String name, String birthday) {
        return as(owner)
                .body(member(card, name, birthday))
                .post("/v1/members")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** All pairs, once the search has come to two members with the latest birthday of all. */
    private List<List<String>> searched() {
        String one = create("MARKER-1", "Zebulon Marker", "2020-01-01");
        String other = create("MARKER-2", "zebulon  MARKER", "2020-01-01");
        as(owner).post("/v1/duplicates/search").then().statusCode(202);
        List<List<String>> pairs = new ArrayList<>();
        Poll.until("the search", Duration.ofMinutes(1), () -> {
            pairs.clear();
            pages("/v1/duplicates?limit=200").forEach(page -> pairs.addAll(page.getList("items.members")));
            return pairs.contains(List.of(one, other));
        });
        return pairs;
    }

    private List<JsonPath> pages(String path) {
        List<JsonPath> pages = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            pages.add(as(owner)
                    .get(path + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath());
            String next = pages.getLast().getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return pages;
    }

    @Test
    void confirmingMergesIntoTheOlderOne() {
        String older = create("C-1", "张三丰", "1990-05-01");
        String newer = create("C-2", "张三峰", "1990-05-01");
        assertThat(searched()).contains(List.of(older, newer));
        String id = as(owner)
                .get("/v1/duplicates")
                .then()
                .body(
                        "items.find { it.members[0] == '" + older + "' }.reasons",
                        contains("similar_name", "same_birthday"))
                .extract()
                .path("items.find { it.members[0] == '" + older + "' }.id");
        String merge = as(owner)
                .post("/v1/duplicates/" + id + "/confirm")
                .then()
                .statusCode(201)
                .body("into", is(older))
                .body("from", is(newer))
                .body("cause", is("duplicate"))
                .extract()
                .path("id");
        as(owner).post("/v1/duplicates/" + id + "/confirm").then().statusCode(404);
        as(owner).get("/v1/members/" + newer).then().body("id", is(older));
        as(owner).post("/v1/merges/" + merge + "/undo").then().statusCode(200);
        as(owner).get("/v1/duplicates").then().body("items", hasSize(1));
    }

    @Test
    void whatIsDismissedDoesNotComeBack() {
        String one = create("C-1", "John Richardson", "1990-05-01");
        String other = create("C-2", "RICHARDSON, Jon", "1990-05-01");
        create("C-3", "John Richardson", "1991-05-01");
        assertThat(searched()).contains(List.of(one, other)).hasSize(2);
        String id = as(owner).get("/v1/duplicates").path("items.find { it.members[0] == '" + one + "' }.id");
        as(owner).post("/v1/duplicates/" + id + "/dismiss").then().statusCode(204);
        as(owner).post("/v1/duplicates/" + id + "/dismiss").then().statusCode(404);
        as(owner)
                .body("{\"from\":\"" + create("MARKER-3", "Zebulon Marker", "2020-01-02") + "\"}")
                .post("/v1/members/" + one + "/merge")
                .then()
                .statusCode(201);
        assertThat(as(owner).get("/v1/duplicates").<List<?>>path("items")).hasSize(1);
        as(tenant.staff("marketing")).get("/v1/duplicates").then().statusCode(403);
    }
}
