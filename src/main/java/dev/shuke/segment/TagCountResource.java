package dev.shuke.segment;

import dev.shuke.member.StatedPurposeService;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** {@code GET /v1/tags/{key}/count}: the preview of a rule that asks for the tag, in fewer words. */
@Path("/v1/tags/{key}/count")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tags")
public class TagCountResource {
    private final PreviewService service;

    TagCountResource(PreviewService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed({Permission.SEGMENTS_PREVIEW, Permission.SEGMENTS_READ})
    @Operation(operationId = "readTagCount", summary = "Count the members who have a tag", description = """
                    Exactly for who may read members; to the nearest ten or, below ten, not at all for who may see no \
                    person.""")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<TagCountView> count(
            @RestPath String key,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.count(key, StatedPurposeService.ofMany(purpose));
    }
}
