package dev.shuke.session;

import dev.shuke.platform.session.SessionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /.well-known/jwks.json}: the public keys of members' sessions, for everybody and for caches. */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
public class KeySetResource {
    /** Shorter than the time for which a new key is published before it signs. */
    private static final String CACHEABLE = "public, max-age=300";

    private final SessionKeys keys;

    KeySetResource(SessionKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Operation(hidden = true) // of no version of the API, and of none of its callers
    public Uni<RestResponse<String>> read() {
        return keys.published()
                .map(set -> ResponseBuilder.ok(set)
                        .header(HttpHeaders.CACHE_CONTROL, CACHEABLE)
                        .build());
    }
}
