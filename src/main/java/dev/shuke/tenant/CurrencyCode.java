package dev.shuke.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.shuke.platform.web.InvalidValue;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The one currency of a tenant's amounts. */
@Schema(type = SchemaType.STRING, pattern = "^[A-Z]{3}$", description = "ISO 4217 code", examples = "CNY")
public record CurrencyCode(@JsonValue String code) {

    /** From a caller. Refuses gold, drawing rights and the test code too: they have no minor unit to count in. */
    @JsonCreator
    static CurrencyCode of(String code) {
        if (!isCountable(code)) {
            throw new InvalidValue("must be an ISO 4217 currency code such as CNY");
        }
        return new CurrencyCode(code);
    }

    private static boolean isCountable(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
