package dev.shuke.tag;

import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a definition must be beyond its shape. Only a group has something below it, and no group is in another: so the
 * tree has three levels and no cycle, whatever is defined.
 */
final class TagRules {
    /** Tags are not sealed, and what a member allows is said elsewhere. */
    static final Set<FieldGroup> SENSITIVITIES =
            EnumSet.of(FieldGroup.PROFILE, FieldGroup.PREFERENCE, FieldGroup.AMOUNT, FieldGroup.BEHAVIOUR);

    private final TagView tag;
    private final List<FieldError> errors = new ArrayList<>();

    private TagRules(TagView tag) {
        this.tag = tag;
    }

    /** @throws ApiException validation_failed, pointing at every field that is not valid */
    static void require(TagView tag) {
        TagRules rules = new TagRules(tag);
        rules.refuse(
                tag.name().zh() == null && tag.name().en() == null, "/name", "must be given in Chinese or English");
        rules.refuse(
                !SENSITIVITIES.contains(tag.sensitivity()),
                "/sensitivity",
                "must be one of profile, preference, amount, behaviour");
        if (tag.group()) {
            rules.checkGroup();
        } else {
            rules.checkTag();
        }
        if (!rules.errors.isEmpty()) {
            throw ApiException.invalid(rules.errors);
        }
    }

    /**
     * @param parent null when there is none of that key
     * @throws ApiException validation_failed
     */
    static void requireBelow(TagView parent, TagView tag) {
        if (parent == null || !parent.group() || parent.kind() != tag.kind() || parent.retired()) {
            throw ApiException.invalid("/parent", "must be the key of a group of this kind that is not retired");
        }
        if (parent.exclusive() && parent.sensitivity() != tag.sensitivity()) {
            throw ApiException.invalid(
                    "/sensitivity", "must be that of the group, since one tag of it tells of the others");
        }
    }

    private void checkGroup() {
        refuse(tag.parent() != null, "/parent", "is not for a group");
        refuse(tag.valueType() != null, "/valueType", "is not for a group");
        refuse(tag.constraints() != null, "/constraints", "is not for a group");
        refuse(tag.expiryDays() != null, "/expiryDays", "is not for a group");
    }

    private void checkTag() {
        refuse(tag.exclusive(), "/exclusive", "is for a group only");
        if (tag.valueType() == null) {
            refuse(tag.constraints() != null, "/constraints", "is for a tag with a valueType only");
        } else {
            errors.addAll(AttributeConstraints.of(tag.constraints())
                    .faults(tag.valueType().type()));
        }
    }

    private void refuse(boolean wrong, String pointer, String reason) {
        if (wrong) {
            errors.add(FieldError.at(pointer, reason));
        }
    }
}
