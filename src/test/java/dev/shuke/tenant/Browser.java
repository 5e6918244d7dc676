package dev.shuke.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.localstack.LocalKeycloak;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person who logs in at Keycloak's own pages, as the merchant admin console sends them there: code flow with PKCE. */
public final class Browser {
    private static final String REDIRECT = "http://localhost:3000/back";
    private static final String VERIFIER = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
    private static final int MOST_PAGES = 8;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new TreeMap<>();
    /** The pages that were filled in, by their fields. */
    public final List<String> filled = new ArrayList<>();

    private String organization = "";

    /** Picks this tenant where Keycloak asks for one. */
    Browser picking(String slug) {
        organization = slug;
        return this;
    }

    /** Logs in with a password, changes it to {@link People#PASSWORD} when asked to, and returns the access token. */
    public String login(LocalKeycloak keycloak, String scope, String email, String password) {
        HttpResponse<String> page = get(keycloak.realmUrl()
                + "/protocol/openid-connect/auth?client_id=admin-console&response_type=code&code_challenge_method=S256"
                + "&code_challenge=" + challenge() + "&redirect_uri=" + encode(REDIRECT) + "&scope=" + encode(scope));
        for (int i = 0; i < MOST_PAGES; i++) {
            String location = page.headers().firstValue("Location").orElse("");
            Matcher code = CODE.matcher(location);
            if (location.startsWith(REDIRECT) && code.find()) {
                return People.exchange(URLDecoder.decode(code.group(1), UTF_8), VERIFIER, REDIRECT);
            }
            page = location.isEmpty() ? fill(page, email, password) : get(location);
        }
        throw new IllegalStateException("no code after the pages " + filled + ": " + page.body());
    }

    private HttpResponse<String> fill(HttpResponse<String> page, String email, String password) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("no form after the pages " + filled + ": " + page.body());
        }
        Map<String, String> fields = new TreeMap<>();
        if (page.body().contains("name=\"kc.org\"")) {
            fields.put("kc.org", organization);
        } else if (page.body().contains("name=\"password-new\"")) {
            fields.put("password-new", People.PASSWORD);
            fields.put("password-confirm", People.PASSWORD);
        } else if (page.body().contains("name=\"password\"")) {
            fields.put("username", email);
            fields.put("password", password);
        } else {
            fields.put("username", email);
        }
        filled.add(String.join("+", fields.keySet()));
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(page.uri().resolve(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        String[] cookie = header.split(";", 2)[0].split("=", 2);
        cookies.put(cookie[0], cookie[1]);
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
