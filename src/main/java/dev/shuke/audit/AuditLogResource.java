package dev.shuke.audit;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

/** {@code /v1/audit-log} */
@Path("/v1/audit-log")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.AUDIT_READ)
@Tag(name = "Audit log", description = "Who did what")
public class AuditLogResource {
    private final AuditLogService service;
    private final VerificationService verification;

    AuditLogResource(AuditLogService service, VerificationService verification) {
        this.service = service;
        this.verification = verification;
    }

    @GET
    @Operation(operationId = "listAuditEntries", summary = "List the audit log", description = """
                    The newest first, page by page: what was configured, who was made staff, which app got which rights, \
                    what was shown in clear or taken out, and what was refused (`access.denied`, counted by caller, \
                    route and minute, entered within a minute). Entries hold names of fields, never what was in them, \
                    and nothing changes or removes one.""")
    public Uni<Page<AuditEntryView>> list(@BeanParam AuditFilter filter, @BeanParam PageRequest page) {
        return service.list(filter, page);
    }

    @GET
    @Path("/export")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            operationId = "exportAuditEntries",
            summary = "Export the audit log",
            description =
                    "The same entries, the oldest first, one JSON object a line. The export is entered in the log.")
    @APIResponse(
            responseCode = "200",
            description = "An entry a line",
            content =
                    @Content(
                            mediaType = RestMediaType.APPLICATION_NDJSON,
                            schema = @Schema(implementation = AuditEntryView.class)))
    public Multi<AuditEntryView> export(@BeanParam AuditFilter filter) {
        return service.export(filter);
    }

    @GET
    @Path("/verify")
    @Operation(operationId = "readAuditVerification", summary = "Verify the audit log", description = """
                    Entries are sealed every few seconds; each seal goes over its entries and the seal before, with a key \
                    that is not in the database. The walk along them tells an entry that was removed, altered or moved, a \
                    seal that was, and, where the deployment keeps the heads outside the database, a tail that was cut \
                    off. `unsealed` is what no seal holds yet. A very long chain takes several calls.""")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(schema = @Schema(implementation = VerificationView.class)))
    public Uni<VerificationView> verify(
            @RestQuery("after")
                    @Parameter(
                            description = "The number of the seal behind which to begin",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    String after) {
        return verification.verify(number(after));
    }

    private static long number(String after) {
        if (after != null && !after.matches("[0-9]{1,18}")) {
            throw ApiException.invalidParameter("after", "must be the number of a seal");
        }
        return after == null ? 0 : Long.parseLong(after);
    }
}
