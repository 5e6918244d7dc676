package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed document is the one that the code makes: a change of the API shows in its diff. */
@QuarkusTest
class OpenApiTest extends ApiTest {
    private static final Path COMMITTED = Path.of("openapi/openapi.yaml");
    private static final Path MADE = Path.of("target/openapi/openapi.yaml");

    @Test
    void theCommittedDocumentIsCurrent() throws IOException {
        assertThat(COMMITTED)
                .as("run: cp %s %s, and look at the difference", MADE, COMMITTED)
                .hasContent(Files.readString(MADE));
    }
}
