package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What of a member is masked, and can be asked for in clear text. */
public enum RevealField {
    NAME(FieldGroup.IDENTITY),
    BIRTHDAY(FieldGroup.IDENTITY),
    EMAIL(FieldGroup.CONTACT),
    PHONE(FieldGroup.CONTACT),
    CARD(FieldGroup.CONTACT),
    WECHAT_OPENID(FieldGroup.CONTACT),
    WECHAT_UNIONID(FieldGroup.CONTACT),
    DEVICE(FieldGroup.CONTACT),
    EXTERNAL(FieldGroup.CONTACT);

    private final FieldGroup group;

    RevealField(FieldGroup group) {
        this.group = group;
    }

    FieldGroup group() {
        return group;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static RevealField named(String key) {
        return Arrays.stream(values())
                .filter(field -> field.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + String.join(
                                ", ",
                                List.of(values()).stream().map(RevealField::key).toList())));
    }
}
