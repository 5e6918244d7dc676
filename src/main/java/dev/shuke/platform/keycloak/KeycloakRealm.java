package dev.shuke.platform.keycloak;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * How Keycloak is asked. Its client blocks, so it runs on a worker thread; the call's own Vert.x context goes with it and
 * the answer comes back on it, so that the request id and the call's identity are there all along.
 *
 * <p>Keycloak being away, or refusing the provisioner's own credentials, ends as {@link ErrorCode#UNAVAILABLE}. Its
 * messages are not passed on and not logged: they contain addresses.
 */
@Singleton
class KeycloakRealm {
    private static final Logger LOG = Logger.getLogger(KeycloakRealm.class);

    /** What Keycloak answers when the thing is there or the person is in it already. */
    static final int CONFLICT = Response.Status.CONFLICT.getStatusCode();

    /** What Keycloak says of some things that are there by now. */
    private static final int BAD_REQUEST = Response.Status.BAD_REQUEST.getStatusCode();

    static final int NOT_FOUND = Response.Status.NOT_FOUND.getStatusCode();

    private final Keycloak keycloak;
    private final String realm;

    KeycloakRealm(Keycloak keycloak, @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    /** @param what completes "Keycloak could not be asked …" in the log */
    <T> Uni<T> ask(String what, Function<RealmResource, T> work) {
        return Uni.createFrom()
                .completionStage(() -> Vertx.currentContext()
                        .executeBlocking(() -> asking(what, work), false)
                        .toCompletionStage());
    }

    /** Its client is one of the request's beans, and a job has no request. */
    @ActivateRequestContext
    <T> T asking(String what, Function<RealmResource, T> work) {
        try {
            return work.apply(keycloak.realm(realm));
        } catch (ProcessingException away) {
            throw unavailable(what, away.getCause() == null ? away : away.getCause());
        } catch (WebApplicationException refusal) {
            int status = refusal.getResponse().getStatus();
            boolean raced = status == CONFLICT || status == NOT_FOUND || status == BAD_REQUEST; // by another just now
            if (raced || status >= 500 || status == 401 || status == 403 || status == 408 || status == 429) {
                throw unavailable(what + ": " + status, refusal);
            }
            throw new IllegalStateException("Keycloak, asked " + what + ", refused with " + status);
        }
    }

    /** Takes the answer to a creation: done, or done before. */
    static void created(Response answer) {
        accept(answer, CONFLICT);
    }

    /** Takes the answer to a removal: done, or done before. */
    static void removed(Response answer) {
        accept(answer, NOT_FOUND);
    }

    private static void accept(Response answer, int doneBefore) {
        try (answer) {
            if (answer.getStatus() >= 400 && answer.getStatus() != doneBefore) {
                throw new WebApplicationException(answer.getStatus());
            }
        }
    }

    /** For steps that the client library answers with an exception instead of a response. */
    static void unless(int doneBefore, Runnable step) {
        try {
            step.run();
        } catch (WebApplicationException refusal) {
            if (refusal.getResponse().getStatus() != doneBefore) {
                throw refusal;
            }
        }
    }

    private static ApiException unavailable(String what, Throwable cause) {
        LOG.warnf("Keycloak could not be asked %s (%s)", what, cause.getClass().getSimpleName());
        return new ApiException(ErrorCode.UNAVAILABLE, "The identity provider does not answer. Send the same again.");
    }
}
