package dev.shuke.platform.web;

import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;

/** Says which permission an operation needs: what an operation demands is no secret, it stands in the document. */
final class NeededPermission {
    private NeededPermission() {}

    static String of(ResourceInfo operation) {
        Method method = operation.getResourceMethod();
        PermissionsAllowed needed = method == null ? null : method.getAnnotation(PermissionsAllowed.class);
        if (needed == null && method != null) {
            needed = method.getDeclaringClass().getAnnotation(PermissionsAllowed.class);
        }
        return needed == null
                ? "The token lacks the permission that this operation needs."
                : "This operation needs the permission "
                        + String.join(needed.inclusive() ? " and " : " or ", needed.value()) + ".";
    }
}
