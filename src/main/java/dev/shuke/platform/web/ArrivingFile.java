package dev.shuke.platform.web;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The body of a call that may send more than fits into memory: read as it arrives, and no faster than it is dealt with. */
@ApplicationScoped
public class ArrivingFile {
    private static final Set<String> PATHS = Set.of("/v1/imports");

    private final CurrentVertxRequest current;
    private final long most;

    ArrivingFile(
            CurrentVertxRequest current, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.current = current;
        this.most = most.asLongValue();
    }

    /** Whether a call is one of those. */
    static boolean expected(RoutingContext context) {
        return context.request().method() == HttpMethod.POST && PATHS.contains(context.normalizedPath());
    }

    /**
     * The current call's, by an operation that takes no other body. Fails with body_too_large, and when the caller goes
     * away.
     */
    public Multi<byte[]> pieces() {
        RoutingContext context = current.getCurrent();
        AtomicLong read = new AtomicLong();
        return HttpServerRequest.newInstance(context.request())
                .toMulti()
                .map(Buffer::getBytes)
                .invoke(piece -> requireRoom(read.addAndGet(piece.length)))
                .onTermination()
                .invoke(() -> endUnread(context));
    }

    private void requireRoom(long read) {
        if (read > most) {
            throw new ApiException(
                    ErrorCode.BODY_TOO_LARGE, "Send at most " + most / (1024 * 1024) + " MiB in a file.");
        }
    }

    /** Else the caller would go on sending what nobody reads. */
    private static void endUnread(RoutingContext context) {
        if (!context.request().isEnded() && !context.response().headWritten()) {
            RequestLimits.hangUp(context);
        }
    }
}
