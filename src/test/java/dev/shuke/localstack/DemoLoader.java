package dev.shuke.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.demo.DemoCatalogue;
import dev.shuke.demo.DemoConsents;
import dev.shuke.demo.DemoEvents;
import dev.shuke.demo.DemoSegments;
import dev.shuke.demo.OnlineRetail;
import dev.shuke.demo.OnlineRetail.Invoice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Fills the merchant {@code demo} with members, orders, consents (see {@link DemoConsents}) and segments, and {@code other} with a few members, through the public
 * API as their apps. How far it came is kept with the stack, so the next start goes on from there; since the API writes
 * an event once, sending one again would change nothing.
 *
 * @param api {@code http://localhost:8080}
 */
final class DemoLoader {
    private static final int BATCH = 500;
    /** While PostgreSQL writes one batch, the API reads the next. */
    private static final int AT_ONCE = 2;

    private static final Duration CONSENTS_LIMIT = Duration.ofMinutes(5);
    private static final Duration TOKEN_AGE = Duration.ofSeconds(120);

    private final String api;
    private final LocalKeycloak keycloak;
    private final Secrets state;
    private final Progress progress;
    private String token;
    private Instant tokenFrom = Instant.MIN;

    DemoLoader(String api, LocalKeycloak keycloak, Secrets state, Progress progress) {
        this.api = api;
        this.keycloak = keycloak;
        this.state = state;
        this.progress = progress;
    }

    /** @throws IllegalStateException when the API does not take an event */
    void load() {
        loadOrders();
        if (state.find("demo.consents").isEmpty()) {
            loadConsents(OnlineRetail.read());
        }
        if (state.find("demo.segments").isEmpty()) {
            loadSegments();
        }
    }

    private void loadOrders() {
        boolean catalogue = state.find("demo.catalogue").isPresent();
        if (catalogue && state.find("demo.loaded").orElse("").equals("all")) {
            return;
        }
        OnlineRetail data = OnlineRetail.read();
        if (!catalogue) {
            loadCatalogue(data);
        }
        if (state.find("demo.loaded").orElse("").equals("all")) {
            return;
        }
        loadEvents(data.invoices());
        loadTheRest(data);
        loadOther();
        state.put("demo.loaded", "all");
    }

    /** First, so that the events name stores and products that are there. */
    private void loadCatalogue(OnlineRetail data) {
        String owner = DemoPerson.find("demo/owner").token(keycloak, state);
        send("/v1/stores", owner, DemoCatalogue.stores());
        DemoCatalogue.products(data).forEach(products -> send("/v1/products", owner, products));
        state.put("demo.catalogue", "1");
        progress.say("loaded " + data.products().size() + " products");
    }

    private void send(String path, String as, Object body) {
        JsonNode result = Http.send("POST", api + path, as, body)
                .require("POST " + path, 200)
                .body();
        if (!result.get("rejected").isEmpty()) {
            throw new IllegalStateException(
                    "POST " + path + " rejected " + result.get("rejected").path(0));
        }
    }

    private void loadEvents(List<Invoice> invoices) {
        DemoEvents events = new DemoEvents(days());
        int from = Integer.parseInt(state.find("demo.loaded").orElse("0"));
        for (int start = from; start < invoices.size(); start += AT_ONCE * BATCH) {
            int end = Math.min(start + AT_ONCE * BATCH, invoices.size());
            String token = token();
            IntStream.iterate(start, first -> first < end, first -> first + BATCH)
                    .parallel()
                    .mapToObj(first -> invoices.subList(first, Math.min(first + BATCH, end)))
                    .forEach(batch -> send(events.batch(batch), token));
            state.put("demo.loaded", Integer.toString(end));
            progress.say("loading " + end + "/" + invoices.size() + " orders and refunds");
        }
    }

    private void send(JsonNode batch, String token) {
        JsonNode result = Http.send("POST", api + "/v1/events", token, batch)
                .require("POST /v1/events", 200)
                .body();
        if (result.get("accepted").asInt() + result.get("duplicates").asInt() != batch.size()) {
            throw new IllegalStateException(
                    "POST /v1/events rejected " + result.get("rejected").path(0));
        }
    }

    /** A customer without an order or refund still becomes a member. */
    private void loadTheRest(OnlineRetail data) {
        Set<String> rest = new HashSet<>(data.customers());
        data.invoices().forEach(invoice -> rest.remove(invoice.customer()));
        rest.forEach(customer -> upsert(token(), "card", customer));
    }

    /** As a file, which is loaded once however often it is sent. */
    private void loadConsents(OnlineRetail data) {
        String owner = DemoPerson.find("demo/owner").token(keycloak, state);
        List<String> lines = new DemoConsents(days()).lines(data.customers()).toList();
        String job = Http.postLines(api + "/v1/imports?kind=consents", owner, String.join("\n", lines))
                .require("POST /v1/imports", 202)
                .body()
                .get("id")
                .asText();
        Poll.until("the import of consents", CONSENTS_LIMIT, () -> {
            JsonNode found = Http.send("GET", api + "/v1/imports/" + job, owner, null)
                    .require("GET /v1/imports/{id}", 200)
                    .body();
            return found.get("created").asInt() + found.get("unchanged").asInt() == lines.size();
        });
        state.put("demo.consents", "1");
        progress.say("loaded " + lines.size() + " consents");
    }

    /** Last, so that each is filled once. One that an interrupted start has made is there. */
    private void loadSegments() {
        String owner = DemoPerson.find("demo/owner").token(keycloak, state);
        List<JsonNode> segments = DemoSegments.all();
        segments.forEach(segment ->
                Http.send("POST", api + "/v1/segments", owner, segment).require("POST /v1/segments", 201, 409));
        state.put("demo.segments", "1");
        progress.say("loaded " + segments.size() + " segments");
    }

    private void loadOther() {
        String owner = DemoPerson.find("other/owner").token(keycloak, state);
        upsert(owner, "phone", "+8613912340001");
        upsert(owner, "phone", "+8613912340002");
        upsert(owner, "card", "17850"); // a card number that demo has too, for somebody else
    }

    private void upsert(String as, String kind, String value) {
        Map<String, Object> member = Map.of("identities", List.of(Map.of("kind", kind, "value", value)));
        Http.send("POST", api + "/v1/members", as, member).require("POST /v1/members", 200, 201);
    }

    /** Decided at the first load and kept: a later start moves nothing. */
    private long days() {
        if (state.find("demo.days").isEmpty()) {
            LocalDate today = LocalDate.now(DemoEvents.ZONE);
            state.put("demo.days", Long.toString(DemoEvents.endingBefore(today).days()));
        }
        return Long.parseLong(state.find("demo.days").orElseThrow());
    }

    private String token() {
        if (tokenFrom.isBefore(Instant.now().minus(TOKEN_AGE))) {
            token = DemoPerson.find("demo/pos").token(keycloak, state);
            tokenFrom = Instant.now();
        }
        return token;
    }
}
