package dev.shuke.segment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
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
import java.net.URI;
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

/** {@code /v1/tags/{key}/assignments} */
@Path("/v1/tags/{key}/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class SegmentTagResource {
    private final SegmentTagService service;

    SegmentTagResource(SegmentTagService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.TAGS_WRITE)
    @Operation(
            operationId = "startTagAssignment",
            summary = "Give a tag to all members of a segment, or take it",
            description = """
                    By hand, as if to one after the other, by a job: to whom its purpose admits and who is in the segment \
                    when the job comes to him. With `"remove": true` it is \
                    taken from them by hand instead. Also needs `segments:read`, and a segment that the caller may read; the job \
                    fails with `segment_changed` when its rule is changed meanwhile.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = SegmentTagRequest.class),
                            examples = @ExampleObject(name = "Dog owners", value = """
                                                    {"segment":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","value":"dog"}""")))
    @APIResponse(
            responseCode = "202",
            description = "The job gives it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> start(
            @RestPath String key, @NotNull(message = "must be given") @Valid SegmentTagRequest request) {
        return service.start(key, request)
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }
}
