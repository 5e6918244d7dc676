package dev.shuke.member;

import java.time.Instant;

/**
 * Who wrote a value, when, and how good it is; stored as one text, which sorts by how good.
 *
 * @param writer the subject of a caller
 */
record Stamp(int rank, Instant at, String writer) {
    /** Of a value of which nothing is known. */
    static final int UNKNOWN = Provenance.DECLARED.rank();
    /** Beats everything. */
    static final int ANYWAY = 9_999;

    static final int RANK_LENGTH = 4;

    static Stamp read(String text) {
        String[] parts = text.split(" ", 3);
        return new Stamp(Integer.parseInt(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2]);
    }

    static String rank(int rank) {
        return "%04d".formatted(rank);
    }

    String text() {
        return rank(rank) + " " + at.toEpochMilli() + " " + writer;
    }
}
