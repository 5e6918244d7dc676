package dev.shuke.tenant;

import dev.shuke.localstack.LocalStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything real: PostgreSQL, Redis and Keycloak; the last behind a {@link FaultyKeycloak} for provisioning. With the
 * argument {@code oidc=down} the keys of tokens come through it too, and it is down when the application starts.
 */
public class RealStack implements QuarkusTestResourceLifecycleManager {
    private boolean oidcDown;
    private FaultyKeycloak faulty;

    /** The application with Keycloak's tokens instead of those that the other tests sign. */
    public static class Profile implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RealStack.class));
        }
    }

    /** The same, started while Keycloak is away. */
    public static class DownAtStart extends Profile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RealStack.class, Map.of("oidc", "down")));
        }
    }

    @Override
    public void init(Map<String, String> arguments) {
        oidcDown = "down".equals(arguments.get("oidc"));
    }

    @Override
    public Map<String, String> start() {
        LocalStack stack = LocalStack.forTests();
        var keycloak = stack.keycloak();
        faulty = FaultyKeycloak.before(keycloak.url());
        Map<String, String> configuration = new HashMap<>(stack.environment());
        configuration.putAll(keycloak.environment());
        configuration.put("SHUKE_KEYCLOAK_URL", faulty.url());
        configuration.put("shuke.tenants.resume-after", "P1D"); // tests that want the jobs make them due
        configuration.put("shuke.keycloak.follow-after", "5S");
        configuration.put("shuke.test.faults", faulty.controlUrl());
        if (oidcDown) {
            configuration.put("quarkus.oidc.auth-server-url", faulty.url() + "/realms/shuke");
            faulty.down();
        }
        return configuration;
    }

    @Override
    public void stop() {
        if (faulty != null) {
            faulty.close();
        }
    }
}
