package dev.shuke.isolation;

import dev.shuke.testing.ApiCall;
import dev.shuke.testing.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A call of one operation that names things by {@link Targets}: sent with the owner's targets and token it succeeds,
 * with a stranger's token it must answer as if the targets named nothing.
 */
record Attack(String operation, String how, BiConsumer<Call, Targets> call) {
    /** The parts of a call. */
    static final class Call {
        private final Map<String, String> path = new HashMap<>();
        private final Map<String, String> query = new HashMap<>();
        private String contentType = "application/json";
        private String body;

        Call path(String name, String value) {
            path.put(name, value);
            return this;
        }

        Call query(String name, String value) {
            query.put(name, value);
            return this;
        }

        Call body(String json) {
            body = json;
            return this;
        }

        Call contentType(String type) {
            contentType = type;
            return this;
        }
    }

    /** Of somebody of this merchant who may call the operation: one with the role, where staff may. */
    String token(Merchant of, String role) {
        return Operation.named(operation).ofMembers()
                ? of.member()
                : operation.equals("createMemberSession")
                        ? of.tenant().app("sessions:create")
                        : of.tenant().staff(role);
    }

    Response send(ApiCall caller, Targets targets) {
        Operation target = Operation.named(operation);
        Call parts = new Call();
        call.accept(parts, targets);
        ApiCall request = caller.contentType(parts.contentType).queryParams(parts.query);
        if (parts.body != null) {
            request.body(parts.body);
        }
        return request.pathParams(parts.path).request(target.method(), target.path());
    }

    /** Whether it would change something if it succeeded. */
    boolean changes() {
        return !Operation.named(operation).method().equals("GET");
    }

    @Override
    public String toString() {
        return operation + ": " + how;
    }
}
