package dev.shuke.platform.jobs;

import java.time.Duration;

/** Settings of a runner that a test starts itself. */
record TestSettings(Duration lease, Duration limit) implements JobSettings {
    static final TestSettings ORDINARY = new TestSettings(Duration.ofSeconds(30), Duration.ofSeconds(30));

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Duration poll() {
        return Duration.ofMillis(20);
    }

    @Override
    public int lanes() {
        return 2;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration firstPause() {
        return Duration.ofSeconds(40);
    }

    @Override
    public Duration longestPause() {
        return Duration.ofSeconds(100);
    }
}
