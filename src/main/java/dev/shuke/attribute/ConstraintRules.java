package dev.shuke.attribute;

import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.LinearPattern;
import dev.shuke.platform.web.PlainText;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What the constraints of a definition must be, by the type of its values. */
final class ConstraintRules {
    private static final Set<AttributeType> MEASURED =
            EnumSet.of(AttributeType.NUMBER, AttributeType.MONEY, AttributeType.STRING, AttributeType.STRING_LIST);
    private static final int MAX_CHOICE = 100;

    private final AttributeType type;
    private final List<FieldError> errors = new ArrayList<>();

    private ConstraintRules(AttributeType type) {
        this.type = type;
    }

    /** What is wrong with them, each below {@code /constraints}. */
    static List<FieldError> check(AttributeType type, AttributeConstraints must) {
        ConstraintRules rules = new ConstraintRules(type);
        rules.check(must);
        return rules.errors;
    }

    private void check(AttributeConstraints must) {
        boolean choices = type == AttributeType.ENUM;
        refuse(must.pattern() != null && type != AttributeType.STRING, "/constraints/pattern", "is for a string only");
        refuse(
                must.pattern() != null && !LinearPattern.usable(must.pattern()),
                "/constraints/pattern",
                "must be a short pattern without look-around and back references");
        boolean measured = MEASURED.contains(type);
        refuse(must.min() != null && !measured, "/constraints/min", "is not for this type");
        refuse(must.max() != null && !measured, "/constraints/max", "is not for this type");
        refuse(
                must.min() != null && must.max() != null && must.min() > must.max(),
                "/constraints/max",
                "must not be less than min");
        refuse(must.values() != null && !choices, "/constraints/values", "is for an enum only");
        refuse(must.values() == null && choices, "/constraints/values", "must be given for an enum");
        if (must.values() != null && choices) {
            check(must.values());
        }
    }

    private void check(List<String> choices) {
        refuse(new HashSet<>(choices).size() < choices.size(), "/constraints/values", "must not have a value twice");
        IntStream.range(0, choices.size())
                .filter(i -> !plain(choices.get(i)))
                .forEach(i -> refuse(
                        true,
                        "/constraints/values/" + i,
                        "must be one line of 1 to " + MAX_CHOICE + " printable characters"));
    }

    private static boolean plain(String choice) {
        try {
            return PlainText.line(choice, MAX_CHOICE).equals(choice);
        } catch (InvalidValue refused) {
            return false;
        }
    }

    private void refuse(boolean wrong, String pointer, String reason) {
        if (wrong) {
            errors.add(FieldError.at(pointer, reason));
        }
    }
}
