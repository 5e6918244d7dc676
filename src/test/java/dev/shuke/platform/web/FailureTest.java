package dev.shuke.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log and the caller learn of a failure below the checks. */
class FailureTest {
    private static final String PHONE = "+8613812345678";

    private static PgException refused(String sqlState) {
        return new PgException("invalid value \"" + PHONE + "\"", "ERROR", sqlState, "Key (phone)=(" + PHONE + ")");
    }

    @Test
    void theLogGetsTypesAndPlacesAndNoValues() {
        StringWriter log = new StringWriter();
        WithoutData.of(new IllegalStateException(PHONE, refused("22P02"))).printStackTrace(new PrintWriter(log));
        assertThat(log.toString())
                .contains("IllegalStateException", "PgException", "22P02", "FailureTest.theLogGets")
                .doesNotContain(PHONE, "invalid value");
    }

    @Test
    void causesThatTurnInACircleEnd() {
        Exception first = new Exception(PHONE);
        Exception second = new Exception(PHONE, first);
        first.initCause(second);
        assertThat(WithoutData.of(first)).hasRootCauseInstanceOf(WithoutData.class);
    }

    @ParameterizedTest
    @CsvSource({
        "23505, 409",
        "23503, 422",
        "23502, 422",
        "23514, 422",
        "22003, 422",
        "22008, 422",
        "22021, 422",
        "22P05, 422",
        "40P01, 503",
        "40001, 503",
        "55P03, 503",
        "57014, 504",
        "53300, 503"
    })
    void whatACallerCausedIsNoneOfOurErrors(String sqlState, int status) {
        assertThat(SqlRefusal.of(refused(sqlState))).hasValueSatisfying(refusal -> {
            assertThat(refusal.code().status()).isEqualTo(status);
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain(PHONE);
        });
    }

    @ParameterizedTest
    @CsvSource({"42P01", "42501", "22012", "XX000", "25P02"})
    void ourOwnMistakesStayErrors(String sqlState) {
        assertThat(SqlRefusal.of(refused(sqlState))).isEmpty();
        assertThat(SqlRefusal.of(new IllegalStateException(PHONE))).isEmpty();
    }
}
