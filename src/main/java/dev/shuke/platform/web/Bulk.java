package dev.shuke.platform.web;

import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a bulk call sent: the good ones, each under its own key, and the rest with the reasons. Sorted by key, so that
 * two calls that write the same wait for each other and never deadlock.
 */
public final class Bulk<T> {
    private final TreeMap<String, T> good = new TreeMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final String keyName;

    /** @param keyName of the field that tells the elements apart */
    Bulk(String keyName) {
        this.keyName = keyName;
    }

    void add(int index, String key, T element) {
        if (good.putIfAbsent(key, element) != null) {
            String detail = "Another element before it has the same " + keyName + ".";
            reject(
                    index,
                    new ApiException(
                            ErrorCode.CONFLICT, detail, List.of(FieldError.at("/" + keyName, "is there twice"))));
        }
    }

    void reject(int index, ApiException refusal) {
        rejected.add(Rejected.of(index, refusal));
    }

    public List<T> good() {
        return List.copyOf(good.values());
    }

    /**
     * @param created how many of the good ones are new
     * @throws IllegalStateException when the numbers do not add up: one would be lost without a word
     */
    public BulkResult result(long created, long updated) {
        if (created + updated != good.size()) {
            throw new IllegalStateException("an element is neither written nor refused");
        }
        return new BulkResult((int) created, (int) updated, List.copyOf(rejected));
    }
}
