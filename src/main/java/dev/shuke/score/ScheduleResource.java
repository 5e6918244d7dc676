package dev.shuke.score;

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

/** {@code /v1/scores/schedule} */
@Path("/v1/scores/schedule")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class ScheduleResource {
    private final ScheduleService service;
    private final Preconditions preconditions;

    ScheduleResource(ScheduleService service, Preconditions preconditions) {
        this.service = service;
        this.preconditions = preconditions;
    }

    @GET
    @PermissionsAllowed(Permission.TENANT_READ)
    @Operation(
            operationId = "readScoreSchedule",
            summary = "Read when members are scored",
            description = "Until somebody changes it, nothing is done by itself.")
    @APIResponse(
            responseCode = "200",
            description = "The schedule",
            content = @Content(schema = @Schema(implementation = ScoreSchedule.class)))
    public Uni<ScoreSchedule> read() {
        return service.current();
    }

    @PUT
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "replaceScoreSchedule", summary = "Change when members are scored", description = """
                    Once a day, from an hour on; and once a week the models are learned anew before that, each tried on \
                    the latest days whose horizon is over. What is absent is as the platform has it.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ScoreSchedule.class),
                            examples = @ExampleObject(name = "Every night, and models on Sundays", value = """
                                                    {"enabled":true,"hour":3,"trainOn":"sunday","horizonDays":60}""")))
    @APIResponse(
            responseCode = "200",
            description = "The schedule as it is now",
            content = @Content(schema = @Schema(implementation = ScoreSchedule.class)))
    public Uni<ScoreSchedule> replace(@NotNull(message = "must be given") @Valid ScoreSchedule schedule) {
        return preconditions.hold(service::currentForUpdate, () -> service.replace(schedule));
    }
}
