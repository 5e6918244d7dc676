package dev.shuke.platform.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.shuke.platform.web.InvalidValue;

/** Phone numbers of all countries, in E.164. */
final class Phones {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String CHINA = "+86";
    private static final int MOBILE_LENGTH = 11;

    private Phones() {}

    static String e164(String value) {
        PhoneNumber number = parse(value);
        if (!value.startsWith("+") || !LIBRARY.isPossibleNumber(number)) {
            throw new InvalidValue("must be a phone number with its country code, such as +8613812345678");
        }
        return LIBRARY.format(number, PhoneNumberFormat.E164);
    }

    /** Mainland China as people write it there, {@code 138****5678}; others with their country code. */
    static String mask(String e164) {
        if (e164.startsWith(CHINA) && e164.length() == CHINA.length() + MOBILE_LENGTH) { // no other code begins so
            return e164.substring(3, 6) + "****" + e164.substring(10);
        }
        PhoneNumber number = parse(e164);
        String national = LIBRARY.getNationalSignificantNumber(number);
        int shown = national.length() > 8 ? 4 : 2;
        return "+" + number.getCountryCode() + "****" + national.substring(national.length() - shown);
    }

    private static PhoneNumber parse(String value) {
        try {
            return LIBRARY.parse(value, null);
        } catch (NumberParseException noNumber) {
            throw new InvalidValue("must be a phone number with its country code, such as +8613812345678");
        }
    }
}
