package dev.shuke.eventtype;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The types that mean the same to every merchant, from {@code event-types.json}. */
@ApplicationScoped
class WellKnownTypes {
    private final Map<String, EventTypeView> types = new TreeMap<>();
    private final Map<String, Function<JsonNode, List<FieldError>>> checks;

    WellKnownTypes(ObjectMapper mapper) {
        try (InputStream file = WellKnownTypes.class.getResourceAsStream("/event-types.json")) {
            for (EventTypeView type : mapper.readValue(file, EventTypeView[].class)) {
                types.put(type.type(), type);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        checks = types.values().stream()
                .filter(type -> type.props() != null)
                .collect(toMap(EventTypeView::type, type -> PropsSchema.of(type.props())::errors));
    }

    List<EventTypeView> list() {
        return List.copyOf(types.values());
    }

    /** Null for a type that is not well known. */
    EventTypeView find(String type) {
        return types.get(type);
    }

    Map<String, Function<JsonNode, List<FieldError>>> propsChecks() {
        return checks;
    }
}
