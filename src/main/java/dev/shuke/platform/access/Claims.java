package dev.shuke.platform.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a verified token says, read in one place. Only the {@code organization} claim gives staff their roles, only an
 * app's token turns scopes into permissions, and only {@code platform_roles} makes a platform administrator.
 */
public record Claims(JsonWebToken token, JsonObject organizations, boolean platformAdmin) {
    private static final String API = "shuke-api";

    public static Claims of(JsonWebToken token) {
        Object claim = token.getClaim("organization");
        return new Claims(
                token,
                claim instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT,
                strings(token.getClaim("platform_roles")).anyMatch("platform-admin"::equals));
    }

    public Set<String> tenants() {
        return organizations.keySet();
    }

    public Caller callerIn(String tenant) {
        return isApp() ? app() : staff(tenant);
    }

    private boolean isApp() {
        return "app".equals(text("caller_kind"));
    }

    private Caller app() {
        Set<String> permissions = Arrays.stream(text("scope").split(" "))
                .filter(Permission.SCOPES::contains)
                .collect(toUnmodifiableSet());
        return new Caller(token.getSubject(), Caller.Kind.APP, Set.of(), permissions);
    }

    /** Empty when there is no such claim, or when it is no text. */
    private String text(String claim) {
        return switch (token.<Object>getClaim(claim)) {
            case String text -> text;
            case JsonString text -> text.getString();
            case null, default -> "";
        };
    }

    private Caller staff(String tenant) {
        Set<StaffRole> roles = roleNames(organizations.get(tenant))
                .flatMap(name -> StaffRole.named(name).stream())
                .collect(toUnmodifiableSet());
        Set<String> permissions =
                roles.stream().flatMap(role -> role.permissions().stream()).collect(toUnmodifiableSet());
        return new Caller(token.getSubject(), Caller.Kind.STAFF, roles, permissions);
    }

    private static Stream<String> roleNames(JsonValue organization) {
        return organization instanceof JsonObject named
                        && named.get("resource_access") instanceof JsonObject access
                        && access.get(API) instanceof JsonObject api
                ? strings(api.get("roles"))
                : Stream.of();
    }

    private static Stream<String> strings(Object claim) {
        return claim instanceof JsonArray array
                ? array.stream().filter(JsonString.class::isInstance).map(value -> ((JsonString) value).getString())
                : Stream.of();
    }
}
