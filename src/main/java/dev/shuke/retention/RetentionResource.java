package dev.shuke.retention;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** {@code /v1/retention} */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class RetentionResource {
    private final RetentionService service;
    private final Preconditions preconditions;

    RetentionResource(RetentionService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readRetention",
            summary = "Read for how long events are kept",
            description = "By event type; those without a rule are kept as long as the tenant is there.")
    public Uni<RetentionPolicy> read() {
        return service.current();
    }

    @PUT
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(operationId = "replaceRetention", summary = "Say for how long events are kept", description = """
                    Nothing is taken by this alone: a dry run tells what the rules take, and with `enforced`, which then \
                    is accepted for the same rules, they are followed every day. Events of whom a legal hold protects are \
                    kept. Rules by purpose take events and attributes of those who have refused or withdrawn it, or whose \
                    consent has ended, so many days after.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RetentionPolicy.class),
                            examples = @ExampleObject(name = "Two years of views", value = """
                                                    {"enforced":false,"rules":[{"eventType":"product.viewed","days":730,"action":"delete"}]}""")))
    public Uni<RetentionPolicy> replace(@NotNull(message = "must be given") @Valid RetentionPolicy policy) {
        return preconditions.hold(service::currentForUpdate, () -> service.replace(policy));
    }

    @POST
    @Path("/runs")
    @Idempotent
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(
            operationId = "startRetentionRun",
            summary = "Take the events that are over age, or count them",
            description = """
                    With `dryRun` they are only counted, by type. Without, they are deleted or anonymised in chunks, and the \
                    numbers kept per member are counted anew; refused until a dry run of the same rules was made.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RunRequest.class),
                            examples = @ExampleObject(name = "Count them", value = "{\"dryRun\":true}")))
    @APIResponse(
            responseCode = "202",
            description = "The job does it",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> run(@NotNull(message = "must be given") @Valid RunRequest request) {
        return service.run(request)
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    @GET
    @Path("/runs")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "listRetentionRuns",
            summary = "List what was taken when",
            description = "The newest first, dry runs as well; the counts are with each run itself.")
    public Uni<Page<RunView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/runs/{id}")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readRetentionRun",
            summary = "Read what a run has taken",
            description = "By event type: how many events were deleted or anonymised, or would have been.")
    @APIResponse(
            responseCode = "200",
            description = "The run",
            content = @Content(schema = @Schema(implementation = RunView.class)))
    public Uni<RunView> read(@RestPath UUID id) {
        return service.require(id);
    }
}
