package dev.shuke.platform.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * The answers that the document shows: {@code openapi/examples/<operationId>.json} has one for each status of success,
 * as {@code {"200": …}}. What a resource says itself stands. Every example is compared with the live answer by a test.
 */
final class DocumentedExamples {
    private static final String FOLDER = "/openapi/examples/";
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DocumentedExamples() {}

    static void addTo(Operation operation) {
        read(operation.getOperationId()).forEach((status, body) -> {
            APIResponse response = operation.getResponses().getAPIResponse(status);
            if (response == null) {
                throw new IllegalStateException(
                        operation.getOperationId() + " has an example of " + status + ", which it does not answer");
            }
            MediaType json = json(response);
            if (json.getExamples() == null || json.getExamples().isEmpty()) {
                json.addExample(
                        response.getDescription(), OASFactory.createExample().value(body));
            }
        });
    }

    private static MediaType json(APIResponse response) {
        Content content = response.getContent();
        if (content == null || content.getMediaType(JSON) == null) {
            throw new IllegalStateException("an answer without JSON has an example: " + response.getDescription());
        }
        return content.getMediaType(JSON);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String operation) {
        try (var file = DocumentedExamples.class.getResourceAsStream(FOLDER + operation + ".json")) {
            return file == null ? Map.of() : MAPPER.readValue(file, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(operation + ".json is not JSON", e);
        }
    }
}
