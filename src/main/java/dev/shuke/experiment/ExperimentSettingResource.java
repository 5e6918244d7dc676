package dev.shuke.experiment;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/experiment-settings} */
@Path("/v1/experiment-settings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Experiments")
public class ExperimentSettingResource {
    private final ExperimentService service;
    private final Preconditions preconditions;

    ExperimentSettingResource(ExperimentService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.EXPERIMENTS_READ)
    @Operation(
            operationId = "readExperimentSettings",
            summary = "Read what all experiments have in common",
            description = "The share of members that none of them has.")
    public Uni<ExperimentSetting> read() {
        return service.setting();
    }

    @PUT
    @PermissionsAllowed(Permission.EXPERIMENTS_WRITE)
    @Operation(
            operationId = "replaceExperimentSettings",
            summary = "Hold members out of all experiments",
            description = """
                    One and the same group is kept out of all experiments, so that what they have brought together can be \
                    told one day. A larger share takes more in and lets nobody out; who was shown a variant keeps it.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ExperimentSettingRequest.class),
                            examples = @ExampleObject(name = "Five in a hundred", value = "{\"holdout\":0.05}")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = ExperimentSetting.class)))
    public Uni<ExperimentSetting> replace(@NotNull(message = "must be given") @Valid ExperimentSettingRequest request) {
        return preconditions.hold(service::settingForUpdate, () -> service.holdOut(request));
    }
}
