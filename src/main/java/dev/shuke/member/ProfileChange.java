package dev.shuke.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.validation.Validator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A change of a member's profile.
 *
 * @param values the new values
 * @param fields the names of the fields to write; one without a value is emptied
 */
record ProfileChange(Profile values, Set<String> fields) {

    /** Writes what is given and leaves the rest. */
    static ProfileChange completing(Profile sent) {
        Profile values = sent == null ? Profile.EMPTY : sent;
        Set<String> fields = new HashSet<>();
        if (values.name() != null) {
            fields.add("name");
        }
        if (values.gender() != null) {
            fields.add("gender");
        }
        if (values.birthday() != null) {
            fields.add("birthday");
        }
        if (values.email() != null) {
            fields.add("email");
        }
        if (values.city() != null) {
            fields.add("city");
        }
        return new ProfileChange(values, fields);
    }

    /**
     * Writes every field that the patch names, {@code null} included.
     *
     * @param patch null when the body has no profile
     * @throws ApiException validation_failed, pointing into {@code /profile}
     */
    static ProfileChange patching(JsonNode patch, ObjectMapper mapper, Validator validator) {
        if (patch == null) {
            return new ProfileChange(Profile.EMPTY, Set.of());
        }
        if (!patch.isObject()) {
            throw ApiException.invalid("/profile", "must be an object");
        }
        Set<String> fields = new HashSet<>();
        patch.fieldNames().forEachRemaining(fields::add);
        return new ProfileChange(read(patch, mapper, validator), fields);
    }

    private static Profile read(JsonNode patch, ObjectMapper mapper, Validator validator) {
        List<FieldError> errors;
        Profile profile = null;
        try {
            profile = mapper.treeToValue(patch, Profile.class);
            errors = BodyErrors.fieldErrors(validator.validate(profile));
        } catch (JsonProcessingException unreadable) {
            errors = BodyErrors.of(unreadable).errors();
        }
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors.stream()
                    .map(error -> FieldError.at("/profile" + error.pointer(), error.detail()))
                    .toList());
        }
        return profile;
    }
}
