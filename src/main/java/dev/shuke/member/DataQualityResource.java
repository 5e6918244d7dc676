package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/insights/data-quality} */
@Path("/v1/insights/data-quality")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Insights", description = "What the data says, of nobody in particular")
public class DataQualityResource {
    private final DataQualityService service;

    DataQualityResource(DataQualityService service) {
        this.service = service;
    }

    /** Of owners and admins: the counts are exact, however small. */
    @GET
    @PermissionsAllowed(Permission.TENANT_WRITE)
    @Operation(operationId = "readDataQuality", summary = "Tell how good the data is", description = """
                    How many members have each field and each kind of identity, and how many merged members disagree \
                    with those they were merged into. Counted at each call.""")
    public Uni<DataQualityView> read() {
        return service.current();
    }
}
