package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.house.ApiDescription.Operation;
import dev.shuke.localstack.LocalKeycloak;
import dev.shuke.localstack.LocalStack;
import dev.shuke.testing.ApiTest;
import dev.shuke.testing.ShukeTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of the operations that call Keycloak, a real one. */
@QuarkusTest
@TestProfile(ExamplesIT.Profile.class)
class ExamplesIT extends ApiTest {
    static final Set<String> NEED_KEYCLOAK = Set.of(
            "createTenant", "inviteStaff", "updateStaff", "removeStaff", "createApp", "updateApp", "rotateAppSecret");

    /** The others need a person or an app that {@link ExampleTenant} does not make yet. */
    private static final Set<String> SENT = Set.of("createTenant");

    /** The application as in {@link ExamplesTest}, with a Keycloak that it may administer. */
    public static class Profile implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(WithKeycloak.class));
        }
    }

    /** Tokens of the tests, organizations in Keycloak. */
    public static class WithKeycloak extends ShukeTestResource {
        @Override
        public Map<String, String> start() {
            LocalKeycloak keycloak = LocalStack.forTests().keycloak();
            Map<String, String> settings = new HashMap<>(super.start());
            settings.put("SHUKE_KEYCLOAK_URL", keycloak.url());
            settings.put("SHUKE_PROVISIONER_SECRET", keycloak.provisionerSecret());
            return settings;
        }
    }

    /** DriverManager looks for drivers once in a JVM, and every application under test has a class loader of its own. */
    @BeforeAll
    static void loadTheDriver() throws ClassNotFoundException {
        Class.forName("org.postgresql.Driver");
    }

    @TestFactory
    Stream<DynamicTest> everyExampleHolds() {
        var check = ExampleCheck.ofTheRunningApi();
        assertThat(check.api().operations().stream().map(Operation::id)).containsAll(NEED_KEYCLOAK);
        return check.api().operations().stream()
                .filter(operation -> SENT.contains(operation.id()))
                .map(operation -> dynamicTest(operation.id(), () -> check.holds(operation)));
    }
}
