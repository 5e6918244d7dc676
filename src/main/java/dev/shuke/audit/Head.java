package dev.shuke.audit;

import java.util.UUID;

/**
 * The end of a tenant's chain at some moment, as it is written down outside the database.
 *
 * @param mac in hexadecimal
 */
record Head(long number, String mac) {
    static String file(UUID tenantId) {
        return "audit-" + tenantId + ".log";
    }

    static Head of(Seal seal) {
        return new Head(seal.number(), seal.macText());
    }

    String line() {
        return number + " " + mac;
    }

    /** Null for what no {@link #line} is, as one that a full disk has cut. */
    static Head read(String line) {
        return line.matches("[0-9]{1,18} [0-9a-f]{64}")
                ? new Head(Long.parseLong(line.substring(0, line.indexOf(' '))), line.substring(line.indexOf(' ') + 1))
                : null;
    }
}
