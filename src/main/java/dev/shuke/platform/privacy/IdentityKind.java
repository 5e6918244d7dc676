package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to recognise a member, and how each value is brought to one spelling and masked. */
public enum IdentityKind {
    PHONE {
        @Override
        String normalise(String value) {
            return Phones.e164(value);
        }

        @Override
        String mask(String clear) {
            return Phones.mask(clear);
        }
    },
    CARD {
        @Override
        String normalise(String value) {
            return value.toUpperCase(Locale.ROOT);
        }
    },
    WECHAT_OPENID {
        @Override
        boolean hasIssuers() {
            return true;
        }
    },
    WECHAT_UNIONID,
    DEVICE,
    EMAIL {
        @Override
        String normalise(String value) {
            return Email.normalised(value);
        }

        @Override
        String mask(String clear) {
            return Email.masked(clear);
        }
    },
    EXTERNAL {
        @Override
        boolean hasIssuers() {
            return true;
        }
    };

    /** Whether several parties give out such values, each for itself, so that two may give out the same. */
    boolean hasIssuers() {
        return false;
    }

    /** One spelling for values that mean the same; the input is trimmed and not empty. */
    String normalise(String value) {
        return value;
    }

    /** Four stars, whatever the length, and the last four characters; only stars where that would be all. */
    String mask(String clear) {
        return "****"
                + (clear.codePointCount(0, clear.length()) > 4
                        ? clear.substring(clear.offsetByCodePoints(clear.length(), -4))
                        : "");
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static IdentityKind named(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("must be one of "
                        + Arrays.stream(values()).map(IdentityKind::key).collect(Collectors.joining(", "))));
    }

    /** From the database, where a CHECK admits no other value. */
    public static IdentityKind stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
