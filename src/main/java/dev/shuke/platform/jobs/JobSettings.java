package dev.shuke.platform.jobs;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** {@code shuke.jobs.*} */
@ConfigMapping(prefix = "shuke.jobs")
interface JobSettings {
    /** Whether this instance runs any. */
    boolean enabled();

    /** How often an instance looks for work. */
    Duration poll();

    /** How many jobs an instance runs at a time. */
    int lanes();

    /** After how long a silence of the instance that runs a job another takes it. The instances' clocks agree far better. */
    Duration lease();

    /** How long a run may take before it counts as failed. */
    Duration limit();

    /** How long an instance that is stopping waits for its runs. */
    Duration patience();

    /** After the first failure; each further one doubles it. */
    Duration firstPause();

    Duration longestPause();

    /** Before the next attempt, after so many. */
    default Duration pauseAfter(int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        Duration pause = firstPause().multipliedBy(1L << doublings);
        return pause.compareTo(longestPause()) < 0 ? pause : longestPause();
    }
}
