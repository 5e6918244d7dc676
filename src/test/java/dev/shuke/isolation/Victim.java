package dev.shuke.isolation;

import java.util.HashSet;
import java.util.Set;

/**
 * A merchant before it is attacked.
 *
 * @param rows all that the database holds of it
 * @param secrets ids and words that no stranger may be told
 */
record Victim(Merchant merchant, TenantRows rows, Set<String> secrets) {
    static Victim of(Merchant merchant) {
        TenantRows rows = TenantRows.of(merchant.tenant().id());
        Set<String> secrets = new HashSet<>(rows.ids());
        secrets.addAll(merchant.canaries());
        secrets.add(merchant.tenant().slug());
        return new Victim(merchant, rows, secrets);
    }

    boolean changed() {
        return !TenantRows.of(merchant.tenant().id()).equals(rows);
    }
}
