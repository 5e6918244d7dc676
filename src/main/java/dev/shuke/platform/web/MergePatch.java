package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON merge patch (RFC 7396) of something none of whose fields may be removed: {@code null} is refused, so that
 * in the record that is read a field without a value is one that stays as it is.
 */
@Singleton
public class MergePatch {
    private final ObjectMapper mapper;
    private final Validator validator;

    MergePatch(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /** @throws ApiException {@link ErrorCode#VALIDATION_FAILED}, pointing at every field that is not valid */
    public <T> T read(JsonNode patch, Class<T> type) {
        if (patch == null || !patch.isObject()) {
            throw ApiException.invalid("", "must be an object");
        }
        List<FieldError> errors = new ArrayList<>();
        refuseNulls(patch, "", errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
        try {
            T read = mapper.treeToValue(patch, type);
            errors.addAll(BodyErrors.fieldErrors(validator.validate(read)));
            if (!errors.isEmpty()) {
                throw ApiException.invalid(errors);
            }
            return read;
        } catch (JsonProcessingException unreadable) {
            throw BodyErrors.of(unreadable);
        }
    }

    private static void refuseNulls(JsonNode patch, String pointer, List<FieldError> errors) {
        patch.properties().forEach(field -> {
            String at = pointer + "/" + BodyErrors.shown(field.getKey());
            if (field.getValue().isNull()) {
                errors.add(FieldError.at(at, "must not be null"));
            } else {
                refuseNulls(field.getValue(), at, errors);
            }
        });
    }
}
