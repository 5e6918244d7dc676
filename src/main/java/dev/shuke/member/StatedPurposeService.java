package dev.shuke.member;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * What a call without a body is for: to serve members, unless its header {@code X-Purpose} names another purpose. To read
 * one member is to serve him, whoever does it; to name a purpose is to have to be granted it.
 */
@ApplicationScoped
public class StatedPurposeService {
    public static final String HEADER = "X-Purpose";

    /** For the API's description. */
    public static final String MEANS =
            "What the member is looked at for; `service` when absent. Of any other the caller"
                    + " must be granted it (403 `purpose_forbidden`), and a member whom it does not admit is not there (404)";

    /** Likewise of many members. */
    public static final String MANY_MEANS =
            "What for: members whom the purpose admits now. When absent `service`, or what the caller's role is"
                    + " there for instead (`analytics`, `marketing.personalised`). The caller must be granted it";

    private final TenantDb db;
    private final PurposeService purposes;
    private final MemberRepository members;

    StatedPurposeService(TenantDb db, PurposeService purposes, MemberRepository members) {
        this.db = db;
        this.purposes = purposes;
        this.members = members;
    }

    /**
     * What the header says.
     *
     * @param header null when there is none
     * @throws ApiException invalid_parameter
     */
    public static Purpose of(String header) {
        try {
            return header == null ? Purpose.SERVICE : Purpose.of(header);
        } catch (InvalidValue invalid) {
            throw ApiException.invalidParameter(HEADER, invalid.getMessage());
        }
    }

    /**
     * Of a list or a report, which is about many members: what the header says, or else what the caller is there for. Of
     * either the caller must be granted it.
     *
     * @param header null when there is none
     * @throws ApiException invalid_parameter
     */
    public static Purpose ofMany(String header) {
        return header == null ? PurposeService.own(CallContext.current().caller()) : of(header);
    }

    /**
     * That a member may be used for what the header says.
     *
     * @param header null when there is none
     * @throws ApiException not_found when the purpose does not admit him, invalid_parameter, purpose_unavailable,
     *     purpose_forbidden
     */
    public Uni<Void> requireAdmitted(UUID id, String header) {
        Purpose purpose = of(header);
        return purpose.equals(Purpose.SERVICE)
                ? Uni.createFrom().voidItem()
                : db.inTransaction(tx -> purposes.requireUsable(tx, purpose)
                        .chain(() -> members.find(tx, id, purpose))
                        .onItem()
                        .ifNull()
                        .failWith(() -> ApiException.notFound("member"))
                        .replaceWithVoid());
    }
}
