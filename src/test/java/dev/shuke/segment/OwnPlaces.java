package dev.shuke.segment;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Places that members and stores are at, and how far they are from each other by vectors, where the SQL has haversines. */
record OwnPlaces(RandomGenerator random) {
    /** Shanghai, Suzhou, Beijing, Shanghai's antipode, both sides of where the days begin, a pole. */
    static final List<double[]> PLACES = List.of(
            new double[] {31.2304, 121.4737},
            new double[] {31.2989, 120.5853},
            new double[] {39.9042, 116.4074},
            new double[] {-31.2304, -58.5263},
            new double[] {-17, 179.9},
            new double[] {-17.1, -179.9},
            new double[] {90, 0});

    /** By code; the third store has none. */
    static final Map<String, double[]> STORES = Map.of("S-01", PLACES.get(0), "S-02", PLACES.get(1));

    private static final List<Integer> KM = List.of(1, 50, 100, 1_200, 10_000, 20_000);

    ObjectNode place() {
        double[] place = PLACES.get(random.nextInt(PLACES.size()));
        return instance.objectNode().put("latitude", place[0]).put("longitude", place[1]);
    }

    /** What a leaf is compared with. */
    ObjectNode near() {
        ObjectNode near = random.nextInt(3) == 0
                ? instance.objectNode()
                        .put("store", RandomPeople.STORES.get(random.nextInt(RandomPeople.STORES.size())))
                : place();
        return near.put("km", KM.get(random.nextInt(KM.size())));
    }

    /** @param place null for none */
    static boolean near(double[] place, JsonNode near) {
        double[] other = near.has("store")
                ? STORES.get(near.get("store").asText())
                : new double[] {
                    near.get("latitude").asDouble(), near.get("longitude").asDouble()
                };
        return place != null
                && other != null
                && km(place, other) <= near.get("km").asDouble();
    }

    private static double km(double[] from, double[] to) {
        double[] a = vector(from);
        double[] b = vector(to);
        double[] cross = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
        double length = Math.sqrt(cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2]);
        return 6371.0088 * Math.atan2(length, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
    }

    private static double[] vector(double[] place) {
        double latitude = Math.toRadians(place[0]);
        double longitude = Math.toRadians(place[1]);
        return new double[] {
            Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)
        };
    }
}
