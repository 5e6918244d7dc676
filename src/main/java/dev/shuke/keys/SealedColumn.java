package dev.shuke.keys;

import java.util.UUID;

/**
 * What the tenant's keyset itself has sealed and that is kept for long; a rotation seals all of it anew. Each row has an
 * {@code id}, and is sealed for the place {@code table|column|id}. What lives a day at most, such as the answers kept
 * for an {@code Idempotency-Key}, is not here: the old key opens it until it is gone.
 */
enum SealedColumn {
    MEMBER_KEY("member", "data_key"),
    STAFF_EMAIL("staff", "email"),
    STAFF_CREDENTIAL("staff", "credential"),
    APP_SECRET("app", "secret");

    private final String table;
    private final String column;

    SealedColumn(String table, String column) {
        this.table = table;
        this.column = column;
    }

    String table() {
        return table;
    }

    String column() {
        return column;
    }

    String place(UUID id) {
        return table + "|" + column + "|" + id;
    }
}
