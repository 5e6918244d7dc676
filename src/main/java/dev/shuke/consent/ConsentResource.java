package dev.shuke.consent;

import dev.shuke.consent.RecordedView.Receipt;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.web.Rfc3339;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/members/{id}/consents} */
@Path("/v1/members/{id}/consents")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class ConsentResource {
    static final int MOST = 63;

    private final ConsentService service;

    ConsentResource(ConsentService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "listConsents", summary = "List what a member allows", description = """
                    Of each purpose that is in use how it stands, whether or not the member was ever asked. Some callers \
                    see the state alone, see the field policy.""")
    public Uni<ConsentView.All> list(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(
                            description =
                                    "By what was said until then; now when absent. For callers who see how and when",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String at) {
        return service.list(id, time(at));
    }

    private static Instant time(String at) {
        try {
            return at == null ? null : Rfc3339.time(at);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter("at", invalid.getMessage());
        }
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "recordConsents", summary = "Record what a member has said", description = """
                    An array of up to 63, one for a purpose, all of which are recorded or none. Of what was said of a \
                    purpose the latest counts, of what was said at the same time whatever forbids; the answer says how it \
                    stands now. From then on no read has the member for a purpose that it does not allow. What is to be \
                    asked for by itself is to be given in a call of its own; a parent or guardian gives it for a member \
                    under 14. Sending the same `occurredAt` again has no effect.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ConsentRequest.class),
                            examples = @ExampleObject(name = "Refused at the checkout", value = """
                                                    [{"purpose":"analytics","action":"refused",
                                                      "method":"mini_program","collectionPoint":"checkout"}]""")))
    @APIResponse(
            responseCode = "200",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = RecordedView.class)))
    public Uni<RecordedView> record(
            @RestPath UUID id,
            @NotNull(message = "must be given") @Size(min = 1, max = MOST, message = "must have 1 to 63 entries") List<@NotNull(message = "must be given") @Valid ConsentRequest> sent) {
        return service.record(id, sent);
    }

    @DELETE
    @Path("/{purpose}")
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "cancelConsent", summary = "Withdraw a member's consent", description = """
                    Now and without a reason, whatever was said before; of a purpose that needs no consent, it objects. \
                    From the answer on no read has the member for the purpose.""")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RecordedView.class)))
    public Uni<RecordedView> withdraw(@RestPath UUID id, @RestPath String purpose) {
        return service.withdraw(id, named(purpose), ConsentRequest.API);
    }

    /** Of a path. */
    static Purpose named(String key) {
        try {
            return Purpose.of(key);
        } catch (InvalidValue invalid) {
            throw ApiException.notFound("purpose to withdraw from");
        }
    }

    @GET
    @Path("/history")
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "listConsentHistory", summary = "List all that a member has said", description = """
                    The rows of the ledger, the newest first; of those who were merged into the member too. For callers \
                    who see how and when, see the field policy.""")
    public Uni<Page<ConsentEventView>> history(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.history(id, page);
    }

    @GET
    @Path("/receipts/{receiptId}")
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "readConsentReceipt", summary = "Read the receipt of a consent", description = """
                    Of any row of the ledger, by its id; signed anew. The keys to check it by are published at \
                    `/.well-known/consent-receipts.json` for good.""")
    public Uni<Receipt> receipt(@RestPath UUID id, @RestPath UUID receiptId) {
        return service.receipt(id, receiptId);
    }

    @GET
    @Path("/verify")
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "readConsentVerification", summary = "Verify a member's ledger", description = """
                    Every row hashes the one before it: what was altered or taken out is named. What was taken from the end \
                    shows in the states, which no longer fit, and by the receipts.""")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(schema = @Schema(implementation = VerificationView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such member",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<VerificationView> verify(@RestPath UUID id) {
        return service.verify(id);
    }
}
