package dev.shuke.tag;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.Rfc3339;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/tags/{key}/transitions} */
@Path("/v1/tags/{key}/transitions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagTransitionResource {
    private final TagTransitionService service;

    TagTransitionResource(TagTransitionService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(
            operationId = "readTagTransitions",
            summary = "Count members by the tag they came from",
            description = """
                    From which tag of an exclusive group, such as a merchant's own tiers, at the end of one day to which \
                    at the end of another, in the tenant's timezone. Exactly for who may read members and such tags; \
                    rounded counts for who may see no person.""")
    @APIResponse(
            responseCode = "200",
            description = "The matrix",
            content =
                    @Content(
                            schema = @Schema(implementation = TagTransitions.class),
                            examples = {
                                @ExampleObject(name = "Between two months' ends", value = """
                                                    {"group":"visits","from":"2026-10-31","to":"2026-11-30","rounded":false,
                                                     "moves":[{"before":"monthly","after":"monthly","count":900},
                                                     {"before":"monthly","after":"weekly","count":120},
                                                     {"before":"monthly","count":80},{"after":"weekly","count":64}]}"""),
                                @ExampleObject(name = "Nobody had any", value = """
                                                    {"group":"visits","from":"2026-10-31","to":"2026-11-30","rounded":false,
                                                     "moves":[]}""")
                            }))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<TagTransitions> transitions(
            @RestPath String key,
            @RestQuery
                    @Parameter(
                            description = "The first day; thirty days before the last when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-10-31")
                    String from,
            @RestQuery
                    @Parameter(
                            description = "The last day; today when absent",
                            schema = @Schema(format = "date"),
                            example = "2026-11-30")
                    String to,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.transitions(
                StatedPurposeService.ofMany(purpose),
                key,
                Rfc3339.dateParameter("from", from),
                Rfc3339.dateParameter("to", to));
    }
}
