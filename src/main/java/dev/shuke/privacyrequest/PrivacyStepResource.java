package dev.shuke.privacyrequest;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/privacy-requests/{id}}: each step of one. */
@Path("/v1/privacy-requests/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.PRIVACY_WRITE)
@Tag(name = "Privacy")
public class PrivacyStepResource {
    private final PrivacyRequestService service;

    PrivacyStepResource(PrivacyRequestService service) {
        this.service = service;
    }

    @POST
    @Path("/verify")
    @Idempotent
    @Operation(operationId = "verifyPrivacyRequest", summary = "Say who asks", description = """
                    How it became known that the member himself asks. Who enters it, and when, is noted.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = VerificationRequest.class),
                            examples = @ExampleObject(name = "Called back", value = """
                                                    {"method":"call_back","evidence":"ticket 4711"}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> verify(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid VerificationRequest request) {
        return service.verify(id, request);
    }

    @POST
    @Path("/start")
    @Idempotent
    @Operation(operationId = "startPrivacyRequest", summary = "Have a privacy request done", description = """
                    The system does its part: an `erasure` erases the member, or restricts his data where a legal hold bars \
                    that (`outcome` is `restricted`; start it once more when the hold is lifted); a `restriction` has the \
                    data stored and used nowhere; an `objection` takes the member out of what rules choose and models \
                    foretell; `access`, `portability` and `explanation` write a file that only the member fetches, in a \
                    session of his own; a `correction` waits for its completion. Each store at which something of the \
                    member has happened gets a task, for what it keeps itself. An explanation says what the caller may see.""")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> start(@RestPath UUID id) {
        return service.start(id);
    }

    @POST
    @Path("/tasks/confirm")
    @Idempotent
    @Operation(operationId = "confirmPrivacyTask", summary = "Confirm what a store has done", description = """
                    That a store has done its part, on paper for instance.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ConfirmationRequest.class),
                            examples = @ExampleObject(name = "Shredded", value = """
                                                    {"store":"S-01","evidence":"paper card shredded"}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> confirm(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid ConfirmationRequest request) {
        return service.confirm(id, request);
    }

    @POST
    @Path("/complete")
    @Idempotent
    @Operation(operationId = "completePrivacyRequest", summary = "Close a privacy request", description = """
                    When the system has done its part and all stores have confirmed theirs. A `correction` comes with what is right, which is written to the member.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CompletionRequest.class),
                            examples = @ExampleObject(name = "Done", value = """
                                                    {"evidence":"ticket 4711"}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> complete(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid CompletionRequest request) {
        return service.complete(id, request);
    }

    @POST
    @Path("/refuse")
    @Idempotent
    @Operation(operationId = "refusePrivacyRequest", summary = "Refuse a privacy request", description = """
                    The member is told the ground; what shows it stays with you.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RefusalRequest.class),
                            examples = @ExampleObject(name = "Nobody could tell who asked", value = """
                                                    {"ground":"not_identified","evidence":"three calls, no answer"}""")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> refuse(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid RefusalRequest request) {
        return service.refuse(id, request);
    }

    @POST
    @Path("/lift")
    @Idempotent
    @Operation(
            operationId = "liftPrivacyRequest",
            summary = "Take a restriction or an objection back",
            description = """
                    Of a completed request, when the member wants his data to be used again. Others that stand still hold.""")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = PrivacyRequestView.class)))
    public Uni<PrivacyRequestView> lift(@RestPath UUID id) {
        return service.lift(id);
    }
}
