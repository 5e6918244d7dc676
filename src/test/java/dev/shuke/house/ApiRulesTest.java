package dev.shuke.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The lint of the OpenAPI document: no breach of {@link ApiRules}, and every rule would see one. */
class ApiRulesTest {
    private final ApiDescription api = ApiDescription.read();

    @Test
    void theDocumentBreaksNoRule() {
        assertThat(new ApiRules(api).breaches()).isEmpty();
    }

    @Test
    void theRulesSeeWhatIsWrong() {
        see("has no description", root -> ((ObjectNode) root.at("/tags/0")).remove("description"));
        see("/info/contact", root -> ((ObjectNode) root.path("info")).remove("contact"));
        see("summary", root -> operation(root).put("summary", "Read a member."));
        see("the permission in it", root -> operation(root).put("description", "Reads a member."));
        see("operationId begins", root -> operation(root).put("operationId", "getMember"));
        see("two operations", root -> operation(root).put("operationId", "readStore"));
        see("tells not of 503", root -> ((ObjectNode) operation(root).path("responses")).remove("503"));
        see("in its path", root -> operation(root).putArray("parameters"));
        see("nobody uses", root -> ((ObjectNode) root.at("/components/schemas")).putObject("Lonely"));
        see("nothing is at", root -> operation(root).putObject("requestBody").put("$ref", "#/components/nowhere"));
        see("name of the code", root -> ((ObjectNode) root.at("/components/schemas")).putObject("StoreView"));
        see(
                "an enum has null",
                root -> ((ObjectNode) root.at("/components/schemas/Member"))
                        .put("type", "string")
                        .putArray("enum")
                        .addNull());
    }

    private void see(String breach, Consumer<JsonNode> spoil) {
        JsonNode copy = api.root().deepCopy();
        spoil.accept(copy);
        assertThat(new ApiRules(new ApiDescription(copy)).breaches()).anyMatch(line -> line.contains(breach));
    }

    private static ObjectNode operation(JsonNode root) {
        return (ObjectNode) root.at("/paths/~1v1~1members~1{id}/get");
    }
}
