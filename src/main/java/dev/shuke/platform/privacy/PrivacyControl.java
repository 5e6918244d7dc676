package dev.shuke.platform.privacy;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/**
 * The header {@code Sec-GPC} (Global Privacy Control): a call that carries {@code 1} refuses, for as long as it lasts, that
 * data be handed on, whatever members have allowed. {@link PrivacyControlFilter} notes it of each call, and every condition
 * that a {@link Purpose} makes obeys: no endpoint need think of it.
 */
public final class PrivacyControl {
    public static final String HEADER = "Sec-GPC";

    /** For the API's description. */
    public static final String MEANS =
            "`1` when the browser asks that nothing be handed on (Global Privacy Control): for"
                    + " this call nobody is admitted to a purpose that shares (`share.…`)";

    private static final String KEY = PrivacyControl.class.getName();

    private PrivacyControl() {}

    /** Of the call that is bound to the current context. */
    static void refuse() {
        ContextLocals.put(KEY, true);
    }

    /** Whether the call that the current work belongs to admits anybody to the purpose; a job's does. */
    public static boolean admits(Purpose purpose) {
        return !purpose.shares() || shares();
    }

    /** Whether that call lets data be handed on at all. */
    public static boolean shares() {
        return !VertxContext.isOnDuplicatedContext()
                || ContextLocals.<Boolean>get(KEY).isEmpty();
    }

    /** @param header null when there is none */
    static boolean shares(String header) {
        return !"1".equals(header);
    }
}
