package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/segments/{id}/history}, {@code count} and {@code counts}. */
@Path("/v1/segments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Segments")
@PermissionsAllowed(
        value = {Permission.SEGMENTS_READ, Permission.MEMBERS_READ},
        inclusive = true)
public class SegmentHistoryResource {
    private final MembershipHistoryService service;

    SegmentHistoryResource(MembershipHistoryService service) {
        this.service = service;
    }

    @GET
    @Path("/history")
    @Operation(
            operationId = "listSegmentHistory",
            summary = "List who entered a segment and who left",
            description = """
                    The newest first, page by page, of a dynamic segment and of members who may be used for its purpose \
                    now. Whoever was in it when it was made entered it then.""")
    @APIResponse(responseCode = "200", description = "A page of changes")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Page<SegmentChangeView>> history(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.ofSegment(id, page);
    }

    @GET
    @Path("/count")
    @Operation(
            operationId = "readSegmentCount",
            summary = "Count a segment's members",
            description = "Who is in it and may be used for its purpose at the moment of the call.")
    @APIResponse(responseCode = "200", description = "Counted")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<SegmentCountView> count(
            @RestPath UUID id,
            @RestQuery
                    @Parameter(
                            description = "As in a preview; now when absent, and not for a frozen segment",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    String asOf) {
        return service.count(id, PointInTime.parameter("asOf", asOf));
    }

    @GET
    @Path("/counts")
    @Operation(operationId = "listSegmentCounts", summary = "List how many members a segment had", description = """
                    The newest first, page by page: one count each time everybody was looked at, which is when the \
                    segment is made, when its rule changes, and every day. Of a dynamic segment.""")
    @APIResponse(responseCode = "200", description = "A page of counts")
    public Uni<Page<SegmentCountView>> counts(@RestPath UUID id, @BeanParam PageRequest page) {
        return service.counts(id, page);
    }
}
