package dev.shuke.member;

import dev.shuke.platform.access.Caller;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.web.CallRefused;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A session ends with its member: of one who was erased, or merged into another, it is refused at each call, whatever it
 * is for. After the filter that binds the call.
 */
public class LiveMemberFilter {
    private static final int AFTER_THE_CALL_IS_BOUND = 5_001;

    private final OwnMemberService service;

    LiveMemberFilter(OwnMemberService service) {
        this.service = service;
    }

    /** Null, nothing to wait for, of all other callers. */
    @ServerRequestFilter(priority = AFTER_THE_CALL_IS_BOUND)
    public Uni<Void> requireLive() {
        boolean member = CallContext.bound()
                .filter(call -> call.caller().kind() == Caller.Kind.MEMBER)
                .isPresent();
        return member ? service.lives().invoke(LiveMemberFilter::require).replaceWithVoid() : null;
    }

    private static void require(boolean live) {
        if (!live) {
            throw CallRefused.withoutMember();
        }
    }
}
