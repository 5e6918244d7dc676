package dev.shuke.platform.access;

import java.util.Set;

/** Every permission. An app's token carries them as scopes of the same names; a staff role stands for a set. */
public final class Permission {
    public static final String MEMBERS_READ = "members:read";
    public static final String MEMBERS_WRITE = "members:write";
    /** To ask whether a phone, card or other identity is known, and whose it is. */
    public static final String MEMBERS_LOOKUP = "members:lookup";

    /** To see masked fields in clear text, one member at a time and with a reason. Of staff alone: no scope grants it. */
    public static final String MEMBERS_REVEAL = "members:reveal";

    /** To erase a member for good. Of owners, admins and those who answer for privacy: no scope grants it. */
    public static final String MEMBERS_ERASE = "members:erase";

    /** To give members tags and take them away. */
    public static final String TAGS_WRITE = "tags:write";

    public static final String EVENTS_READ = "events:read";
    public static final String EVENTS_WRITE = "events:write";
    /** To read what was paid, without the buyers. Of those who keep the books: no scope grants it. */
    public static final String ORDERS_READ = "orders:read";

    public static final String SEGMENTS_READ = "segments:read";
    public static final String SEGMENTS_WRITE = "segments:write";
    /** To count an audience before it is kept. Who lacks {@link #MEMBERS_READ} gets rounded counts and no ids. */
    public static final String SEGMENTS_PREVIEW = "segments:preview";

    /** To see experiments and what came of them: numbers about groups, nothing about one person. */
    public static final String EXPERIMENTS_READ = "experiments:read";

    public static final String EXPERIMENTS_WRITE = "experiments:write";
    /** To ask for the variants of members and stores. */
    public static final String EXPERIMENTS_ASSIGN = "experiments:assign";

    public static final String STORES_READ = "stores:read";
    public static final String STORES_WRITE = "stores:write";
    public static final String PRODUCTS_READ = "products:read";
    public static final String PRODUCTS_WRITE = "products:write";
    /** To see what a product costs the merchant. Of staff alone: no scope grants it. */
    public static final String PRODUCTS_COST = "products:cost";

    /** To see how far long work is. */
    public static final String JOBS_READ = "jobs:read";
    /** To end it early. */
    public static final String JOBS_WRITE = "jobs:write";

    /** To send files of what one may write singly. */
    public static final String IMPORTS_WRITE = "imports:write";
    /** To take files of what one may read page by page. */
    public static final String EXPORTS_WRITE = "exports:write";

    /** To read the tenant's settings and its catalogue of event types: every role, and apps by scope. */
    public static final String TENANT_READ = "tenant:read";
    /** To change them. Of owners and admins alone, as are the next two: no scope grants it. */
    public static final String TENANT_WRITE = "tenant:write";

    public static final String STAFF_MANAGE = "staff:manage";
    public static final String APPS_MANAGE = "apps:manage";

    /** To read the audit log. Of owners, admins and those who answer for privacy: no scope grants it. */
    public static final String AUDIT_READ = "audit:read";

    /** To see what members ask for about their own data, and what has become of it. Of staff alone, as are the next three. */
    public static final String PRIVACY_READ = "privacy:read";

    /** To answer it: to check who asks, to have done what he asks for, or to refuse. */
    public static final String PRIVACY_WRITE = "privacy:write";

    /** To see and confirm what stores have to do about it: each manager of his own stores alone. */
    public static final String PRIVACY_TASKS = "privacy:tasks";

    /** To bar members from being erased. Of owners and admins: whoever answers the requests does not bar them himself. */
    public static final String HOLDS_WRITE = "holds:write";

    /** To ask who one is: of every caller with a valid token. */
    public static final String WHOAMI = "whoami";

    /** To begin a session for a member whom the app has recognised. Of apps alone, since a session shows its member in clear. */
    public static final String SESSIONS_CREATE = "sessions:create";

    /** To read what belongs to oneself. Of members' sessions alone, as are the next two: no scope and no role grants it. */
    public static final String ME_READ = "me:read";

    public static final String ME_WRITE = "me:write";
    /** To tell what one does: also of a device that is nobody's yet. */
    public static final String ME_EVENTS = "me:events";

    /** Of platform administrators alone; no scope and no staff role grants it. */
    public static final String TENANTS_MANAGE = "tenants:manage";

    /** Those that an app may have. */
    public static final Set<String> SCOPES = Set.of(
            MEMBERS_READ,
            MEMBERS_WRITE,
            MEMBERS_LOOKUP,
            TAGS_WRITE,
            EVENTS_READ,
            EVENTS_WRITE,
            SEGMENTS_READ,
            SEGMENTS_WRITE,
            SEGMENTS_PREVIEW,
            EXPERIMENTS_READ,
            EXPERIMENTS_WRITE,
            EXPERIMENTS_ASSIGN,
            STORES_READ,
            STORES_WRITE,
            PRODUCTS_READ,
            PRODUCTS_WRITE,
            JOBS_READ,
            JOBS_WRITE,
            IMPORTS_WRITE,
            EXPORTS_WRITE,
            TENANT_READ,
            SESSIONS_CREATE);

    /** Those of members, each to what belongs to himself. */
    public static final Set<String> OWN = Set.of(ME_READ, ME_WRITE, ME_EVENTS);

    private Permission() {}

    /** Whether an app's token can carry it. */
    public static boolean isScope(String permission) {
        return SCOPES.contains(permission);
    }
}
