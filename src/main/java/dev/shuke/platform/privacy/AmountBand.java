package dev.shuke.platform.privacy;

import java.util.List;
import java.util.stream.LongStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An amount as it is shown to those who may know its size only.
 *
 * @param from the amount is not less
 * @param below the amount is less
 */
@Schema(
        description = "Of an amount of which the caller may only know the size; the edges are 0, and 1, 2 and 5 times"
                + " each power of ten from 10000 minor units on",
        examples =
                "{\"from\": {\"amount\": 20000, \"currency\": \"CNY\"}, \"below\": {\"amount\": 50000, \"currency\": \"CNY\"}}",
        requiredProperties = {"from", "below"})
public record AmountBand(Money from, Money below) {
    private static final long FIRST = 10_000;

    private static final List<Long> EDGES =
            LongStream.iterate(FIRST, AmountBand::next).limit(30).boxed().toList();

    /** All that an amount can reach, but 0: in minor units, ascending. */
    public static List<Long> edges() {
        return EDGES;
    }

    public static AmountBand of(Money money) {
        long from = 0;
        long below = FIRST;
        while (below <= money.amount()) {
            from = below;
            below = next(below);
        }
        return new AmountBand(new Money(from, money.currency()), new Money(below, money.currency()));
    }

    /** Whether a comparison with this amount tells no more than the band does. */
    public static boolean isEdge(long amount) {
        long edge = 0;
        while (edge < amount) {
            edge = edge == 0 ? FIRST : next(edge);
        }
        return edge == amount;
    }

    private static long next(long edge) {
        long power = FIRST;
        while (power * 10 <= edge) {
            power *= 10;
        }
        return edge == power * 2 ? power * 5 : edge * 2;
    }
}
