package dev.shuke.attribute;

import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a definition must be beyond its shape. */
final class DefinitionRules {
    /** As callers name a member's own properties in rules. */
    private static final Set<String> BUILT_IN = Set.of("name", "gender", "birthday", "email", "city", "createdAt");

    private final AttributeView attribute;
    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionRules(AttributeView attribute) {
        this.attribute = attribute;
    }

    /** @throws ApiException validation_failed, pointing at every field that is not valid */
    static void require(AttributeView attribute) {
        DefinitionRules rules = new DefinitionRules(attribute);
        rules.check();
        rules.errors.addAll(AttributeConstraints.of(attribute.constraints()).faults(attribute.type()));
        if (!rules.errors.isEmpty()) {
            throw ApiException.invalid(rules.errors);
        }
    }

    private void check() {
        refuse(BUILT_IN.contains(attribute.key()), "/key", "must not be that of a built-in attribute");
        refuse(
                attribute.name().zh() == null && attribute.name().en() == null,
                "/name",
                "must be given in Chinese or English");
        refuse(
                attribute.sensitivity() == FieldGroup.CONSENT,
                "/sensitivity",
                "must be one of contact, identity, profile, preference, amount, behaviour");
        refuse(
                attribute.isSealed() && attribute.type() != AttributeType.STRING,
                "/type",
                "must be string for contact and identity");
    }

    private void refuse(boolean wrong, String pointer, String reason) {
        if (wrong) {
            errors.add(FieldError.at(pointer, reason));
        }
    }
}
