package dev.shuke.store;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import dev.shuke.store.StoreRepository.Written;
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
import jakarta.ws.rs.core.UriBuilder;
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

/** {@code /v1/stores} */
@Path("/v1/stores")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Stores", description = "By the codes that events name them with")
public class StoreResource {
    private final StoreService service;
    private final Preconditions preconditions;

    StoreResource(StoreService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.STORES_READ)
    @Operation(operationId = "listStores", summary = "List stores", description = "By code, page by page.")
    public Uni<Page<StoreView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.STORES_WRITE)
    @Operation(operationId = "upsertStores", summary = "Send stores", description = """
                    An array of at most 1,000. A code that is known is written over, all of it. Bad stores are listed \
                    in `rejected` and do not stop the good ones.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoreRequest[].class),
                            examples = @ExampleObject(name = "Two stores", value = """
                                                    [{"code":"S-01","name":"Nanjing Road 1","city":"Shanghai",
                                                      "location":{"latitude":31.2304,"longitude":121.4737}},
                                                     {"code":"S-02","name":"West Lake","city":"Hangzhou"}]""")))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content =
                    @Content(
                            schema = @Schema(implementation = BulkResult.class),
                            examples = @ExampleObject(name = "One of them is new", value = """
                                                    {"created":1,"updated":1,"rejected":[]}""")))
    public Uni<BulkResult> upsert(byte[] body) {
        return service.upsert(body);
    }

    @GET
    @Path("/{code}")
    @PermissionsAllowed(Permission.STORES_READ)
    @Operation(operationId = "readStore", summary = "Read a store", description = "By its code.")
    @APIResponse(
            responseCode = "200",
            description = "The store",
            content = @Content(schema = @Schema(implementation = StoreView.class)))
    public Uni<StoreView> read(@RestPath String code) {
        return service.require(code);
    }

    @PUT
    @Path("/{code}")
    @PermissionsAllowed(Permission.STORES_WRITE)
    @Operation(
            operationId = "upsertStore",
            summary = "Create a store or write it over",
            description = "All of it: what is absent is emptied. Sent again, it has no further effect.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StoreRequest.class),
                            examples = @ExampleObject(name = "A store", value = """
                                                    {"name":"Nanjing Road 1","city":"Shanghai",
                                                     "location":{"latitude":31.2304,"longitude":121.4737}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = StoreView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Written over",
            content = @Content(schema = @Schema(implementation = StoreView.class)))
    public Uni<RestResponse<StoreView>> upsert(
            @RestPath String code, @NotNull(message = "must be given") @Valid StoreRequest request) {
        return preconditions.hold(
                () -> service.findForUpdate(code),
                () -> service.upsert(code, request).map(StoreResource::answer));
    }

    private static RestResponse<StoreView> answer(Written written) {
        StoreView store = written.store();
        return written.created()
                ? ResponseBuilder.create(RestResponse.Status.CREATED, store)
                        .location(UriBuilder.fromPath("/v1/stores/{code}").build(store.code()))
                        .build()
                : RestResponse.ok(store);
    }
}
