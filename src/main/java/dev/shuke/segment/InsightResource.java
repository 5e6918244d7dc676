package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Problem;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code POST /v1/segments/insights}: a question, in a body because rules are long. */
@Path("/v1/segments/insights")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
public class InsightResource {
    private final InsightService service;

    InsightResource(InsightService service) {
        this.service = service;
    }

    @POST
    @PermissionsAllowed(Permission.SEGMENTS_READ)
    @Operation(
            operationId = "compareSegment",
            summary = "Compare the members that a rule matches with all",
            description = """
                    How much more common, or less, each value is among the members that the rule matches than among all \
                    who may be used for the purpose: of profile, attributes of few values, tags and pairs of tags, and of \
                    what, where and how they ordered. Of each dimension the 50 values that most members have, if at least \
                    10 do. Whether a difference is more than chance is tested for each value, and the p-values are \
                    adjusted to the number of tests. For callers who see members; dimensions that the caller may not see \
                    are left out.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = InsightRequest.class),
                            examples = @ExampleObject(name = "Who buys the slow-moving goods?", value = """
                                                    {"rule":{"type":"event","event":"order.paid",
                                                     "where":[{"field":"items.category","op":"in","value":["lights"]}],
                                                     "aggregate":{"fn":"count"},"op":"gte","value":1},
                                                     "purpose":"service","dimensions":["gender","city","tag","tagPair"]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Compared",
            content = @Content(schema = @Schema(implementation = InsightView.class)))
    @APIResponse(
            responseCode = "403",
            description = "The rule asks about what the caller may not see of single members, or a dimension does",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = "The rule is not valid",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<InsightView> compare(@NotNull(message = "must be given") @Valid InsightRequest request) {
        return service.compare(request);
    }
}
