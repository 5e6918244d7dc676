package dev.shuke.platform.tenancy;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for the caller of what was sent as the token of a member's session, verified by nobody yet. */
public final class SessionToken extends BaseAuthenticationRequest {
    private static final String OWN = "/v1/me";
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._-]+) *");

    private final String token;

    private SessionToken(String token) {
        this.token = token;
    }

    /** Whether the call is for what belongs to the member who calls: there, and only there, such tokens count. */
    static boolean isExpectedBy(RoutingContext call) {
        String path = call.normalizedPath();
        return path.startsWith(OWN) && (path.length() == OWN.length() || path.charAt(OWN.length()) == '/');
    }

    /** @param authorization the header; one of another scheme has an empty token, which is none */
    static SessionToken of(String authorization) {
        Matcher bearer = BEARER.matcher(authorization);
        return new SessionToken(bearer.matches() ? bearer.group(1) : "");
    }

    public String token() {
        return token;
    }
}
