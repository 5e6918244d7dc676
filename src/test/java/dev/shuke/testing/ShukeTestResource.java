package dev.shuke.testing;

import dev.shuke.localstack.LocalStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The app under test stands on the local stack's PostgreSQL and Redis, and trusts {@link Tokens}. */
public class ShukeTestResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(LocalStack.forTests().environment());
        settings.putAll(Tokens.settings());
        settings.put("SHUKE_KEYCLOAK_URL", "http://127.0.0.1:9"); // nobody listens on the port "discard"
        return settings;
    }

    @Override
    public void stop() {}
}
