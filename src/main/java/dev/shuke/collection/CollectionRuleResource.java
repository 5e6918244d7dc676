package dev.shuke.collection;

import dev.shuke.collection.CollectionRepository.Written;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** {@code /v1/collection-rules} */
@Path("/v1/collection-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class CollectionRuleResource {
    private static final String ONE = "/{collected}/{key}";

    private final CollectionService service;
    private final Preconditions preconditions;

    CollectionRuleResource(CollectionService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "listCollectionRules",
            summary = "List what is collected only for a purpose",
            description = "Attributes and events, by kind and key. What is not among them is taken in of everybody.")
    public Uni<CollectionRuleView.Catalogue> list() {
        return service.list();
    }

    @GET
    @Path(ONE)
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readCollectionRule",
            summary = "Read for what something is collected",
            description = "By its kind and key.")
    public Uni<CollectionRuleView> read(@RestPath String collected, @RestPath String key) {
        return service.require(Collected.named(collected), key);
    }

    @PUT
    @Path(ONE)
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "upsertCollectionRule",
            summary = "Declare for what something is collected",
            description = """
                    An `attribute` by its key, or an `event` by its type, defined or not. From then on it is taken in only of \
                    members who allow the purpose at that moment; of others it is refused (`consent_missing`) or stripped, \
                    and the answer says so (`leftOut`), as it does row by row in a batch and for a file. What a member has \
                    already stays. What was sent once is not asked about again: a resent event is a duplicate. At most 200.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CollectionRuleRequest.class),
                            examples = @ExampleObject(name = "Where members live, of those who agree", value = """
                                                    {"purpose":"location","otherwise":"strip"}""")))
    @APIResponse(
            responseCode = "201",
            description = "Declared",
            content = @Content(schema = @Schema(implementation = CollectionRuleView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Written over",
            content = @Content(schema = @Schema(implementation = CollectionRuleView.class)))
    public Uni<RestResponse<CollectionRuleView>> upsert(
            @RestPath String collected,
            @RestPath String key,
            @NotNull(message = "must be given") @Valid CollectionRuleRequest rule) {
        Collected kind = Collected.named(collected);
        return preconditions.hold(
                () -> service.findForUpdate(kind, key),
                () -> service.upsert(kind, key, rule).map(CollectionRuleResource::answer));
    }

    private static RestResponse<CollectionRuleView> answer(Written written) {
        CollectionRuleView rule = written.rule();
        return written.created()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, rule)
                        .location(URI.create("/v1/collection-rules/" + rule.kind() + "/" + rule.key()))
                        .build()
                : RestResponse.ok(rule);
    }

    @DELETE
    @Path(ONE)
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(
            operationId = "deleteCollectionRule",
            summary = "Collect something of everybody again",
            description = "From then on it is taken in whatever members allow.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@RestPath String collected, @RestPath String key) {
        Collected kind = Collected.named(collected);
        return preconditions.hold(() -> service.findForUpdate(kind, key), () -> service.delete(kind, key));
    }
}
