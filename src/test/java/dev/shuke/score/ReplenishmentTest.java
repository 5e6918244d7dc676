package dev.shuke.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.score.Replenishment.Refill;
import dev.shuke.score.Replenishment.Supply;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplenishmentTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T09:00:00Z");

    /** A tin of milk powder lasts six days: two tins bought on the first are used up on the thirteenth. */
    @Test
    void dueIsQuantityTimesDaysPerUnit() {
        assertThat(new Replenishment(6).dueAt(List.of(new Supply(MARCH, 2))))
                .isEqualTo(Instant.parse("2026-03-13T09:00:00Z"));
        assertThat(new Replenishment(0.5).dueAt(List.of(new Supply(MARCH, 1))))
                .isEqualTo(Instant.parse("2026-03-01T21:00:00Z"));
        assertThat(new Replenishment(6).dueAt(List.of())).isNull();
        assertThat(new Replenishment(6).dueAt(List.of(new Supply(MARCH, 1e300))))
                .isEqualTo(Instant.parse("2126-03-02T09:00:00Z"));
    }

    @Test
    void whatIsLeftComesFirst() {
        Supply two = new Supply(MARCH, 2);
        Supply early = new Supply(Instant.parse("2026-03-10T09:00:00Z"), 1);
        Supply late = new Supply(Instant.parse("2026-04-20T09:00:00Z"), 1);
        Replenishment tin = new Replenishment(6);
        assertThat(tin.dueAt(List.of(early, two))).isEqualTo(Instant.parse("2026-03-19T09:00:00Z"));
        assertThat(tin.dueAt(List.of(late, early, two))).isEqualTo(Instant.parse("2026-04-26T09:00:00Z"));
    }

    @Test
    void daysPerUnitAreThoseOfTheMiddleRefill() {
        List<Refill> refills = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> new Refill(2, i == 11 ? 4_000 : 2 * i))
                .toList();
        assertThat(Replenishment.of(refills).daysPerUnit()).isEqualTo(6);
        assertThat(Replenishment.of(refills.subList(0, 10)).daysPerUnit()).isEqualTo(5.5);
    }

    @Test
    void refusesWhatSaysTooLittle() {
        assertThatThrownBy(() -> Replenishment.of(Collections.nCopies(9, new Refill(1, 30))))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessage("bought again 9 times, 10 are needed");
        assertThatIllegalArgumentException().isThrownBy(() -> new Replenishment(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Replenishment(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Supply(MARCH, 0));
    }
}
