package dev.shuke.score;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/replenishments} */
@Path("/v1/replenishments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Scores")
public class DueMemberResource {
    private static final int DEFAULT_DAYS = 7;
    private static final int MAX_DAYS = 365;

    private final ReplenishmentService service;

    DueMemberResource(ReplenishmentService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.SEGMENTS_READ)
    @Operation(
            operationId = "listReplenishments",
            summary = "List members who will have used something up",
            description = """
                    Within so many days from now, the first first, page by page: as of when members were scored last, see \
                    `POST /v1/scores/recompute`. Nobody whom the purpose does not admit, nor who objects to being chosen by machines.""")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Page<DueMemberView>> list(
            @RestQuery
                    @Parameter(
                            description = "Within how many days",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "365",
                                            defaultValue = "7"))
                    String withinDays,
            @BeanParam PageRequest page,
            @RestHeader(StatedPurposeService.HEADER)
                    @Parameter(
                            description =
                                    "What they are listed for; `service` when absent. The caller must be granted it")
                    String purpose) {
        return service.listDue(days(withinDays), StatedPurposeService.of(purpose), page);
    }

    private static int days(String text) {
        if (text == null) {
            return DEFAULT_DAYS;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MAX_DAYS) {
            throw ApiException.invalidParameter("withinDays", "must be a whole number from 1 to " + MAX_DAYS);
        }
        return Integer.parseInt(text);
    }
}
