package dev.shuke.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks JSON that we keep without knowing its fields. Texts may have several lines here, but what PostgreSQL cannot
 * store, or would store as something else, is refused: NUL, lone surrogates, numbers beyond a double or of too many digits.
 */
public final class SafeTree {
    private final List<FieldError> errors = new ArrayList<>();

    private SafeTree() {}

    /**
     * @param pointer of the tree in the body
     * @return what is wrong in it, empty when nothing is
     */
    public static List<FieldError> errors(JsonNode tree, String pointer) {
        SafeTree checked = new SafeTree();
        checked.check(tree, pointer);
        return checked.errors;
    }

    private void check(JsonNode node, String pointer) {
        if (node.isTextual() && !node.textValue().codePoints().allMatch(SafeTree::storable)) {
            errors.add(FieldError.at(pointer, "must not contain control characters"));
        } else if (node.isNumber() && !PlainNumber.fits(node)) {
            errors.add(FieldError.at(pointer, "must be a number in range"));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), pointer + "/" + i);
            }
        } else {
            node.properties().forEach(field -> check(field.getKey(), field.getValue(), pointer));
        }
    }

    private void check(String key, JsonNode value, String pointer) {
        if (key.codePoints().anyMatch(PlainText::unprintable)) {
            errors.add(FieldError.at(pointer, "must not have keys with control characters"));
        }
        check(value, pointer + "/" + BodyErrors.shown(key));
    }

    private static boolean storable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.SURROGATE && type != Character.CONTROL
                || codePoint == '\n'
                || codePoint == '\r'
                || codePoint == '\t';
    }
}
