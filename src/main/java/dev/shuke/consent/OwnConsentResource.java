package dev.shuke.consent;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/me/consents} and {@code /v1/me/notices} */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Shoppers")
public class OwnConsentResource {
    private final ConsentService service;
    private final NoticeServingService notices;

    OwnConsentResource(ConsentService service, NoticeServingService notices) {
        this.service = service;
        this.notices = notices;
    }

    @GET
    @Path("/consents")
    @PermissionsAllowed(Permission.ME_READ)
    @Operation(
            operationId = "listOwnConsents",
            summary = "List what one allows",
            description = "Of each purpose that is in use how it stands.")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<ConsentView.All> list() {
        boolean shares = PrivacyControl.shares();
        return service.listOwn()
                .map(all ->
                        shares ? all : all.stream().map(ConsentView::notShared).toList())
                .map(ConsentView.All::new);
    }

    @POST
    @Path("/consents")
    @Idempotent
    @PermissionsAllowed(Permission.ME_WRITE)
    @Operation(operationId = "recordOwnConsents", summary = "Say what one allows", description = """
                    An array of up to 63, one for a purpose, all of which are recorded or none. What is to be asked for by \
                    itself is to be given in a call of its own.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = OwnConsentRequest.class),
                            examples = @ExampleObject(name = "No", value = """
                                                    [{"purpose":"marketing.personalised","action":"refused"},
                                                     {"purpose":"analytics","action":"refused",
                                                      "collectionPoint":"settings"}]""")))
    @APIResponse(
            responseCode = "200",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = RecordedView.class)))
    public Uni<RecordedView> record(
            @NotNull(message = "must be given") @Size(min = 1, max = ConsentResource.MOST, message = "must have 1 to 63 entries") List<@NotNull(message = "must be given") @Valid OwnConsentRequest> sent) {
        return service.recordOwn(sent.stream().map(OwnConsentRequest::request).toList());
    }

    @DELETE
    @Path("/consents/{purpose}")
    @PermissionsAllowed(Permission.ME_WRITE)
    @Operation(
            operationId = "cancelOwnConsent",
            summary = "Withdraw one's consent",
            description =
                    "Now and without a reason. From the answer on nobody is used for the purpose who has done so.")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RecordedView.class)))
    public Uni<RecordedView> withdraw(@RestPath String purpose) {
        return service.withdraw(
                CallContext.current().caller().memberId(), ConsentResource.named(purpose), OwnConsentRequest.METHOD);
    }

    @GET
    @Path("/notices")
    @PermissionsAllowed(Permission.ME_READ)
    @Operation(operationId = "listOwnNotices", summary = "List what one is told, and may be asked", description = """
                    What is done without asking, apart from what one may say yes or no to; of that, what is shown, and \
                    whether to ask now.""")
    public Uni<OwnNoticesView> notices() {
        return notices.own();
    }

    @POST
    @Path("/notices")
    @Idempotent
    @PermissionsAllowed(Permission.ME_WRITE)
    @Operation(operationId = "serveOwnNotices", summary = "Note that one is shown notices", description = """
                    To be called before they are shown: who has refused or withdrawn is not asked again for the days that \
                    the purpose names.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ServedRequest.class),
                            examples = @ExampleObject(name = "On opening", value = """
                                                    {"versions":["0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f"],
                                                     "locale":"zh-CN","collectionPoint":"welcome"}""")))
    @APIResponse(responseCode = "204", description = "Noted")
    @APIResponse(
            responseCode = "409",
            description = "`asked_too_soon`",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> serve(@NotNull(message = "must be given") @Valid ServedRequest shown) {
        return notices.serveOwn(shown);
    }
}
