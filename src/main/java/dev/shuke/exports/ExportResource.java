package dev.shuke.exports;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.write.Idempotent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/exports} */
@Path("/v1/exports")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Exports", description = "Members or events in one file, for a purpose")
public class ExportResource {
    private static final String NDJSON = "application/x-ndjson";

    private final ExportService service;

    ExportResource(ExportService service) {
        this.service = service;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.EXPORTS_WRITE)
    @Operation(operationId = "startExport", summary = "Take members or events out", description = """
                    Writes a file of everything that the purpose admits, each row as the API shows it to the caller. \
                    It is encrypted at rest, handed to nobody else, deleted after a day, and stays noted as a \
                    disclosure. Also needs the permission to read such rows one by one. With `segment`, which needs \
                    `segments:read`: of members, those who were in it at one moment, and may be used for its purpose when \
                    the file is written. Of a dynamic segment the history of its membership tells.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ExportRequest.class),
                            examples = {
                                @ExampleObject(name = "Members, to serve them", value = """
                                                    {"kind":"members","purpose":"service","limit":50000}"""),
                                @ExampleObject(name = "Those who were in a segment then", value = """
                                                    {"kind":"members","purpose":"service","segment":\
                                                     {"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f"}}""")
                            }))
    @APIResponse(
            responseCode = "202",
            description = "The job writes the file",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<RestResponse<JobView>> start(@NotNull(message = "must be given") @Valid ExportRequest request) {
        return service.start(request)
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.EXPORTS_WRITE)
    @Operation(operationId = "readExport", summary = "Read an export", description = "Tells where its file is.")
    @APIResponse(
            responseCode = "200",
            description = "The export",
            content =
                    @Content(
                            schema = @Schema(implementation = ExportView.class),
                            examples = {
                                @ExampleObject(name = "Not all rows are there", value = """
                                                    {"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","kind":"members",
                                                     "purpose":"service","rows":12500,
                                                     "job":"/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f",
                                                     "createdAt":"2026-11-21T08:30:00.123456Z",
                                                     "expiresAt":"2026-11-22T08:30:00.123456Z"}"""),
                                @ExampleObject(name = "To be fetched", value = """
                                                    {"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","kind":"members",
                                                     "purpose":"service","rows":48211,
                                                     "job":"/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f",
                                                     "file":"/v1/exports/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f/file",
                                                     "createdAt":"2026-11-21T08:30:00.123456Z",
                                                     "expiresAt":"2026-11-22T08:30:00.123456Z"}"""),
                                @ExampleObject(name = "Of a segment, not all rows are there", value = """
                                                    {"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","kind":"members",
                                                     "purpose":"service","segment":{"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e90","version":2,
                                                     "asOf":"2026-11-21T08:30:00Z"},"rows":500,
                                                     "job":"/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f",
                                                     "createdAt":"2026-11-21T08:30:00.123456Z",
                                                     "expiresAt":"2026-11-22T08:30:00.123456Z"}"""),
                                @ExampleObject(name = "Of a segment, to be fetched", value = """
                                                    {"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f","kind":"members",
                                                     "purpose":"service","segment":{"id":"0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e90","version":2,
                                                     "asOf":"2026-11-21T08:30:00Z"},"rows":868,
                                                     "job":"/v1/jobs/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f",
                                                     "file":"/v1/exports/0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f/file",
                                                     "createdAt":"2026-11-21T08:30:00.123456Z",
                                                     "expiresAt":"2026-11-22T08:30:00.123456Z"}""")
                            }))
    public Uni<ExportView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @GET
    @Path("/{id}/file")
    @Produces(NDJSON)
    @PermissionsAllowed(Permission.EXPORTS_WRITE)
    @Operation(operationId = "exportFile", summary = "Fetch an export's file", description = """
                    One JSON object a line, by who has asked for it alone. 404 until all rows are there, and when it \
                    has expired.""")
    @APIResponse(
            responseCode = "200",
            description = "The rows",
            content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<byte[]> file(@RestPath UUID id) {
        return RestMulti.fromUniResponse(
                service.file(id),
                parts -> parts,
                parts -> Map.of(
                        "Cache-Control",
                        List.of("no-store"),
                        "Content-Disposition",
                        List.of("attachment; filename=\"export.ndjson\"")));
    }
}
