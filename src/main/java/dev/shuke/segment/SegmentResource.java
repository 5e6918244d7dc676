package dev.shuke.segment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
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
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/segments} */
@Path("/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Segments", description = "Who: rules over what is known of members, previewed, named and versioned")
public class SegmentResource {
    private static final String MUST = "must be given";
    private static final String BAD_RULE = "A node of the rule is not valid, or the purpose cannot be used";

    private final SegmentService service;
    private final PreviewService previews;
    private final Preconditions preconditions;
    private final MergePatch patches;

    SegmentResource(SegmentService service, PreviewService previews, Preconditions preconditions, MergePatch patches) {
        this.service = service;
        this.previews = previews;
        this.preconditions = preconditions;
        this.patches = patches;
    }

    @POST
    @Path("/preview")
    @PermissionsAllowed({Permission.SEGMENTS_PREVIEW, Permission.SEGMENTS_READ})
    @Operation(operationId = "previewSegment", summary = "Count the members that a rule matches", description = """
                    Counts, and names up to ten, of the members that the rule matches and that may be used for the \
                    purpose at this moment. A caller without `members:read` gets no ids. Who \
                    may see no person (an analyst, an app with `segments:preview` alone, anybody who asks about a field \
                    that it has in counts only) gets a count to the nearest ten or, below ten, none, as of the day's \
                    beginning; members whom the rule tells from all but a few count as those do that they are most \
                    like. Such a caller compares ordered values by `gte` and `lt` with steps that the answer to any \
                    other value names, counts events over 7, 30, 90, 180, 365 days or all, and sends no `asOf`.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PreviewRequest.class),
                            examples = @ExampleObject(name = "Of Shanghai, bought lights within 90 days", value = """
                                                    {"rule":{"type":"all","of":[
                                                      {"type":"event","event":"order.paid",
                                                       "where":[{"field":"items.category","op":"in","value":["lights"]}],
                                                       "within":{"days":90},"aggregate":{"fn":"count"},"op":"gte","value":1},
                                                      {"type":"attribute","attribute":"city","op":"eq","value":"Shanghai"}]},
                                                     "purpose":"service","asOf":"2011-01-01T00:00:00Z"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Counted",
            content =
                    @Content(
                            schema = @Schema(implementation = SegmentPreview.class),
                            examples = {
                                @ExampleObject(name = "exact", value = """
                                        {"count":2,"countKind":"exact","sample":["0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f",\
                                        "0199f3a0-7c1f-7b11-8c2d-0f9e8d7c6b5a"],"description":{\
                                        "zh":"订单数不小于 3 的会员。",\
                                        "en":"Members for whom the number of orders is at least 3."}}"""),
                                @ExampleObject(name = "to a caller who may see no person", value = """
                                        {"count":1240,"countKind":"rounded","description":{\
                                        "zh":"订单数不小于 3 的会员。",\
                                        "en":"Members for whom the number of orders is at least 3."}}"""),
                                @ExampleObject(name = "too few to be told to such a caller", value = """
                                        {"countKind":"below_k","description":{\
                                        "zh":"订单数不小于 3 的会员。",\
                                        "en":"Members for whom the number of orders is at least 3."}}""")
                            }))
    @APIResponse(
            responseCode = "422",
            description = BAD_RULE,
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "An operator that the field does not take", value = """
                                                    {"type":"urn:shuke:error:validation_failed",
                                                     "title":"The content is not valid","status":422,
                                                     "code":"validation_failed","detail":"1 field is not valid.",
                                                     "errors":[{"pointer":"/rule/of/1/op","detail":"must be one of eq, ne, \
                                                    in, notIn, exists, missing"}],"requestId":"0199f3a0-7c1e"}""")))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<SegmentPreview> preview(@NotNull(message = MUST) @Valid PreviewRequest request) {
        return previews.preview(request);
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(operationId = "createSegment", summary = "Keep a rule as a segment", description = """
                    The members of a `dynamic` segment are stored and follow what is written of them within two seconds, \
                    and what time alone brings within a minute; `membership` says how far that is done. A `frozen` one \
                    keeps who matches now. In both, only members who may be used for the purpose at the moment of the \
                    read are ever answered.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SegmentRequest.class),
                            examples = @ExampleObject(name = "Not seen for 60 days", value = """
                                                    {"key":"not-seen-60","name":"Not seen for 60 days","purpose":"service",
                                                     "kind":"dynamic","rule":{"type":"event","event":"store.visited",
                                                      "within":{"days":60},"op":"none"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = SegmentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The tenant has a segment with this key",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = BAD_RULE,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<SegmentView>> create(@NotNull(message = MUST) @Valid SegmentRequest request) {
        return service.create(request)
                .map(segment -> ResponseBuilder.create(RestResponse.Status.CREATED, segment)
                        .location(URI.create("/v1/segments/" + segment.id()))
                        .build());
    }

    @GET
    @PermissionsAllowed(Permission.SEGMENTS_READ)
    @Operation(operationId = "listSegments", summary = "List segments", description = "The newest first, page by page.")
    public Uni<Page<SegmentView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.SEGMENTS_READ)
    @Operation(operationId = "readSegment", summary = "Read a segment", description = "At its current version.")
    @APIResponse(
            responseCode = "200",
            description = "The segment",
            content = @Content(schema = @Schema(implementation = SegmentView.class)))
    public Uni<SegmentView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(operationId = "updateSegment", summary = "Change a segment's name or rule", description = """
                    A JSON merge patch: what is absent stays, and nothing can be removed. A rule that differs makes a new version, for which a frozen segment keeps \
                    its members anew. Purpose, kind and key are fixed. While an experiment that has started chooses by \
                    the segment, or by one whose rule names it, the rule stays as it is (409 `experiment_state`, with the \
                    experiment's key); that of a segment that keeps an experiment's audience is changed by \
                    `replaceExperiment` alone (409 `conflict`).""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SegmentPatch.class),
                            examples = @ExampleObject(name = "Another name", value = """
                                                    {"name":"Not seen for two months"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = SegmentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`experiment_state` or `conflict`: an experiment chooses by it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = BAD_RULE,
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<SegmentView> update(@RestPath UUID id, JsonNode patch) {
        SegmentPatch change = patches.read(patch, SegmentPatch.class);
        return preconditions.hold(() -> service.requireForUpdate(id), () -> service.update(id, change));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.SEGMENTS_WRITE)
    @Operation(
            operationId = "deleteSegment",
            summary = "Delete a segment",
            description = "With its versions. Its key can be used again. Not while a rule names it, or a tag or an"
                    + " experiment follows it (409 `conflict`).")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@RestPath UUID id) {
        return preconditions.hold(() -> service.requireForUpdate(id), () -> service.delete(id));
    }

    @GET
    @Path("/{id}/members")
    @PermissionsAllowed(
            value = {Permission.SEGMENTS_READ, Permission.MEMBERS_READ},
            inclusive = true)
    @Operation(operationId = "listSegmentMembers", summary = "List a segment's members", description = """
                    By id, page by page: who is in the segment and may be used for its purpose at the moment of the \
                    call. With `asOf` the rule is evaluated anew: send the same with every page to count windows from one \
                    moment.""")
    @APIResponse(responseCode = "200", description = "A page of ids")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Page<SegmentMember>> listMembers(
            @RestPath UUID id,
            @BeanParam PageRequest page,
            @RestQuery
                    @Parameter(
                            description = "As in a preview; now when absent, and not for a frozen segment",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String asOf) {
        return service.listMembers(id, page, PointInTime.parameter("asOf", asOf));
    }
}
