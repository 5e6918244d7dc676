package dev.shuke.member;

import dev.shuke.platform.privacy.Birthday;
import dev.shuke.platform.privacy.Email;
import dev.shuke.platform.privacy.PersonName;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The built-in attributes of a member, each of them optional. Clear when sent, masked when answered. */
public record Profile(
        PersonName name,
        Gender gender,
        Birthday birthday,
        Email email,

        @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @Schema(examples = "Shanghai")
        String city) {

    static final Profile EMPTY = new Profile(null, null, null, null, null);

    /** What is given there over what is here. */
    Profile completedBy(Profile later) {
        return new Profile(
                later.name() == null ? name : later.name(),
                later.gender() == null ? gender : later.gender(),
                later.birthday() == null ? birthday : later.birthday(),
                later.email() == null ? email : later.email(),
                later.city() == null ? city : later.city());
    }
}
