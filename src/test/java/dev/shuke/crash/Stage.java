package dev.shuke.crash;

import dev.shuke.localstack.KillableStack;
import dev.shuke.testing.Tokens;
import java.util.HashMap;
import java.util.Map;

/** The stack that the tests of this package share: one application, with a pool of four connections. */
final class Stage {
    static final int POOL = 4;
    /** Whether the machine does nothing else, so that seconds mean something. */
    static final boolean TIMED = Boolean.getBoolean("shuke.crash.timed");

    static final CrashReport REPORT = new CrashReport();
    private static KillableStack stack;

    private Stage() {}

    static synchronized KillableStack stack() {
        if (stack == null) {
            Map<String, String> settings = new HashMap<>(Tokens.settings());
            settings.put("SHUKE_KEYCLOAK_URL", "http://127.0.0.1:9"); // nobody listens on the port "discard"
            settings.put("SHUKE_DB_POOL", Integer.toString(POOL));
            settings.put("shuke.jobs.lease", "3S"); // what the dead had is taken over sooner
            System.setProperty("shuke.app.heap", "512m");
            stack = KillableStack.start(settings, TIMED);
        }
        return stack;
    }
}
