package dev.shuke.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** The JSON form of what was learned. */
@ApplicationScoped
class StoredModels {
    private final ObjectMapper mapper;

    StoredModels(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    JsonObject write(Object model) {
        try {
            return new JsonObject(mapper.writeValueAsString(model));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a model has a JSON form", impossible);
        }
    }

    <T> T read(JsonObject stored, Class<T> model) {
        try {
            return mapper.readValue(stored.encode(), model);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a stored model cannot be read", damaged);
        }
    }
}
