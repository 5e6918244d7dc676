package dev.shuke.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every test of the API reads answers by. */
class JsonPathTest {
    private static final JsonPath JSON = JsonPath.from("""
            {"count":3000000000,"rate":0.5,"none":null,"owner":{"name":"茶"},
             "items":[{"id":"a","at":{"city":"X"},"tags":["p","q"],"n":1},{"id":"b","at":{"city":"Y"},"tags":["p"],"n":2},
                      {"id":"c","n":4,"at":null}]}""");

    @Test
    void fieldsElementsAndThoseOfEach() {
        assertThat(JSON.getLong("count")).isEqualTo(3_000_000_000L);
        assertThat(JSON.<Double>get("rate")).isEqualTo(0.5);
        assertThat(JSON.getString("owner.name")).isEqualTo("茶");
        assertThat(JSON.getString("items[1].tags[0]")).isEqualTo("p");
        assertThat(JSON.getString("items[-1].id")).isEqualTo("c");
        assertThat(JSON.getList("items.id")).isEqualTo(List.of("a", "b", "c"));
        assertThat(JSON.getList("items.at.city")).isEqualTo(List.of("X", "Y"));
        assertThat(JSON.getList("items.tags")).isEqualTo(Arrays.asList(List.of("p", "q"), List.of("p"), null));
        assertThat(JSON.<Map<String, ?>>get("$")).containsKeys("count", "items");
    }

    @Test
    void nothingIsNull() {
        assertThat(JSON.<Object>get("none")).isNull();
        assertThat(JSON.<Object>get("nobody")).isNull();
        assertThat(JSON.<Object>get("none.name")).isNull();
        assertThat(JSON.<Object>get("items[7].id")).isNull();
        assertThat(JSON.<Object>get("items.find { it.id == 'z' }.n")).isNull();
    }

    @Test
    void whatIsSoughtAndFunctions() {
        assertThat(JSON.getInt("items.find { it.at.city == 'Y' }.n")).isEqualTo(2);
        assertThat(JSON.getList("items.findAll { it.tags[0] == 'p' }.id")).isEqualTo(List.of("a", "b"));
        assertThat(JSON.getInt("items.size()")).isEqualTo(3);
        assertThat(JSON.getInt("items.n.sum()")).isEqualTo(7);
        assertThat(JSON.getList("items[0].tags.flatten()")).isEqualTo(List.of("p", "q"));
    }

    /** Or a statement about it would hold of nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"items.collect { it.id }", "items.max()", "items[x]", "items.find { it.n == 2 }", "a b"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> JSON.get(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
