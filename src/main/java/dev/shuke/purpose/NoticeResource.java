package dev.shuke.purpose;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/notices} */
@Path("/v1/notices")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class NoticeResource {
    private final NoticeService service;

    NoticeResource(NoticeService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(operationId = "listNotices", summary = "List notices", description = """
                    Of each purpose that has one, which version members are shown now.""")
    public Uni<NoticeView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readNotice",
            summary = "Read a version of a notice",
            description = "With its texts, whether or not it is shown now: consents name it.")
    public Uni<NoticeVersionView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "publishNotice", summary = "Publish a version of a notice", description = """
                    The next of its purpose, and never changed from then on. Members who agreed to an earlier version are \
                    to be asked again when it is `material`; until they have answered, their consent holds.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NoticeRequest.class),
                            examples = @ExampleObject(name = "In two languages", value = """
                                                    {"purpose":"marketing.personalised","texts":{
                                                      "zh-CN":"我们根据您的购买记录向您推荐商品。您可以随时撤回同意。",
                                                      "en":"We suggest goods by what you have bought. You may withdraw your consent at any time."},
                                                     "recipients":[],"crossBorder":false,"material":true}""")))
    @APIResponse(
            responseCode = "201",
            description = "Published",
            content = @Content(schema = @Schema(implementation = NoticeVersionView.class)))
    public Uni<RestResponse<NoticeVersionView>> publish(
            @NotNull(message = "must be given") @Valid NoticeRequest request) {
        return service.publish(request)
                .map(version -> ResponseBuilder.create(RestResponse.Status.CREATED, version)
                        .location(URI.create("/v1/notices/" + version.id()))
                        .build());
    }
}
