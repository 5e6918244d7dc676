package dev.shuke.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shuke.platform.web.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTest {
    private static BucketRange range(int from, int to) {
        return new BucketRange(from, to);
    }

    @Test
    void anExperimentKeepsItsBucketsAndTakesTheLowestFree() {
        Layer layer = new Layer("salt", List.of(range(1_000, 3_000)));
        assertThat(layer.extended(List.of(range(0, 500)), 1_000))
                .containsExactly(range(0, 500), range(500, 1_000), range(3_000, 3_500));
        assertThatThrownBy(() -> layer.extended(List.of(range(0, 500)), 7_501)).isInstanceOf(ApiException.class);
        assertThat(layer.extended(List.of(range(0, 500)), 7_500).stream()
                        .mapToInt(BucketRange::size)
                        .sum())
                .isEqualTo(8_000);
    }

    @Test
    void lessTrafficIsTheFirstOfItsBuckets() {
        Layer.Place place = new Layer.Place("salt", List.of(range(0, 500), range(3_000, 3_500)));
        assertThat(place.first(400).ranges()).containsExactly(range(0, 400));
        assertThat(place.first(700).ranges()).containsExactly(range(0, 500), range(3_000, 3_200));
        assertThat(place.first(1_000)).isEqualTo(place);
    }
}
