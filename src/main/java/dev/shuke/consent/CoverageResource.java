package dev.shuke.consent;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /v1/consents} */
@Path("/v1/consents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Consent")
public class CoverageResource {
    private static final Set<ConsentState> SAID =
            EnumSet.complementOf(EnumSet.of(ConsentState.NOT_NEEDED, ConsentState.NOT_ASKED));

    private final CoverageService service;

    CoverageResource(CoverageService service) {
        this.service = service;
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(operationId = "listConsentHolders", summary = "List who has said what of a purpose", description = """
                    Members who have said something, with how it stands now, by their ids; not those whose data is \
                    restricted. A list is of its moment: ask `/v1/consents/check` before each use.""")
    public Uni<Page<ConsentHolderView>> list(
            @RestQuery("purpose")
                    @Parameter(
                            description = "One that members have a say in",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, examples = "marketing.personalised"))
                    String purpose,
            @RestQuery("state")
                    @Parameter(
                            description = "Those alone with whom it stands so",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"given", "refused", "withdrawn", "expired", "invalidated"}))
                    String state,
            @BeanParam PageRequest page) {
        return service.list(named(purpose), state == null ? null : state(state), page);
    }

    private static Purpose named(String key) {
        try {
            return new Purpose(key);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter("purpose", invalid.getMessage());
        }
    }

    private static ConsentState state(String key) {
        return Arrays.stream(ConsentState.values())
                .filter(state -> SAID.contains(state) && state.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidParameter(
                        "state", "must be given, refused, withdrawn, expired or invalidated"));
    }

    @GET
    @Path("/coverage")
    @PermissionsAllowed(Permission.SEGMENTS_PREVIEW)
    @Operation(
            operationId = "readConsentCoverage",
            summary = "Count how far a purpose was asked for",
            description = """
                    Of each version of the purpose's notice: how many members were shown it, where, and what those whose \
                    last answer is to it have said. Who may see no person gets every count to the nearest ten, and none \
                    below ten.""")
    public Uni<ConsentCoverageView> coverage(
            @RestQuery("purpose")
                    @Parameter(
                            description = "One that members have a say in",
                            required = true,
                            schema = @Schema(type = SchemaType.STRING, examples = "marketing.personalised"))
                    String purpose) {
        return service.coverage(named(purpose));
    }
}
