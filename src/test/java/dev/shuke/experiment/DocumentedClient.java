package dev.shuke.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What somebody writes who has the API's answers and the description in {@code openapi/assignment-vectors.json} and nothing
 * else of ours.
 *
 * @param experiment as it is read
 * @param settings as they are read
 */
record DocumentedClient(JsonNode experiment, JsonNode settings) {
    private static final BigInteger BUCKETS = BigInteger.valueOf(10_000);

    static BigInteger hash(String salt, String draw, String unit) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(":", salt, draw, unit).getBytes(UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, 6));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static int bucket(String salt, String draw, String unit) {
        return hash(salt, draw, unit).mod(BUCKETS).intValue();
    }

    /** The variant, or the reason why there is none. */
    String outcome(String unit) {
        if (bucket(settings.get("salt").asText(), "holdout", unit) < buckets(settings.get("holdout"))) {
            return "holdout";
        }
        int traffic = Math.max(1, buckets(experiment.get("traffic")));
        if (experiment.has("layerSalt")) {
            if (!inLayer(unit, traffic)) {
                return "layer";
            }
        } else if (bucket(salt(), "traffic", unit) >= traffic) {
            return "traffic";
        }
        return variant(bucket(salt(), "variant", unit));
    }

    private String salt() {
        return experiment.get("salt").asText();
    }

    private static int buckets(JsonNode share) {
        return (int) Math.floor(10_000 * share.asDouble() + 0.5);
    }

    private boolean inLayer(String unit, int traffic) {
        int bucket = bucket(experiment.get("layerSalt").asText(), "layer", unit);
        int before = 0;
        for (JsonNode range : experiment.get("ranges")) {
            int from = range.get("from").asInt();
            int to = range.get("to").asInt();
            if (bucket >= from && bucket < to) {
                return before + bucket - from < traffic;
            }
            before += to - from;
        }
        return false;
    }

    private String variant(int bucket) {
        long all = 0;
        for (JsonNode variant : experiment.get("variants")) {
            all += variant.get("weight").asLong();
        }
        long upTo = 0;
        for (JsonNode variant : experiment.get("variants")) {
            upTo += variant.get("weight").asLong();
            if (bucket < 10_000 * upTo / all) {
                return variant.get("key").asText();
            }
        }
        throw new IllegalStateException("the last variant ends with the last bucket");
    }
}
