package dev.shuke.platform.web;

import dev.shuke.platform.access.Permission;
import io.quarkus.security.PermissionsAllowed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * What an operation demands of its caller, as the annotations on its method or class say.
 *
 * @param all whether each is needed; else one of them is enough
 */
record DocumentedPermissions(List<String> names, boolean all) {

    /** Of every operation, by its id. */
    static Map<String, DocumentedPermissions> byOperation(IndexView index) {
        return index.getAnnotations(Operation.class).stream()
                .filter(operation -> operation.value("operationId") != null)
                .collect(Collectors.toMap(
                        operation -> operation.value("operationId").asString(),
                        operation -> of(operation.target().asMethod()),
                        (first, _) -> first,
                        TreeMap::new));
    }

    private static DocumentedPermissions of(MethodInfo method) {
        AnnotationInstance needed = method.annotation(PermissionsAllowed.class);
        if (needed == null) {
            needed = method.declaringClass().declaredAnnotation(PermissionsAllowed.class);
        }
        if (needed == null) {
            throw new IllegalStateException(method.name() + " says not which permission it needs");
        }
        AnnotationValue inclusive = needed.value("inclusive");
        return new DocumentedPermissions(
                List.of(needed.value().asStringArray()), inclusive != null && inclusive.asBoolean());
    }

    boolean ofPlatform() {
        return names.equals(List.of(Permission.TENANTS_MANAGE));
    }

    /** Whether it is a member's session that is needed, and nothing else is enough. */
    boolean ofMembers() {
        return Permission.OWN.containsAll(names);
    }

    /** Whether no person may call, whatever role he has. */
    boolean ofAppsAlone() {
        return names.equals(List.of(Permission.SESSIONS_CREATE));
    }

    private boolean ofEverybody() {
        return names.equals(List.of(Permission.WHOAMI));
    }

    /** A sentence for people. */
    String sentence() {
        String listed =
                names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(all ? " and " : " or "));
        return ofEverybody() ? "Needs no permission but a valid token." : "Needs " + listed + ".";
    }

    /** The sets of scopes, one of which an app's token must have; none when no app may call. */
    Stream<List<String>> scopes() {
        if (ofEverybody()) {
            return Stream.of(List.of());
        }
        if (all) {
            return names.stream().allMatch(Permission::isScope) ? Stream.of(names) : Stream.empty();
        }
        return names.stream().filter(Permission::isScope).map(List::of);
    }
}
