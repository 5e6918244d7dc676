package dev.shuke.member;

import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.PrivacyControl;
import dev.shuke.platform.web.BulkResult;
import dev.shuke.platform.web.Page;
import dev.shuke.platform.web.PageRequest;
import dev.shuke.platform.web.Problem;
import dev.shuke.platform.write.Idempotent;
import dev.shuke.platform.write.Preconditions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/members} */
@Path("/v1/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members", description = "The people who buy, found by any of their identities, shown masked")
public class MemberResource {
    private final MemberService service;
    private final StatedPurposeService purposes;
    private final MemberBatchService batches;
    private final ErasureService erasures;
    private final Preconditions preconditions;

    MemberResource(
            MemberService service,
            StatedPurposeService purposes,
            MemberBatchService batches,
            ErasureService erasures,
            Preconditions preconditions) {
        this.purposes = purposes;
        this.service = service;
        this.batches = batches;
        this.erasures = erasures;
        this.preconditions = preconditions;
    }

    @POST
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "upsertMember", summary = "Create or complete a member", description = """
                    Finds the member by any of the identities and completes it with what is sent, or creates one. \
                    Identities that nobody has yet are bound to it. A caller without `members:read` gets the id only.""")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = MemberRequest.class),
                            examples = @ExampleObject(name = "A customer with a phone and a card", value = """
                                                    {"identities":[{"kind":"phone","value":"+8613812345678"},
                                                      {"kind":"card","value":"C-1001"}],
                                                     "profile":{"name":"张三丰","gender":"female","birthday":"1990-05-01",
                                                      "email":"sf@example.com","city":"Shanghai"},
                                                     "attributes":{"favouriteFlavour":"taro"}}""")))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Completed",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The identities belong to several members",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<RestResponse<MemberView>> upsert(@NotNull(message = "must be given") @Valid MemberRequest request) {
        return service.upsert(request).map(done -> {
            MemberView member = done.member();
            return ResponseBuilder.create(done.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, member)
                    .location(URI.create("/v1/members/" + member.id()))
                    .build();
        });
    }

    @POST
    @Path("/batch")
    @Idempotent
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(operationId = "upsertMembers", summary = "Create or complete members", description = """
                    An array of at most 1,000, with the effect of sending them one after the other: elements that share \
                    an identity are one person. Bad ones are listed in `rejected` and do not stop the good ones.""")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberRequest[].class),
                            examples = @ExampleObject(name = "One person, named twice", value = """
                                                    [{"identities":[{"kind":"phone","value":"+8613812345678"}],
                                                      "profile":{"city":"Shanghai"}},
                                                     {"identities":[{"kind":"phone","value":"+8613812345678"},
                                                       {"kind":"card","value":"C-1001"}]}]""")))
    @APIResponse(
            responseCode = "200",
            description = "What became of each",
            content =
                    @Content(
                            schema = @Schema(implementation = BulkResult.class),
                            examples =
                                    @ExampleObject(
                                            name = "Created by the first, completed by the second",
                                            value = """
                                                    {"created":1,"updated":1,"rejected":[]}""")))
    public Uni<BulkResult> upsert(byte[] body) {
        return batches.upsert(body);
    }

    @GET
    @PermissionsAllowed(Permission.MEMBERS_READ)
    @Operation(
            operationId = "listMembers",
            summary = "List members",
            description =
                    "In the order of their creation, page by page. For another purpose than serving them, those whom it admits now.")
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<Page<MemberView>> list(
            @BeanParam PageRequest page,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MANY_MEANS)
                    String purpose) {
        return service.list(page, StatedPurposeService.ofMany(purpose));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permission.MEMBERS_WRITE)
    @Operation(
            operationId = "updateMember",
            summary = "Change a member",
            description = "A JSON merge patch: what is absent stays, `null` removes. A mask sent back is refused.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = MemberPatch.class),
                            examples = @ExampleObject(name = "Move to another city, forget the birthday", value = """
                                                    {"profile":{"city":"Hangzhou","birthday":null}}""")))
    public Uni<MemberView> update(@RestPath UUID id, @NotNull(message = "must be given") @Valid MemberPatch patch) {
        return preconditions.hold(() -> service.requireForUpdate(id), () -> service.update(id, patch));
    }

    @POST
    @Path("/lookup")
    @PermissionsAllowed(Permission.MEMBERS_LOOKUP)
    @Operation(
            operationId = "lookupMember",
            summary = "Find a member by an identity",
            description = "A POST, so that phone numbers and cards stay out of addresses and logs.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = IdentityRequest.class),
                            examples = @ExampleObject(name = "By phone", value = """
                                                    {"kind":"phone","value":"+8613812345678"}""")))
    @Parameter(name = PrivacyControl.HEADER, in = ParameterIn.HEADER, description = PrivacyControl.MEANS)
    public Uni<MemberView> lookup(
            @NotNull(message = "must be given") @Valid IdentityRequest identity,
            @RestHeader(StatedPurposeService.HEADER) @Parameter(description = StatedPurposeService.MEANS)
                    String purpose) {
        return purpose == null
                ? service.lookup(identity)
                : service.lookup(identity).call(found -> purposes.requireAdmitted(found.id(), purpose));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.MEMBERS_ERASE)
    @Operation(operationId = "deleteMember", summary = "Erase a member", description = """
                    For good, with all who were merged into the member: the keys are destroyed, profile, identities and \
                    metrics deleted. Events keep what they say of the trade, without their props and under an id that \
                    leads to nobody. The erasure is written down outside the database, so that a restored backup brings \
                    nobody back.""")
    @APIResponse(responseCode = "204", description = "Erased")
    public Uni<Void> delete(@RestPath UUID id) {
        return preconditions
                .hold(() -> service.requireForUpdate(id), () -> Uni.createFrom().voidItem())
                .chain(() -> erasures.erase(id));
    }
}
