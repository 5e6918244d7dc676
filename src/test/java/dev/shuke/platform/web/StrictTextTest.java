package dev.shuke.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTextTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @BeforeEach
    void strict() {
        new StrictJson().customize(mapper);
    }

    @Test
    void readsTheOneSpelling() throws JacksonException {
        assertThat(mapper.readValue("\"2026-05-01T10:30:00+02:00\"", Instant.class))
                .isEqualTo(Instant.parse("2026-05-01T08:30:00Z"));
        assertThat(mapper.readValue("\"2024-02-29\"", LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(mapper.readValue("\"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f\"", UUID.class))
                .hasToString("0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1-1-1-1-1\"",
                "\"AZnzoHweelKdDkobXG1+jw==\"",
                "\"2023-02-29\"",
                "\"2024-02-29T00:00Z\"",
                "19782",
                "[2024,2,29]",
                "\"+12024-02-29\"",
                "\"2026-05-01T10:30:00\"",
                "\"1746088200\"",
                "1746088200.5",
                "\"\"",
                "null5",
                "{}",
                "true"
            })
    void readsNoOther(String json) {
        assertThatThrownBy(() -> mapper.readValue(json, UUID.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> mapper.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> mapper.readValue(json, LocalDate.class)).isInstanceOf(JacksonException.class);
    }
}
