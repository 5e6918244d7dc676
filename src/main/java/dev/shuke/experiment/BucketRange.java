package dev.shuke.experiment;

/**
 * Some buckets in a row.
 *
 * @param from the first, from 0
 * @param to one after the last, at most 10,000
 */
public record BucketRange(int from, int to) {
    public BucketRange {
        if (from < 0 || from >= to || to > Bucket.COUNT) {
            throw new IllegalArgumentException("buckets from 0 to 9,999, at least one");
        }
    }

    boolean has(int bucket) {
        return from <= bucket && bucket < to;
    }

    int size() {
        return to - from;
    }
}
