package dev.shuke.staff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.staff.StaffService.Invited;
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
import jakarta.ws.rs.core.HttpHeaders;
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
import org.jboss.resteasy.reactive.RestResponse.Status;

/** {@code /v1/staff} */
@Path("/v1/staff")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.STAFF_MANAGE)
@Tag(name = "Staff", description = "The merchant's people, with their roles and stores")
public class StaffResource {
    private static final String PENDING =
            "Written down, and what was lost is refused from now on; Keycloak is away and follows by itself";

    private final StaffService service;
    private final MergePatch patches;

    StaffResource(StaffService service, MergePatch patches) {
        this.service = service;
        this.patches = patches;
    }

    @POST
    @Operation(operationId = "inviteStaff", summary = "Invite a member of staff", description = """
                    Makes somebody staff of this merchant. The address makes the request idempotent: sent again with the \
                    same content it goes on with what was left half-way, or answers 200 with what is there. A person \
                    without an account gets one, and its `temporaryPassword` is in the answer 201 and nowhere else; hand \
                    it over yourself. It is absent when the address has an account already, of whose holder the \
                    invitation makes staff: nobody has proven the address, so be sure whose it is. Managers and \
                    associates need `stores`, others have none. Only an owner invites owners.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StaffRequest.class),
                            examples = @ExampleObject(name = "A marketer", value = """
                                                    {"email":"li.na@example.com","roles":["marketing"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "The person is staff",
            content =
                    @Content(
                            schema = @Schema(implementation = StaffView.class),
                            examples = @ExampleObject(name = "Keep the password: it is not said again", value = """
                                                    {"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002",
                                                     "email":"l***@example.com","roles":["marketing"],"stores":[],
                                                     "status":"active","temporaryPassword":"q7hW-4mzK-Tn2c-Vx9d-R3kb",
                                                     "createdAt":"2026-11-22T08:30:00.123456Z",
                                                     "updatedAt":"2026-11-22T08:30:00.123456Z"}""")))
    @APIResponse(
            responseCode = "200",
            description = "The person was staff already, with the same roles and stores",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Written down; Keycloak is away. Send the same again for the temporary password",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The person is staff with other roles or stores",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<StaffView>> invite(@NotNull(message = "must be given") @Valid StaffRequest request) {
        return service.invite(request).map(StaffResource::answer);
    }

    @GET
    @Operation(
            operationId = "listStaff",
            summary = "List staff",
            description = "In the order of their invitation, page by page; the first owner too.")
    public Uni<Page<StaffView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "readStaff", summary = "Read a member of staff", description = "Roles, stores, status.")
    @APIResponse(
            responseCode = "200",
            description = "The member of staff",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    public Uni<StaffView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(operationId = "updateStaff", summary = "Change roles or stores", description = """
                    A JSON merge patch: what is absent stays, an array takes the place of the other. Tokens that say the \
                    old roles are refused from now on, and the next one says the new. An admin neither changes an owner \
                    nor makes one, and the last owner stays one.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = StaffPatch.class),
                            examples = @ExampleObject(name = "To finance, and away from the stores", value = """
                                                    {"roles":["finance"],"stores":[]}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    @APIResponse(
            responseCode = "202",
            description = PENDING,
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    @APIResponse(
            responseCode = "409",
            description = "It would leave the tenant without an owner",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<StaffView>> update(@RestPath UUID id, JsonNode patch) {
        return service.update(id, patches.read(patch, StaffPatch.class))
                .map(person -> RestResponse.status(pending(person) ? Status.ACCEPTED : Status.OK, person));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeStaff", summary = "Remove a member of staff", description = """
                    The person's tokens are refused in this tenant from now on. The account stays, for it may be \
                    another merchant's too.""")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(
            responseCode = "409",
            description = "It would leave the tenant without an owner",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Void> remove(@RestPath UUID id) {
        return service.remove(id);
    }

    private static RestResponse<StaffView> answer(Invited invited) {
        StaffView person = invited.person();
        Status status = pending(person) ? Status.ACCEPTED : invited.opened() ? Status.CREATED : Status.OK;
        return ResponseBuilder.create(status, person)
                .location(URI.create("/v1/staff/" + person.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static boolean pending(StaffView person) {
        return person.status() == StaffStatus.PENDING;
    }
}
