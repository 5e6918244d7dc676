package dev.shuke.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AmountBandTest {
    @Test
    void edgesAreOneTwoAndFiveTimesThePowersOfTen() {
        assertThat(LongStream.rangeClosed(0, 2_000_000)
                        .filter(AmountBand::isEdge)
                        .boxed())
                .isEqualTo(
                        List.of(0L, 10_000L, 20_000L, 50_000L, 100_000L, 200_000L, 500_000L, 1_000_000L, 2_000_000L));
    }

    @Test
    void anAmountLiesWithinItsBand() {
        for (long amount :
                new long[] {0, 1, 9_999, 10_000, 19_999, 20_000, 49_999, 50_000, 99_999, 100_000, 7_654_321}) {
            AmountBand band = AmountBand.of(new Money(amount, "CNY"));
            assertThat(amount).isBetween(band.from().amount(), band.below().amount() - 1);
            assertThat(AmountBand.isEdge(band.from().amount())).isTrue();
            assertThat(AmountBand.isEdge(band.below().amount())).isTrue();
        }
    }
}
