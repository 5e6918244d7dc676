package dev.shuke.event;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/members/{id}/timeline} */
@Path("/v1/members/{id}/timeline")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class TimelineResource {
    private final EventService service;
    private final StatedPurposeService purposes;

    TimelineResource(EventService service, StatedPurposeService purposes) {
        this.purposes = purposes;
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.EVENTS_READ)
    @Operation(
            operationId = "listTimeline",
            summary = "List a member's events",
            description = "The newest first, page by page.")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Page<EventView>> list(
            @RestPath UUID id,
            @BeanParam PageRequest page,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MEANS)
                    String purpose) {
        return purposes.requireAdmitted(id, purpose).chain(() -> service.timeline(id, page));
    }
}
