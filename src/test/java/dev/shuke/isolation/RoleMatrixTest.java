package dev.shuke.isolation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import dev.shuke.testing.Response;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role × operation × field: who may call what, and which fields of a member who has everything it is answered. */
@QuarkusTest
class RoleMatrixTest extends ApiTest {
    private static final RoleMatrix MATRIX = RoleMatrix.read();
    private static final Set<String> ALSO_READ = Set.of(
            "lookupMember",
            "previewSegment",
            "compareSegment",
            "revealMember",
            "checkConsents",
            "assignExperiments",
            "computeSampleSize",
            "computePower",
            "computeDetectableEffect",
            "estimateDuration",
            "estimateDesignEffect",
            "comparePilot",
            "compareCohorts");
    private static final Set<String> ANSWERS_A_MEMBER = Set.of("upsertMember", "updateMember");

    /** Files go back to who has sent or asked for them alone: that of the planted ones was the admin. */
    private static final Map<String, String> OF_ONE = Map.of("exportFile", "admin", "exportRejectedRows", "admin");

    /** One for all roles: what is called changes no more than a city and an attribute. */
    private static final class Shared {
        private static final Staffed MERCHANT = Staffed.plant();
    }

    static List<String> roles() {
        return MATRIX.roles();
    }

    @Test
    void everyOperationIsInTheTable() {
        Set<String> offered = Operation.all().stream()
                .filter(operation -> !operation.ofPlatform() && !operation.ofMembers())
                .map(Operation::id)
                .collect(toSet());
        assertThat(offered)
                .as("add a row to src/test/resources/role-matrix.txt")
                .isEqualTo(MATRIX.operations());
    }

    @Test
    void everyFieldOfAnAnswerAboutMembersIsInTheTable() {
        MATRIX.schemas()
                .forEach((shape, schema) -> assertThat(ApiFields.of(schema))
                        .as("the fields of " + schema + " in src/test/resources/role-matrix.txt")
                        .isEqualTo(MATRIX.fields(shape)));
    }

    @ParameterizedTest
    @MethodSource("roles")
    void everyCellHolds(String role) {
        Staffed merchant = Shared.MERCHANT;
        List<String> wrong = new ArrayList<>();
        for (String operation : MATRIX.operations()) {
            boolean allowed = MATRIX.mayCall(role, operation)
                    && OF_ONE.getOrDefault(operation, role).equals(role);
            if (allowed && !reads(operation) && !ANSWERS_A_MEMBER.contains(operation)) {
                continue; // what it changes would be missed by those that follow; TenantIsolationTest calls it
            }
            Response answer = Attacks.first(operation).send(merchant.caller(role), merchant.targets(role));
            if (allowed ? answer.statusCode() / 100 != 2 : answer.statusCode() != 403) {
                wrong.add(operation + ": " + answer.statusCode() + " " + answer.asString());
            } else if (allowed && MATRIX.schemas().containsKey(shape(operation))) {
                compare(role, operation, answer, wrong);
            }
        }
        assertThat(wrong).as(role).isEmpty();
    }

    private static boolean reads(String operation) {
        return Operation.named(operation).method().equals("GET") || ALSO_READ.contains(operation);
    }

    private static String shape(String operation) {
        String shape = MATRIX.shape(operation);
        return shape.equals("members") ? "member" : shape;
    }

    private static void compare(String role, String operation, Response answer, List<String> wrong) {
        Set<String> expected = MATRIX.fieldsSeen(shape(operation), role);
        List<Map<String, Object>> shown =
                answer.path("items") == null ? List.of(answer.<Map<String, Object>>path("$")) : answer.path("items");
        Set<String> seen = new HashSet<>();
        shown.forEach(one -> seen.addAll(fields(one, MATRIX.fields(shape(operation)))));
        if (!seen.equals(expected)) {
            wrong.add(operation + " shows " + new TreeSet<>(seen) + " and not " + new TreeSet<>(expected));
        }
    }

    /** Those of the table; and those that the table does not know by their own names. */
    private static Set<String> fields(Map<String, Object> shown, Set<String> known) {
        Set<String> names = new HashSet<>();
        shown.forEach((name, value) -> {
            boolean nested = known.stream().anyMatch(field -> field.startsWith(name + "."));
            if (nested && value instanceof Map<?, ?> inner) {
                inner.keySet().forEach(key -> names.add(name + "." + key));
            } else {
                names.add(name);
            }
        });
        return names;
    }
}
