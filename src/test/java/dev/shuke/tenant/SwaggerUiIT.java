package dev.shuke.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shuke.testing.ApiCall;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swagger UI in a real browser: a person logs in at Keycloak and tries operations out. Pictures are in target/browser. */
@QuarkusTest
@TestProfile(RealStack.Profile.class)
@Tag("slow")
class SwaggerUiIT {
    private static final String OWNER = "owner@pages.example";

    @TempDir
    Path profile;

    @BeforeEach
    void aBrowserAndATenant() {
        Chromium.missing().ifPresent(System.err::println);
        assumeTrue(Chromium.missing().isEmpty(), "no browser");
        People.as(People.platformAdmin()).body(People.tenant("pages", OWNER)).post("/v1/tenants");
        People.staff(OWNER, "organization");
    }

    @Test
    void anOwnerLogsInAndTriesAnOperationOut() {
        try (var ui = new SwaggerUi("http://localhost:" + ApiCall.port(), profile)) {
            assertThat(ui.tryOut("listMembers")).as("before the login").isEqualTo(401);
            assertThat(ui.authorize(OWNER, People.PASSWORD)).isNotEmpty();
            assertThat(ui.tryOut("listStores")).isEqualTo(200);
            assertThat(ui.loaded()).allMatch(address -> address.startsWith("http://localhost:"));
        }
    }
}
