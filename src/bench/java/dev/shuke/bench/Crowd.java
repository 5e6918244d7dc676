package dev.shuke.bench;

import static java.util.stream.Collectors.joining;

import dev.shuke.localstack.Progress;
import dev.shuke.localstack.ScratchStack;
import dev.shuke.testing.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The merchant that is measured, filled through the API.
 *
 * @param members ids in the order of the people's numbers, but for those of {@link #among}
 */
record Crowd(UUID tenant, String token, List<String> members, List<String> phoneBlinds) {
    static final String SLUG = "bench";
    static final String EXPERIMENT = "bench-coupon";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int BATCH = 500;
    private static final int FILLERS = 4;
    private static final long TOKEN_SECONDS = 7_200;

    static String phone(int person) {
        return "+86138%08d".formatted(person);
    }

    static String card(int person) {
        return "C-%06d".formatted(person);
    }

    /** A body for {@code POST /v1/members}. */
    static String json(int person) {
        return """
                {"identities":[{"kind":"phone","value":"%s"},{"kind":"card","value":"%s"}],
                 "profile":{"name":"张三%d","gender":"%s","birthday":"19%02d-05-01","email":"p%d@example.com","city":"%s"},
                 "attributes":{"favouriteFlavour":"taro","visits":%d}}""".formatted(
                        phone(person),
                        card(person),
                        person,
                        person % 2 == 0 ? "female" : "male",
                        50 + person % 50,
                        person,
                        List.of("Shanghai", "Hangzhou", "Suzhou", "Nanjing").get(person % 4),
                        person % 30);
    }

    static Crowd fill(ScratchStack stack, int port, BenchOptions options, Progress progress) {
        UUID tenant = UUID.randomUUID();
        enter(stack, tenant, SLUG, "Asia/Shanghai", "CNY");
        String token = ownerToken(SLUG);
        int people = options.people();
        progress.say("sending " + people + " members and " + options.events() + " events");
        inParallel(1, port, _ -> HttpConnection.request("POST", "/v1/stores", token, SampleEvent.stores()));
        inParallel(1, port, _ -> HttpConnection.request("POST", "/v1/products", token, SampleEvent.products()));
        inParallel(people, port, person -> HttpConnection.request("POST", "/v1/members", token, json(person)));
        inParallel(options.events() / BATCH, port, _ -> HttpConnection.request("POST", "/v1/events", token, batch(people)));
        startExperiment(port, token);
        return read(stack, tenant, token, people);
    }

    /** Of a purpose that members can object to, for an audience whose membership is stored: a quarter of all. */
    private static void startExperiment(int port, String token) {
        try (var connection = new HttpConnection(port)) {
            connection.send(HttpConnection.request(
                    "PUT", "/v1/purposes/bench", token, "{\"name\":{\"en\":\"Bench\"},\"basis\":\"interest\"}"));
            Matcher id = ID.matcher(connection.send(HttpConnection.request("POST", "/v1/experiments", token, """
                    {"key":"%s","name":"Bench","purpose":"bench","variants":[{"key":"a","payload":{"coupon":0}},
                     {"key":"b","payload":{"coupon":500}}],"metrics":[{"key":"orders","type":"mean"}],
                     "audience":{"type":"attribute","attribute":"city","op":"eq","value":"Shanghai"}}""".formatted(EXPERIMENT))));
            if (!id.find()) {
                throw new IllegalStateException("no experiment");
            }
            connection.send(
                    HttpConnection.request("POST", "/v1/experiments/" + id.group(1) + "/start", token, null));
        }
    }

    /**
     * Some members of a large merchant, here and there among all of them, whom events can name: they are given the phones
     * of members made through the API.
     */
    static Crowd among(ScratchStack stack, int port, LargeMerchant merchant, int people) {
        String token = ownerToken(merchant.slug());
        inParallel(1, port, _ -> HttpConnection.request("POST", "/v1/stores", token, SampleEvent.stores()));
        inParallel(1, port, _ -> HttpConnection.request("POST", "/v1/products", token, SampleEvent.products()));
        inParallel(people, port, person -> HttpConnection.request("POST", "/v1/members", token, phoneOnly(person)));
        try (Connection connection = stack.connect(Databases.MAIN, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(GIVE_PHONES.replace(":tenant", "'" + merchant.tenant() + "'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return read(stack, merchant.tenant(), token, people);
    }

    private static String phoneOnly(int person) {
        return "{\"identities\":[{\"kind\":\"phone\",\"value\":\"" + phone(person) + "\"}]}";
    }

    private static final String GIVE_PHONES = """
            with phone as (
              select blind, row_number() over (order by blind) as n, count(*) over () as all_of_them
              from member_identity where tenant_id = :tenant and kind = 'phone'
            ), someone as (
              select m.member_id, row_number() over (order by m.member_id) as n
              from (
                select member_id, row_number() over (order by member_id) as at, count(*) over () as members
                from member_metric
                where tenant_id = :tenant and first_order_at is not null
              ) m
              where at % (members / (select max(all_of_them) from phone)) = 0
            )
            update member_identity i set member_id = s.member_id
            from phone p join someone s on s.n = p.n
            where i.tenant_id = :tenant and i.kind = 'phone' and i.blind = p.blind
            """;

    private static String batch(int people) {
        return events(BATCH, people).stream()
                .map(event -> event.json("phone", phone(event.member())))
                .collect(joining(",", "[", "]"));
    }

    static List<SampleEvent> events(int count, int people) {
        return IntStream.range(0, count).mapToObj(_ -> SampleEvent.next(people)).toList();
    }

    private static void inParallel(int count, int port, java.util.function.IntFunction<byte[]> request) {
        IntStream.range(0, FILLERS).parallel().forEach(filler -> {
            try (var connection = new HttpConnection(port)) {
                for (int i = filler; i < count; i += FILLERS) {
                    connection.send(request.apply(i));
                }
            }
        });
    }

    /** As the platform role does, without Keycloak. */
    static void enter(ScratchStack stack, UUID tenant, String slug, String zone, String currency) {
        try (Connection connection = stack.connect(Databases.MAIN, "shuke_platform");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into tenant (tenant_id, slug, name, status, timezone, currency, created_at, updated_at)
                    values ('%s', '%s', 'Bench', 'active', '%s', '%s', now(), now())
                    """.formatted(tenant, slug, zone, currency));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String ownerToken(String slug) {
        return Tokens.sign(Tokens.claims("owner")
                .expiresIn(TOKEN_SECONDS)
                .claim("azp", "admin-console")
                .claim("scope", "openid organization")
                .claim(
                        "organization",
                        Map.of(
                                slug,
                                Map.of(
                                        "id", UUID.randomUUID().toString(),
                                        "groups", List.of("/owner"),
                                        "resource_access", Map.of("shuke-api", Map.of("roles", List.of("owner")))))));
    }

    private static Crowd read(ScratchStack stack, UUID tenant, String token, int people) {
        var members = new ArrayList<String>(people);
        var blinds = new ArrayList<String>(people);
        try (Connection connection = stack.connect(Databases.MAIN, "postgres");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select member_id, blind from member_identity where kind = 'phone' and tenant_id = '" + tenant
                                + "' order by member_id")) {
            while (rows.next()) {
                members.add(rows.getString(1));
                blinds.add(rows.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Crowd(tenant, token, List.copyOf(members), List.copyOf(blinds));
    }
}
