package dev.shuke.localstack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition with a deadline, because a fixed sleep is either too long or too short. */
public final class Poll {
    private static final long STEP_MILLIS = 50;

    private Poll() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @throws IllegalStateException naming {@code what} when the deadline passes first
     */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        if (!within(limit, condition)) {
            throw new IllegalStateException(what + " did not happen within " + limit.toSeconds() + " s");
        }
    }

    /** As {@link #until}, but answers instead of throwing. */
    public static boolean within(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return true;
    }
}
