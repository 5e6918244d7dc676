package dev.shuke.platform.jobs;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * What is to be done about a kind of job: a bean. The job's own tenant is bound to the call, whatever its status, so
 * {@code TenantDb} works; permissions there are none.
 */
public interface JobKind {
    /** The name under which it is scheduled; never changed, for jobs outlive releases. Lower case. */
    String kind();

    /**
     * Looks at how things stand and brings them to where they should be. It runs once or more often, also after it has
     * succeeded, and long after it was scheduled; so what it does depends on what is stored now, not on what was meant
     * then. A failure has it run again later. It must not block the event loop.
     *
     * @param ref what it was scheduled with
     */
    Uni<Void> run(UUID tenantId, String ref);
}
