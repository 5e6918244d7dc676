package dev.shuke.platform.access;

import static dev.shuke.platform.access.Permission.APPS_MANAGE;
import static dev.shuke.platform.access.Permission.AUDIT_READ;
import static dev.shuke.platform.access.Permission.EVENTS_READ;
import static dev.shuke.platform.access.Permission.EVENTS_WRITE;
import static dev.shuke.platform.access.Permission.EXPERIMENTS_ASSIGN;
import static dev.shuke.platform.access.Permission.EXPERIMENTS_READ;
import static dev.shuke.platform.access.Permission.EXPERIMENTS_WRITE;
import static dev.shuke.platform.access.Permission.EXPORTS_WRITE;
import static dev.shuke.platform.access.Permission.HOLDS_WRITE;
import static dev.shuke.platform.access.Permission.IMPORTS_WRITE;
import static dev.shuke.platform.access.Permission.JOBS_READ;
import static dev.shuke.platform.access.Permission.JOBS_WRITE;
import static dev.shuke.platform.access.Permission.MEMBERS_ERASE;
import static dev.shuke.platform.access.Permission.MEMBERS_LOOKUP;
import static dev.shuke.platform.access.Permission.MEMBERS_READ;
import static dev.shuke.platform.access.Permission.MEMBERS_REVEAL;
import static dev.shuke.platform.access.Permission.MEMBERS_WRITE;
import static dev.shuke.platform.access.Permission.ORDERS_READ;
import static dev.shuke.platform.access.Permission.PRIVACY_READ;
import static dev.shuke.platform.access.Permission.PRIVACY_TASKS;
import static dev.shuke.platform.access.Permission.PRIVACY_WRITE;
import static dev.shuke.platform.access.Permission.PRODUCTS_COST;
import static dev.shuke.platform.access.Permission.PRODUCTS_READ;
import static dev.shuke.platform.access.Permission.PRODUCTS_WRITE;
import static dev.shuke.platform.access.Permission.SEGMENTS_PREVIEW;
import static dev.shuke.platform.access.Permission.SEGMENTS_READ;
import static dev.shuke.platform.access.Permission.SEGMENTS_WRITE;
import static dev.shuke.platform.access.Permission.STAFF_MANAGE;
import static dev.shuke.platform.access.Permission.STORES_READ;
import static dev.shuke.platform.access.Permission.STORES_WRITE;
import static dev.shuke.platform.access.Permission.TAGS_WRITE;
import static dev.shuke.platform.access.Permission.TENANT_READ;
import static dev.shuke.platform.access.Permission.TENANT_WRITE;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roles of a merchant's staff and what each may do. Which fields of members it sees while doing so is another
 * question, which {@code platform.privacy.FieldPolicy} answers.
 */
public enum StaffRole {
    OWNER(
            MEMBERS_READ,
            MEMBERS_WRITE,
            TAGS_WRITE,
            MEMBERS_LOOKUP,
            MEMBERS_REVEAL,
            EVENTS_READ,
            EVENTS_WRITE,
            ORDERS_READ,
            SEGMENTS_READ,
            SEGMENTS_WRITE,
            SEGMENTS_PREVIEW,
            EXPERIMENTS_READ,
            EXPERIMENTS_WRITE,
            EXPERIMENTS_ASSIGN,
            STORES_WRITE,
            PRODUCTS_WRITE,
            PRODUCTS_COST,
            JOBS_READ,
            JOBS_WRITE,
            IMPORTS_WRITE,
            EXPORTS_WRITE,
            TENANT_WRITE,
            STAFF_MANAGE,
            APPS_MANAGE,
            AUDIT_READ,
            PRIVACY_READ,
            PRIVACY_WRITE,
            PRIVACY_TASKS,
            HOLDS_WRITE,
            MEMBERS_ERASE),
    ADMIN(
            MEMBERS_READ,
            MEMBERS_WRITE,
            TAGS_WRITE,
            MEMBERS_LOOKUP,
            MEMBERS_REVEAL,
            EVENTS_READ,
            EVENTS_WRITE,
            ORDERS_READ,
            SEGMENTS_READ,
            SEGMENTS_WRITE,
            SEGMENTS_PREVIEW,
            EXPERIMENTS_READ,
            EXPERIMENTS_WRITE,
            EXPERIMENTS_ASSIGN,
            STORES_WRITE,
            PRODUCTS_WRITE,
            PRODUCTS_COST,
            JOBS_READ,
            JOBS_WRITE,
            IMPORTS_WRITE,
            EXPORTS_WRITE,
            TENANT_WRITE,
            STAFF_MANAGE,
            APPS_MANAGE,
            AUDIT_READ,
            PRIVACY_READ,
            PRIVACY_WRITE,
            PRIVACY_TASKS,
            HOLDS_WRITE,
            MEMBERS_ERASE),
    MARKETING(
            JOBS_READ,
            MEMBERS_READ,
            TAGS_WRITE,
            EVENTS_READ,
            SEGMENTS_READ,
            SEGMENTS_WRITE,
            SEGMENTS_PREVIEW,
            EXPERIMENTS_READ,
            EXPERIMENTS_WRITE,
            EXPERIMENTS_ASSIGN),
    PRIVACY(
            JOBS_READ,
            MEMBERS_READ,
            MEMBERS_LOOKUP,
            MEMBERS_REVEAL,
            EVENTS_READ,
            SEGMENTS_READ,
            SEGMENTS_PREVIEW,
            AUDIT_READ,
            PRIVACY_READ,
            PRIVACY_WRITE,
            PRIVACY_TASKS,
            MEMBERS_ERASE),
    MANAGER(MEMBERS_READ, TAGS_WRITE, MEMBERS_LOOKUP, EVENTS_READ, PRIVACY_TASKS),
    ASSOCIATE(MEMBERS_READ, TAGS_WRITE, MEMBERS_LOOKUP, EVENTS_READ),
    FINANCE(PRODUCTS_COST, ORDERS_READ),
    ANALYST(SEGMENTS_PREVIEW, EXPERIMENTS_READ);

    private final Set<String> permissions;

    /** Besides its own permissions a role has those that say nothing of any person and that everybody works with. */
    StaffRole(String... own) {
        this.permissions = Stream.concat(Arrays.stream(own), Stream.of(STORES_READ, PRODUCTS_READ, TENANT_READ))
                .collect(toUnmodifiableSet());
    }

    public Set<String> permissions() {
        return permissions;
    }

    /** The name in tokens, in bodies and in Keycloak: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the role is about the stores that its holder works at. */
    public boolean atStores() {
        return this == MANAGER || this == ASSOCIATE;
    }

    /** Whether it sees members, wherever they buy. */
    public boolean seesAllMembers() {
        return !atStores() && permissions.contains(MEMBERS_READ);
    }

    /** As callers are told the roles there are. */
    @Override
    public String toString() {
        return key();
    }

    public static Optional<StaffRole> named(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
