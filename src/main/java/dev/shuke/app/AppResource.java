package dev.shuke.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.MergePatch;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
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

/** {@code /v1/apps} */
@Path("/v1/apps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.APPS_MANAGE)
@Tag(name = "Apps", description = "The machines that call for the merchant, with their scopes and secrets")
public class AppResource {
    private static final String FOLLOWS = "Written down; Keycloak is away and follows by itself: see `status`";

    private final AppService service;
    private final MergePatch patches;

    AppResource(AppService service, MergePatch patches) {
        this.service = service;
        this.patches = patches;
    }

    @POST
    @Operation(operationId = "createApp", summary = "Make an app", description = """
                    Makes a confidential client in Keycloak that gets tokens of this merchant by the grant \
                    `client_credentials`, for the scopes it is granted and no others. Its `clientSecret` is in this \
                    answer and nowhere else.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AppRequest.class),
                            examples = @ExampleObject(name = "A till", value = """
                                                    {"name":"Till","scopes":["members:lookup","events:write"],
                                                     "purposes":["service"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "The app may ask for tokens",
            content =
                    @Content(
                            schema = @Schema(implementation = AppView.class),
                            examples = @ExampleObject(name = "Keep the secret: it is not said again", value = """
                                                    {"id":"019aa0c4-5a7e-7c3f-9d1e-0242ac120002","name":"Till",
                                                     "clientId":"acme-tea.till-x7k2m9p4wd",
                                                     "clientSecret":"sCMuwrHn9E2zQK6oVh5T0YbLJ8dXfPaN1gRkeBi4vUs",
                                                     "scopes":["events:write","members:lookup"],
                                                     "purposes":["service"],"enabled":true,"status":"active",
                                                     "createdAt":"2026-11-22T08:30:00.123456Z",
                                                     "updatedAt":"2026-11-22T08:30:00.123456Z"}""")))
    @APIResponse(
            responseCode = "202",
            description = FOLLOWS + ". The secret works from then on",
            content = @Content(schema = @Schema(implementation = AppView.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is an app of this name",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<AppView>> create(@NotNull(message = "must be given") @Valid AppRequest request) {
        return service.create(request)
                .map(app -> answer(app, Status.CREATED)
                        .location(URI.create("/v1/apps/" + app.id()))
                        .build());
    }

    @GET
    @Operation(
            operationId = "listApps",
            summary = "List apps",
            description = "In the order of their creation, page by page, without their secrets.")
    public Uni<Page<AppView>> list(@BeanParam PageRequest page) {
        return service.list(page);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "readApp", summary = "Read an app", description = "Without its secret.")
    @APIResponse(
            responseCode = "200",
            description = "The app",
            content = @Content(schema = @Schema(implementation = AppView.class)))
    public Uni<AppView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(operationId = "updateApp", summary = "Change, disable or enable an app", description = """
                    A JSON merge patch: what is absent stays, an array takes the place of the other. When the app loses \
                    a scope or is disabled, its tokens are refused from now on.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = AppPatch.class),
                            examples = @ExampleObject(name = "Disable it", value = """
                                                    {"enabled":false}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = AppView.class)))
    @APIResponse(
            responseCode = "202",
            description = FOLLOWS,
            content = @Content(schema = @Schema(implementation = AppView.class)))
    @APIResponse(
            responseCode = "409",
            description = "There is an app of this name",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<AppView>> update(@RestPath UUID id, JsonNode patch) {
        return service.update(id, patches.read(patch, AppPatch.class))
                .map(app -> answer(app, Status.OK).build());
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Operation(operationId = "rotateAppSecret", summary = "Give an app a new secret", description = """
                    The new `clientSecret` comes with a new `clientId` and is in this answer and nowhere else. The \
                    client and secret before work beside them until `formerUntil`, those before that do not. With \
                    `overlapHours` 0 they end at once, and so do the app's tokens.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = RotationRequest.class),
                            examples = @ExampleObject(name = "Two days to change over", value = """
                                                    {"overlapHours":48}""")))
    @APIResponse(
            responseCode = "200",
            description = "The new secret works",
            content = @Content(schema = @Schema(implementation = AppView.class)))
    @APIResponse(
            responseCode = "202",
            description = FOLLOWS + ". The new secret works from then on",
            content = @Content(schema = @Schema(implementation = AppView.class)))
    public Uni<RestResponse<AppView>> rotateSecret(
            @RestPath UUID id, @NotNull(message = "must be given") @Valid RotationRequest request) {
        return service.rotateSecret(id, request)
                .map(app -> answer(app, Status.OK).build());
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "removeApp",
            summary = "Remove an app",
            description = "Its tokens are refused from now on, and it gets no others.")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<Void> remove(@RestPath UUID id) {
        return service.remove(id);
    }

    private static ResponseBuilder<AppView> answer(AppView app, Status done) {
        return ResponseBuilder.create(app.status() == AppStatus.PENDING ? Status.ACCEPTED : done, app)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
