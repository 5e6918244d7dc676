package dev.shuke.platform.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shuke.platform.web.InvalidValue;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An amount of money.
 *
 * @param amount minor units: pence, cents, fen
 * @param currency ISO 4217
 */
@Schema(
        examples = "{\"amount\": 12850, \"currency\": \"CNY\"}",
        requiredProperties = {"amount", "currency"})
public record Money(long amount, String currency) {
    /** A thousand billion of the major unit: sums of many stay far from the end of a bigint. */
    private static final long MAX_AMOUNT = 100_000_000_000_000L;

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** From a caller. */
    @JsonCreator
    static Money of(
            @JsonProperty(value = "amount", required = true) long amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new InvalidValue("must have an amount from 0 to " + MAX_AMOUNT + " minor units");
        }
        if (currency == null || !CURRENCY.matcher(currency).matches()) {
            throw new InvalidValue("must have a currency of three capital letters, such as CNY");
        }
        return new Money(amount, currency);
    }
}
