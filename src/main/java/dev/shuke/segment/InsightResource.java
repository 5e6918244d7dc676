package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    @PermissionsAllowed({Permission.SEGMENTS_READ, Permission.SEGMENTS_PREVIEW})
    @Operation(
            operationId = "compareSegment",
            summary = "Compare the members that a rule matches with all",
            description = """
                    How much more common, or less, each value is among the members that the rule matches than among all \
                    who may be used for the purpose: of profile, attributes of few values, tags and pairs of tags, RFM \
                    tiers and stages, and of what, where and how they ordered. Of each dimension the 50 values that most members have, if at least \
                    10 do. Whether a difference is more than chance is tested for each value, and the p-values are \
                    adjusted to the number of tests. Dimensions that the caller may not see are left out. Callers who may \
                    see no person get each number as a preview would count it for them, of at most 20 values, and nothing \
                    of orders.""")
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
            content =
                    @Content(
                            schema = @Schema(implementation = InsightView.class),
                            examples = {
                                @ExampleObject(name = "Of cities and pairs of tags", value = """
                                        {"members":4372,"matching":868,"tests":1,"dimensions":[
                                        {"dimension":"city","values":[{"value":"Shanghai","members":1240,"matching":310,\
                                        "share":0.35714,"baseShare":0.28362,"lift":1.25922,"pValue":0.0000001,\
                                        "adjustedPValue":0.0000001,"significant":true}]},
                                        {"dimension":"tagPair","values":[{"value":"organic","with":"weekend","members":96,\
                                        "baseShare":0.02196}]}]}"""),
                                @ExampleObject(name = "Nothing that ten members have", value = """
                                        {"members":3,"matching":2,"tests":0,"dimensions":[]}""")
                            }))
    @APIResponse(
            responseCode = "403",
            description = "The rule asks about what the caller may not see of single members, or a dimension does",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = "The rule is not valid",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<InsightView> compare(@NotNull(message = "must be given") @Valid InsightRequest request) {
        return service.compare(request);
    }
}
