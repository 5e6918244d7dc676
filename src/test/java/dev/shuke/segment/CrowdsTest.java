package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.segment.Crowds.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdsTest {
    private static final int K = 10;

    private static Cell cell(long members, boolean matches, String... at) {
        return new Cell(at, matches, members);
    }

    private static long matching(int broad, Cell... cells) {
        return Crowds.matching(List.of(cells), broad, K);
    }

    @Test
    void crowdsCountAsTheyAre() {
        assertThat(matching(0, cell(10, true, "a"), cell(12, false, "b"), cell(30, true, "c")))
                .isEqualTo(40);
        assertThat(matching(0)).isZero();
    }

    @Test
    void nobodyIsCountedWhereNoCrowdIs() {
        assertThat(matching(0, cell(5, true, "a"), cell(4, true, "b"))).isZero();
    }

    /** It gives up the rare town, and keeps what it shares with many. */
    @Test
    void fewCountAsThoseWithWhomTheyShareWhatIsCommon() {
        Cell rich = cell(20, true, "rich", "false");
        Cell poor = cell(15, false, "poor", "false");
        assertThat(matching(0, rich, poor, cell(1, false, "rich", "true"))).isEqualTo(21);
        assertThat(matching(0, rich, poor, cell(1, true, "poor", "true"))).isEqualTo(20);
    }

    @Test
    void whatTellsLessIsKeptFirst() {
        Cell never = cell(100, false, "0", "0");
        Cell there = cell(30, true, "1", "1");
        assertThat(matching(1, never, there, cell(1, false, "1", "0"))).isEqualTo(31);
        assertThat(matching(0, never, there, cell(1, false, "1", "0"))).isEqualTo(30);
    }

    @Test
    void aRareValueOfAListCountsAsNotListed() {
        assertThat(matching(0, cell(40, true, "A"), cell(20, false, (String) null), cell(3, true, "T")))
                .isEqualTo(40);
    }

    /** Two few may make a crowd. */
    @Test
    void fewJoinTheSmallestFirst() {
        assertThat(matching(0, cell(9, true, "A", "x"), cell(1, false, "A", "y"), cell(50, false, "B", "y")))
                .isZero();
        assertThat(matching(0, cell(9, true, "A", "x"), cell(1, false, "A", "y"), cell(50, false, "B", "x")))
                .isEqualTo(10);
    }
}
