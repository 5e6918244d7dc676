package dev.shuke.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.Revealed;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Those of the fields asked for that the member has, in clear text. Of several values of a kind, {@code more} has the later. */
@Schema(name = "RevealedMember")
public record RevealView(
        Revealed name,
        Revealed birthday,
        Revealed email,
        Revealed phone,
        Revealed card,
        @JsonProperty("wechat_openid") Revealed wechatOpenid,
        @JsonProperty("wechat_unionid") Revealed wechatUnionid,
        Revealed device,
        Revealed external,

        @Schema(description = "Further identities of the kinds asked for, in the order in which they were bound")
        List<Identity> more) {

    static RevealView of(Map<RevealField, Revealed> first, List<Identity> more) {
        return new RevealView(
                first.get(RevealField.NAME),
                first.get(RevealField.BIRTHDAY),
                first.get(RevealField.EMAIL),
                first.get(RevealField.PHONE),
                first.get(RevealField.CARD),
                first.get(RevealField.WECHAT_OPENID),
                first.get(RevealField.WECHAT_UNIONID),
                first.get(RevealField.DEVICE),
                first.get(RevealField.EXTERNAL),
                more.isEmpty() ? null : more);
    }

    /** An identity in clear text. */
    @Schema(
            name = "RevealedIdentity",
            requiredProperties = {"kind", "value"})
    public record Identity(IdentityKind kind, Revealed value) {}
}
