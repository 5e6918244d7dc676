package dev.shuke.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a role does not see has no effect on anything that the role is answered: a value of a hidden group is changed,
 * and every operation that reads, of all that the OpenAPI document lists, answers the same to the byte: status, ETag
 * and the other headers, and body.
 */
@QuarkusTest
class HiddenChangeTest extends ApiTest {
    private static final RoleMatrix MATRIX = RoleMatrix.read();
    private static final Set<String> READS_BY_POST = Set.of(
            "lookupMember",
            "previewSegment",
            "compareSegment",
            "overlapSegments",
            "checkConsents",
            "assignExperiments",
            "computeSampleSize",
            "computePower",
            "computeDetectableEffect",
            "estimateDuration",
            "estimateDesignEffect",
            "comparePilot",
            "compareCohorts");

    /** They tell of the caller's own calls, those refused a moment ago too, and of time that passes; or are signed anew. */
    private static final Set<String> MOVING = Set.of(
            "listAuditEntries",
            "exportAuditEntries",
            "readAuditVerification",
            "listJobs",
            "readJob",
            "readConsentReceipt");

    static List<String> roles() {
        return MATRIX.roles();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aHiddenChangeChangesNoAnswer(String role) {
        List<String> hidden = MATRIX.groups().stream()
                .filter(group -> MATRIX.hidden(group, role))
                .toList();
        Staffed merchant = Staffed.plant();
        List<String> differences = new ArrayList<>();
        Map<String, Answer> before = answers(merchant, role);
        for (String group : hidden) {
            HiddenChange.of(group, merchant);
            Map<String, Answer> after = answers(merchant, role);
            differences.addAll(differences(group, before, after));
            before = after;
        }
        assertThat(differences).as(role).isEmpty();
    }

    /** The measure itself: who sees everything sees each of the changes. */
    @Test
    void aChangeThatIsNotHiddenIsSeen() {
        Staffed merchant = Staffed.plant();
        Map<String, Answer> before = answers(merchant, "owner");
        for (String group : MATRIX.groups()) {
            HiddenChange.of(group, merchant);
            Map<String, Answer> after = answers(merchant, "owner");
            assertThat(differences(group, before, after))
                    .as(group)
                    .anyMatch(difference -> difference.contains("readMember"));
            before = after;
        }
    }

    private static Map<String, Answer> answers(Staffed merchant, String role) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Attack attack : Attacks.all()) {
            boolean reads = Operation.named(attack.operation()).method().equals("GET")
                    || READS_BY_POST.contains(attack.operation());
            boolean ownOfMembers = Operation.named(attack.operation()).ofMembers();
            if (reads && !ownOfMembers && !MOVING.contains(attack.operation())) {
                answers.put(
                        attack.toString(),
                        Answer.of(attack.send(merchant.caller(role), merchant.targets(role)), new Targets(Map.of())));
            }
        }
        answers.put(
                "readMember with all there is",
                Answer.of(
                        as(merchant.token(role))
                                .get("/v1/members/" + merchant.targets().of("memberId")
                                        + "?include=provenance,segments,rfm,scores,events"),
                        new Targets(Map.of())));
        Probes.RULES.forEach(rule -> answers.put(
                "previewSegment " + rule,
                Answer.of(
                        as(merchant.token(role))
                                .body("{\"rule\":" + rule + ",\"purpose\":\""
                                        + merchant.targets(role).purpose() + "\"}")
                                .post("/v1/segments/preview"),
                        new Targets(Map.of()))));
        return answers;
    }

    private static List<String> differences(String group, Map<String, Answer> before, Map<String, Answer> after) {
        return before.entrySet().stream()
                .filter(answer -> !answer.getValue().equals(after.get(answer.getKey())))
                .map(answer -> group + " shows in " + answer.getKey() + ": " + answer.getValue() + "\nand then "
                        + after.get(answer.getKey()))
                .toList();
    }
}
