package dev.shuke.fieldpolicy;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldMatrix;
import dev.shuke.platform.privacy.Sight;
import dev.shuke.platform.web.WithETag;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who sees how much of what, with nothing left out, and the most that could be allowed. */
@WithETag
@Schema(
        name = "FieldPolicy",
        requiredProperties = {"roles", "limits"})
public record FieldPolicyView(
        @Schema(description = "By staff role and `app`, then by field group")
        Map<String, Map<FieldGroup, Sight>> roles,

        @Schema(description = "The most that each may be given")
        Map<String, Map<FieldGroup, Sight>> limits) {

    /** @param changes as the merchant wrote them */
    static FieldPolicyView of(Map<String, Map<String, String>> changes) {
        return new FieldPolicyView(
                table((row, group) -> FieldMatrix.of(row, group, changes)), table(FieldMatrix::atMost));
    }

    private static Map<String, Map<FieldGroup, Sight>> table(BiFunction<String, FieldGroup, Sight> cell) {
        Map<String, Map<FieldGroup, Sight>> table = new LinkedHashMap<>();
        for (String row : FieldMatrix.rows()) {
            Map<FieldGroup, Sight> cells = new EnumMap<>(FieldGroup.class);
            for (FieldGroup group : FieldGroup.values()) {
                cells.put(group, cell.apply(row, group));
            }
            table.put(row, cells);
        }
        return table;
    }
}
