package dev.shuke.tenant;

import dev.shuke.localstack.Http;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Steers the {@link FaultyKeycloak} that the test resource started. Its address is looked up when it is needed: injected
 * into a test, it would be asked for by the application of every other test as well.
 */
public final class FaultControl {
    private FaultControl() {}

    /** @return the calls that went through since the last command */
    public static int steer(String command) {
        String url = ConfigProvider.getConfig().getValue("shuke.test.faults", String.class);
        return Http.send("GET", url + command, null, null).body().asInt();
    }
}
