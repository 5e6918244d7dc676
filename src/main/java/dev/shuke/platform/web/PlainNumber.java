package dev.shuke.platform.web;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers that we keep in JSON: PostgreSQL writes out all their digits and zeros, and so they are read again. */
public final class PlainNumber {
    /** Somewhat less than {@link StrictJson} reads. */
    private static final int MAX_LENGTH = 95;

    private PlainNumber() {}

    /** @param number of a body */
    public static boolean fits(JsonNode number) {
        return Double.isFinite(number.doubleValue())
                && number.decimalValue().toPlainString().length() <= MAX_LENGTH;
    }
}
