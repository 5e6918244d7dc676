package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.segment.Condition.Near;
import java.util.Set;
import java.util.TreeSet;

/** How far places are from each other: along the great circle of a sphere as large as the earth, by haversines. */
final class Places {
    /** Half the way around. */
    private static final double MOST_KM = 20_000;

    private static final Set<String> OF_PLACE = Set.of("km", "latitude", "longitude");
    private static final Set<String> OF_STORE = Set.of("km", "store");

    /** {@code %1$s}, {@code %2$s} and {@code %3$s}, {@code %4$s} are two latitudes and longitudes, in degrees. */
    private static final String KM = """
            (2 * 6371.0088 * asin(least(1, sqrt(
              power(sin(radians(%3$s - %1$s) / 2), 2)
              + cos(radians(%1$s)) * cos(radians(%3$s)) * power(sin(radians(%4$s - %2$s) / 2), 2)))))""";

    private Places() {}

    /** In SQL, the kilometres between two places; null where one of them is. */
    static String km(String latitude, String longitude, String otherLatitude, String otherLongitude) {
        return KM.formatted(latitude, longitude, otherLatitude, otherLongitude);
    }

    /** @throws InvalidValue when the JSON value names no place or no distance */
    static Near near(JsonNode value) {
        Set<String> names = new TreeSet<>();
        value.fieldNames().forEachRemaining(names::add);
        if (names.equals(OF_STORE) && value.path("store").isTextual()) {
            return new Near(
                    km(value), null, null, ValueType.checked(value.path("store").textValue()));
        }
        if (!names.equals(OF_PLACE)) {
            throw new InvalidValue("must have km, and either latitude and longitude or the code of a store");
        }
        return new Near(km(value), within(value, "latitude", -90, 90), within(value, "longitude", -180, 180), null);
    }

    private static double km(JsonNode value) {
        double km = within(value, "km", 0, MOST_KM);
        if (km == 0) {
            throw new InvalidValue("must have a km above 0");
        }
        return km;
    }

    private static double within(JsonNode value, String name, double from, double to) {
        JsonNode number = value.path(name);
        if (!number.isNumber() || !(number.doubleValue() >= from && number.doubleValue() <= to)) {
            throw new InvalidValue("must have a %s from %.0f to %.0f".formatted(name, from, to));
        }
        return number.doubleValue();
    }
}
