package dev.shuke.assessment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/impact-assessments} */
@Path("/v1/impact-assessments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class AssessmentResource {
    private final AssessmentService service;

    AssessmentResource(AssessmentService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @PermissionsAllowed(Permission.PRIVACY_WRITE)
    @Operation(operationId = "createImpactAssessment", summary = "Record an impact assessment", description = """
                    What PIPL article 56 asks of it; GDPR article 35 calls it a data protection impact assessment. It is never \
                    changed and never deleted: one that is made later may say in whose place it comes.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AssessmentRequest.class),
                            examples = @ExampleObject(name = "Of a model", value = """
                                                    {"name":"Churn model","occasions":["automated_decisions"],"purposes":["analytics"],
                                                     "processing":"Orders of two years foretell who will not come back",
                                                     "necessity":"Less data foretells worse",
                                                     "risks":"Who is foretold wrongly misses an offer","riskLevel":"low",
                                                     "measures":"Nobody is refused anything, members can object",
                                                     "reviewDueOn":"2099-11-01"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content = @Content(schema = @Schema(implementation = AssessmentView.class)))
    public Uni<AssessmentView> create(@NotNull(message = "must be given") @Valid AssessmentRequest request) {
        return service.create(request);
    }

    @GET
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "listImpactAssessments",
            summary = "List impact assessments",
            description = "The newest first, those that were replaced as well.")
    public Uni<Page<AssessmentView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.PRIVACY_READ)
    @Operation(
            operationId = "readImpactAssessment",
            summary = "Read an impact assessment",
            description = "As it was made, and which one came in its place.")
    @APIResponse(
            responseCode = "200",
            description = "The assessment",
            content = @Content(schema = @Schema(implementation = AssessmentView.class)))
    public Uni<AssessmentView> read(@RestPath UUID id) {
        return service.require(id);
    }
}
