package dev.shuke.localstack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application at its edges: over TLS, called from web pages, by the slow and the silent, and stopped. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EdgeIT {
    private static final String PASSWORD = "changeit";
    private static final String PAGE = "https://crm.example.com";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path temp;

    private static final TestTenant TENANT = TestTenant.create("Asia/Shanghai", "CNY");
    private static final int PORT = Ports.free();
    private static final int TLS_PORT = Ports.free();
    private static StackDirectory directory;
    private static Process app;
    private static HttpClient http;
    private static CompletableFuture<String> silent;
    private static CompletableFuture<String> dripping;

    @BeforeAll
    static void start() throws Exception {
        Path keys = temp.resolve("keys.p12");
        http = HttpClient.newBuilder().sslContext(trusting(keys)).build();
        directory = StackDirectory.claim(temp.resolve("app"));
        Map<String, String> environment = new HashMap<>(LocalStack.forTests().environment());
        Tokens.settings()
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        environment.put("SHUKE_KEYCLOAK_URL", "http://127.0.0.1:9");
        environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(TLS_PORT));
        environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", keys.toString());
        environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", PASSWORD);
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
        environment.put("SHUKE_CORS_ORIGINS", PAGE + ",https://till.example.com");
        environment.put("SHUKE_REQUEST_TIMEOUT", "8S");
        environment.put("SHUKE_IDLE_TIMEOUT", "9S");
        environment.put("SHUKE_SHUTDOWN_DELAY", "2S");
        environment.put("QUARKUS_SHUTDOWN_TIMEOUT", "20S");
        LocalApp packaged = new LocalApp(directory, environment);
        packaged.migrate(Progress.SILENT);
        app = packaged.start(PORT);
        Poll.until("TLS", LIMIT, () -> listens(TLS_PORT));
        sendNothingAndTooSlowly();
    }

    private static SSLContext trusting(Path keys) throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "shuke",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start()
                .waitFor();
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("shuke", store.getCertificate("shuke"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @AfterAll
    static void leaveNothingRunning() {
        if (directory != null) {
            directory.close();
        }
    }

    private static HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + TENANT.staff("owner"))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(1)
    void overTlsItSpeaksHttp2AndAsksForTlsEverAfter() {
        HttpResponse<String> answer =
                send(call("/v1/stores").uri(URI.create("https://localhost:" + TLS_PORT + "/v1/stores")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
    }

    @Test
    @Order(2)
    void onlyPagesOfTheConfiguredOriginsMayCall() {
        HttpResponse<String> asked = send(HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/v1/members"))
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,if-match,idempotency-key")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("PATCH");
        assertThat(asked.headers()
                        .firstValue("Access-Control-Allow-Credentials")
                        .orElse("false"))
                .isEqualTo("false");
        HttpResponse<String> answered = send(call("/v1/stores").header("Origin", PAGE));
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.headers()
                        .firstValue("Access-Control-Expose-Headers")
                        .orElse(""))
                .contains("ETag", "Location", "RateLimit");
        HttpResponse<String> stranger = send(call("/v1/stores").header("Origin", "https://evil.example.com"));
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    @Order(3)
    void aCallThatHangsIsAnswered() throws Exception {
        String member = member();
        try (Connection blocker = blocking(member)) {
            HttpResponse<String> answer = send(change(member));
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("timed_out");
            blocker.rollback();
        }
        assertThat(send(call(member)).statusCode()).isEqualTo(200);
        assertThat(directory.log("shuke")).content().doesNotContain(" ERROR ");
    }

    @Test
    @Order(4)
    void whoSendsNothingOrTooSlowlyIsLetGo() throws Exception {
        assertThat(silent.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(dripping.get(60, TimeUnit.SECONDS))
                .startsWith("HTTP/1.1 408")
                .contains("request_timeout");
    }

    /** While the other tests are under way. */
    private static void sendNothingAndTooSlowly() {
        silent = CompletableFuture.supplyAsync(() -> talk("GET /v1/stores HTTP/1.1\r\nHo", 0));
        dripping = CompletableFuture.supplyAsync(() -> talk(
                "POST /v1/stores HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TENANT.staff("owner")
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[",
                200));
    }

    /** What comes back before the other side closes; a space follows every so many milliseconds. */
    private static String talk(String start, int everyMillis) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket("localhost", PORT)) {
            socket.setSoTimeout(everyMillis == 0 ? (int) LIMIT.toMillis() : everyMillis);
            socket.getOutputStream().write(start.getBytes(US_ASCII));
            int next = 0;
            while (next >= 0) {
                try {
                    next = socket.getInputStream().read();
                    answer.append(next < 0 ? "" : Character.toString(next));
                } catch (java.net.SocketTimeoutException quiet) {
                    socket.getOutputStream().write(' ');
                }
            }
        } catch (IOException closed) {
            // so it is
        }
        return answer.toString();
    }

    @Test
    @Order(5)
    void stoppedItSaysSoFirstAndEndsWhatItHasBegun() throws Exception {
        String member = member();
        try (Connection blocker = blocking(member)) {
            CompletableFuture<HttpResponse<String>> slow =
                    http.sendAsync(change(member).build(), BodyHandlers.ofString());
            Poll.until("the call waits", LIMIT, EdgeIT::somebodyWaits);
            app.destroy();
            Poll.until("readiness goes down", LIMIT, () -> ready() == 503);
            assertThat(send(call("/v1/stores")).statusCode()).isEqualTo(200);
            Poll.until("connections end with their answers", LIMIT, EdgeIT::hangsUp);
            assertThat(slow).isNotDone();
            blocker.rollback();
            assertThat(slow.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(app.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(app.exitValue()).isIn(0, 143);
    }

    private static int ready() {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/q/health/ready")))
                .statusCode();
    }

    private static boolean hangsUp() {
        HttpResponse<String> answer = send(call("/v1/stores").version(HttpClient.Version.HTTP_1_1));
        return answer.headers().firstValue("Connection").orElse("").equals("close");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String member() {
        String body = "{\"identities\":[{\"kind\":\"card\",\"value\":\"%s\"}]}".formatted(UUID.randomUUID());
        HttpResponse<String> made = send(call("/v1/members").POST(BodyPublishers.ofString(body)));
        return URI.create(made.headers().firstValue("Location").orElseThrow()).getPath();
    }

    private static HttpRequest.Builder change(String member) {
        return call(member).method("PATCH", BodyPublishers.ofString("{\"profile\":{\"city\":\"Wuxi\"}}"));
    }

    private static Connection blocking(String member) throws SQLException {
        Connection blocker = TestTenant.connect("shuke_migrator");
        blocker.setAutoCommit(false);
        try (PreparedStatement lock = blocker.prepareStatement("select from member where id = ? for update")) {
            lock.setObject(1, UUID.fromString(member.substring(member.lastIndexOf('/') + 1)));
            lock.execute();
        }
        return blocker;
    }

    private static boolean somebodyWaits() {
        try (Connection superuser = TestTenant.connect("postgres");
                PreparedStatement query = superuser.prepareStatement(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and usename = 'shuke_app'")) {
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
