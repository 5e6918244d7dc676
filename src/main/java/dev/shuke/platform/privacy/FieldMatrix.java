package dev.shuke.platform.privacy;

import static dev.shuke.platform.privacy.Sight.AGGREGATE;
import static dev.shuke.platform.privacy.Sight.FULL;
import static dev.shuke.platform.privacy.Sight.MASKED;
import static dev.shuke.platform.privacy.Sight.NONE;
import static dev.shuke.platform.privacy.Sight.PARTIAL;
import static dev.shuke.platform.privacy.Sight.REVEAL;

import dev.shuke.platform.access.StaffRole;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who sees how much of what, before a merchant changes it, and the most that a merchant may allow. The columns are
 * {@link FieldGroup}'s constants in their order.
 */
public final class FieldMatrix {
    /** The row of the merchant's apps. Within it an app sees what its scopes say. */
    public static final String APP = "app";

    private static final Map<String, Map<FieldGroup, Sight>> DEFAULTS = new LinkedHashMap<>();
    private static final Map<String, Map<FieldGroup, Sight>> LIMITS = new LinkedHashMap<>();

    static {
        //                                         contact identity profile    preference amount     behaviour  consent
        defaults(StaffRole.OWNER.key(), /*     */ REVEAL, MASKED, FULL, FULL, FULL, FULL, FULL);
        limits(StaffRole.OWNER.key(), /*       */ REVEAL, REVEAL, FULL, FULL, FULL, FULL, FULL);
        defaults(StaffRole.ADMIN.key(), /*     */ REVEAL, MASKED, FULL, FULL, FULL, FULL, FULL);
        limits(StaffRole.ADMIN.key(), /*       */ REVEAL, REVEAL, FULL, FULL, FULL, FULL, FULL);
        defaults(StaffRole.MARKETING.key(), /* */ NONE, NONE, FULL, FULL, PARTIAL, FULL, PARTIAL);
        limits(StaffRole.MARKETING.key(), /*   */ MASKED, MASKED, FULL, FULL, FULL, FULL, FULL);
        defaults(StaffRole.FINANCE.key(), /*   */ NONE, NONE, NONE, NONE, FULL, NONE, NONE);
        limits(StaffRole.FINANCE.key(), /*     */ NONE, NONE, NONE, NONE, FULL, NONE, NONE);
        defaults(StaffRole.ANALYST.key(), /*   */ NONE, NONE, AGGREGATE, AGGREGATE, AGGREGATE, AGGREGATE, AGGREGATE);
        limits(StaffRole.ANALYST.key(), /*     */ NONE, NONE, AGGREGATE, AGGREGATE, AGGREGATE, AGGREGATE, AGGREGATE);
        defaults(StaffRole.ASSOCIATE.key(), /* */ MASKED, PARTIAL, FULL, PARTIAL, NONE, PARTIAL, PARTIAL);
        limits(StaffRole.ASSOCIATE.key(), /*   */ MASKED, MASKED, FULL, FULL, PARTIAL, FULL, FULL);
        defaults(StaffRole.MANAGER.key(), /*   */ MASKED, MASKED, FULL, FULL, FULL, FULL, PARTIAL);
        limits(StaffRole.MANAGER.key(), /*     */ MASKED, MASKED, FULL, FULL, FULL, FULL, FULL);
        defaults(StaffRole.PRIVACY.key(), /*   */ REVEAL, REVEAL, FULL, FULL, NONE, NONE, FULL);
        limits(StaffRole.PRIVACY.key(), /*     */ REVEAL, REVEAL, FULL, FULL, FULL, FULL, FULL);
        defaults(APP, /*                       */ MASKED, NONE, FULL, FULL, FULL, FULL, PARTIAL);
        limits(APP, /*                         */ MASKED, MASKED, FULL, FULL, FULL, FULL, FULL);
    }

    private FieldMatrix() {}

    /** The rows: every staff role, and {@link #APP}. */
    public static List<String> rows() {
        return List.copyOf(DEFAULTS.keySet());
    }

    public static Sight byDefault(String row, FieldGroup group) {
        return DEFAULTS.get(row).get(group);
    }

    public static Sight atMost(String row, FieldGroup group) {
        return LIMITS.get(row).get(group);
    }

    /**
     * What the row shows of the group at a merchant.
     *
     * @param changes what the merchant wrote into its field policy: sights by group by row
     */
    public static Sight of(String row, FieldGroup group, Map<String, Map<String, String>> changes) {
        Sight most = atMost(row, group);
        Map<String, String> changed = changes.get(row);
        Sight wanted = changed == null
                ? byDefault(row, group)
                : Sight.named(changed.get(group.key())).orElse(byDefault(row, group));
        return wanted.atLeast(most) ? most : wanted;
    }

    private static void defaults(String row, Sight... sights) {
        DEFAULTS.put(row, byGroup(sights));
    }

    private static void limits(String row, Sight... sights) {
        LIMITS.put(row, byGroup(sights));
    }

    private static Map<FieldGroup, Sight> byGroup(Sight... sights) {
        Map<FieldGroup, Sight> byGroup = new EnumMap<>(FieldGroup.class);
        for (FieldGroup group : FieldGroup.values()) {
            byGroup.put(group, sights[group.ordinal()]);
        }
        return byGroup;
    }
}
