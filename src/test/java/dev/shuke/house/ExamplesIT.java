package dev.shuke.house;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of the operations that call Keycloak, a real one. */
@QuarkusTest
@TestProfile(ExamplesIT.Profile.class)
class ExamplesIT extends ApiTest {
    /** In this order: only the first invitation of an address makes an account and tells its password. */
    private static final List<String> CALL_KEYCLOAK = List.of(
            "createTenant", "inviteStaff", "updateStaff", "removeStaff", "createApp", "updateApp", "rotateAppSecret");

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
        var check = ExampleCheck.ofTheRunningApi(true);
        return CALL_KEYCLOAK.stream()
                .map(check.api()::operation)
                .map(operation -> dynamicTest(operation.id(), () -> check.holds(operation)));
    }
}
