package dev.shuke.consent;

import dev.shuke.platform.session.ReceiptKeys;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /.well-known/consent-receipts.json}: the public keys of receipts, for everybody who was given one. */
@Path("/.well-known/consent-receipts.json")
@Produces(MediaType.APPLICATION_JSON)
public class ReceiptKeySetResource {
    private final ReceiptKeys keys;

    ReceiptKeySetResource(ReceiptKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Operation(hidden = true) // of no version of the API, and of none of its callers
    public Uni<String> read() {
        return keys.published();
    }
}
