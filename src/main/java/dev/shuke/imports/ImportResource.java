package dev.shuke.imports;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.jobs.JobView;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ArrivingFile;
import dev.shuke.platform.web.ErrorCode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/imports} */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Imports",
        description = "Files of members, events, stores, products, tags or consents, as large as they come")
public class ImportResource {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final ImportService service;
    private final ArrivingFile file;

    ImportResource(ImportService service, ArrivingFile file) {
        this.service = service;
        this.file = file;
    }

    @POST
    @Consumes({CSV, NDJSON})
    @PermissionsAllowed(Permission.IMPORTS_WRITE)
    @Operation(operationId = "startImport", summary = "Send a file", description = """
                    A file of rows as their own operations take them: NDJSON, or a CSV (RFC 4180) whose first line \
                    names its columns. UTF-8, at most 1 GiB, 256 KiB a row. A column is called by its field, \
                    `profile.city`; an identity by its kind, `identities.phone`; an own property by its key, \
                    `attributes.flavour`, `attributes.points:number`; `-` is left out. What is wrong with the file \
                    as a whole is the answer, and nothing of it is kept; rows that are refused can be fetched when the \
                    job has ended. A row about a tag has `memberId` or `member.kind` and `member.value`, the `tag`, its \
                    `value` (of a number `value:number`), `expiresAt`, `source` (`import` when absent) and `confidence`, or \
                    `remove:boolean`: it is for callers who are shown tags of all field groups. A row about a consent names \
                    the member likewise, the `purpose`, the `action` and when it was said (`occurredAt`), and of what is given by \
                    consent the `noticeVersionId` or the `evidence`: the SHA-256 of a form, a log or a recording that you \
                    keep; it stands alone, like a call of its own. Rows have their effect once: a file sent again changes \
                    nothing. Also needs the permission to write such rows one by one.""")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "A member, with two identities", value = """
                                                identities.phone,identities.card,profile.name,attributes.points:number
                                                +8613812345679,C-2001,李雷,120
                                                """)),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "202",
            description = "The file has arrived; the job writes its rows",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<RestResponse<JobView>> start(
            @Parameter(hidden = true) @RestHeader("Content-Type") String contentType,
            @RestQuery("kind")
                    @Parameter(
                            description = "What the rows are",
                            required = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"members", "events", "stores", "products", "tags", "consents"
                                            }))
                    String kind,
            @RestQuery("dryRun")
                    @Parameter(
                            description = "Whether nothing is to be written; false if absent",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    String dryRun,
            @RestQuery("column")
                    @Parameter(
                            description = "What a column is that is called otherwise, as `手机号=identities.phone`",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
                    List<String> columns) {
        return service.receive(ImportKind.named(kind), format(contentType), flag(dryRun), columns, file.pieces())
                .map(job -> ResponseBuilder.create(RestResponse.Status.ACCEPTED, job)
                        .location(URI.create("/v1/jobs/" + job.id()))
                        .build());
    }

    private static ImportFormat format(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).replaceAll("[ \"]", "");
        if (type.contains("charset=") && !type.contains("charset=utf-8")) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the file in UTF-8.");
        }
        return type.startsWith(CSV) ? ImportFormat.CSV : ImportFormat.NDJSON;
    }

    private static boolean flag(String dryRun) {
        if (dryRun != null && !"true".equals(dryRun) && !"false".equals(dryRun)) {
            throw ApiException.invalidParameter("dryRun", "must be true or false");
        }
        return "true".equals(dryRun);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permission.IMPORTS_WRITE)
    @Operation(operationId = "readImport", summary = "Read an import", description = "What became of the rows so far.")
    public Uni<ImportView> read(@RestPath UUID id) {
        return service.require(id);
    }

    @GET
    @Path("/{id}/rejected")
    @Produces(CSV)
    @PermissionsAllowed(Permission.IMPORTS_WRITE)
    @Operation(operationId = "exportRejectedRows", summary = "Fetch the rejected rows", description = """
                    A CSV of the rows as they were sent, with line, code and reason in front; mended, it can be sent in \
                    again as it is. Kept for a day after the file was sent, for who has sent it alone.""")
    @APIResponse(
            responseCode = "200",
            description = "The rows",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestMulti<byte[]> rejectedRows(@RestPath UUID id) {
        return RestMulti.fromUniResponse(
                service.rejectedRows(id),
                rows -> rows,
                rows -> Map.of(
                        "Cache-Control",
                        List.of("no-store"),
                        "Content-Disposition",
                        List.of("attachment; filename=\"rejected.csv\"")));
    }
}
