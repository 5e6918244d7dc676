package dev.shuke.imports;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.web.ApiException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the rows of a file are, who may send them, and what the columns of a CSV may be. */
public enum ImportKind {
    MEMBERS(
            Permission.MEMBERS_WRITE,
            List.of("attributes"),
            Stream.concat(
                            Arrays.stream(IdentityKind.values()).map(kind -> "identities." + kind.key()),
                            Stream.of(
                                    "profile.name",
                                    "profile.gender",
                                    "profile.birthday",
                                    "profile.email",
                                    "profile.city"))
                    .collect(toSet()),
            Set.of()),
    EVENTS(
            Permission.EVENTS_WRITE,
            List.of("props"),
            Set.of(
                    "type",
                    "source",
                    "sourceId",
                    "occurredAt",
                    "member.kind",
                    "member.value",
                    "store",
                    "channel",
                    "amount.currency",
                    "corrects.source",
                    "corrects.sourceId"),
            Set.of("amount.amount")),
    STORES(
            Permission.STORES_WRITE,
            List.of(),
            Set.of("code", "name", "city", "timezone"),
            Set.of("location.latitude", "location.longitude")),
    PRODUCTS(
            Permission.PRODUCTS_WRITE,
            List.of("attributes"),
            Set.of("sku", "name", "category", "cost.currency"),
            Set.of("cost.amount", "daysPerUnit")),
    TAGS(
            Permission.TAGS_WRITE,
            List.of(),
            Set.of(
                    "member.kind",
                    "member.value",
                    "member.issuer",
                    "memberId",
                    "tag",
                    "value",
                    "expiresAt",
                    "source",
                    "remove"),
            Set.of("confidence")),
    CONSENTS(
            Permission.MEMBERS_WRITE,
            List.of(),
            Set.of(
                    "member.kind",
                    "member.value",
                    "member.issuer",
                    "memberId",
                    "purpose",
                    "action",
                    "noticeVersionId",
                    "method",
                    "collectionPoint",
                    "guardian",
                    "evidence",
                    "occurredAt"),
            Set.of());

    private final String permission;
    private final List<String> open;
    private final Set<String> texts;
    private final Set<String> numbers;

    /**
     * @param permission to write such rows one by one
     * @param open fields with names of the tenant's own below them
     */
    ImportKind(String permission, List<String> open, Set<String> texts, Set<String> numbers) {
        this.permission = permission;
        this.open = open;
        this.texts = texts;
        this.numbers = numbers;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String permission() {
        return permission;
    }

    /** Whether a column may be this. */
    boolean has(String field) {
        return texts.contains(field) || numbers.contains(field) || open.contains(root(field)) && field.contains(".");
    }

    boolean isNumber(String field) {
        return numbers.contains(field);
    }

    private static String root(String field) {
        return field.substring(0, Math.max(0, field.indexOf('.')));
    }

    /** @param key null when the caller named none */
    static ImportKind named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidParameter(
                        "kind",
                        "must be one of "
                                + Arrays.stream(values()).map(ImportKind::key).collect(joining(", "))));
    }

    /** From the database, where a CHECK admits no other value. */
    static ImportKind stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
