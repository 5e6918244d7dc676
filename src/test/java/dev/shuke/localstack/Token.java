package dev.shuke.localstack;

import java.io.IOException;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * {@code ./shuke token WHO}: prints a token of a demo person or app and nothing else. Reads what the running stack
 * wrote into its data directory. Needs no class but its own and the JDK's, so that it answers fast and can be launched
 * from source.
 */
public final class Token {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private Token() {}

    /** @param arguments data directory, WHO */
    public static void main(String[] arguments) throws IOException {
        Path connection = Path.of(arguments[0], "connection");
        if (Files.notExists(connection) || !alive(read(connection))) {
            fail("no stack is running on " + arguments[0] + ": start one with ./shuke up");
        }
        Properties stack = read(connection);
        String who = arguments[1];
        String id = stack.getProperty("id." + who);
        if (id == null) {
            String known = String.join(
                    ", ",
                    stack.stringPropertyNames().stream()
                            .filter(name -> name.startsWith("id."))
                            .map(name -> name.substring("id.".length()))
                            .sorted()
                            .toList());
            fail("unknown: " + who + "; one of: " + known);
        }
        System.out.println(token(stack, who, id));
    }

    private static String token(Properties stack, String who, String id) throws IOException {
        String secret = stack.getProperty("secret." + who);
        String scope = "&scope=" + encode(stack.getProperty("scope." + who));
        String form = stack.getProperty("kind." + who).equals("app")
                ? "grant_type=client_credentials&client_id=" + encode(id) + "&client_secret=" + encode(secret)
                : "grant_type=password&client_id=shuke-local&username=" + encode(id) + "&password=" + encode(secret);
        String url = stack.getProperty("SHUKE_OIDC_URL") + "/protocol/openid-connect/token";
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setDoOutput(true);
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(20_000);
        try {
            connection.getOutputStream().write((form + scope).getBytes(StandardCharsets.UTF_8));
            try (var body = connection.getInputStream()) {
                var match = ACCESS_TOKEN.matcher(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                return match.find() ? match.group(1) : fail("Keycloak answered without a token");
            }
        } catch (IOException e) {
            return fail("Keycloak gave no token: " + e.getMessage());
        }
    }

    /** A killed stack leaves its file behind. */
    private static boolean alive(Properties stack) {
        return ProcessHandle.of(Long.parseLong(stack.getProperty("pid"))).isPresent();
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String fail(String line) {
        System.err.println("shuke: " + line);
        System.exit(1);
        return line;
    }
}
