package dev.shuke.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.shuke.platform.web.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/** Reads an array whose elements stand each for itself: a bad one is told and does not stop the good ones. */
@ApplicationScoped
public class BulkReader {
    private static final int MAX_ELEMENTS = 1_000;

    private final ObjectMapper mapper;
    private final Validator validator;
    /** Reads one element and leaves the rest: what follows is the next one. */
    private final ObjectReader trees;

    BulkReader(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
        this.trees = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * @param keyName of the field that tells the elements apart
     * @param rules beyond the constraints of the type: throws {@link ApiException} on an element that must not be written,
     *     and sees to it that it has a key
     * @throws ApiException malformed_body, body_too_large
     */
    public <T> Bulk<T> read(byte[] body, Class<T> type, String keyName, Function<T, String> key, Consumer<T> rules) {
        Bulk<T> bulk = new Bulk<>(keyName);
        each(
                body,
                type,
                (element, index) -> {
                    rules.accept(element);
                    bulk.add(index, key.apply(element), element);
                },
                (refusal, index) -> bulk.reject(index, refusal));
        return bulk;
    }

    /**
     * Hands on every element in its order, with its place from 0.
     *
     * @param good takes those that satisfy the constraints of the type; throws {@link ApiException} on one that must not be
     *     written all the same
     * @param bad takes the reasons of the others
     * @throws ApiException malformed_body, body_too_large
     */
    public <T> void each(byte[] body, Class<T> type, ObjIntConsumer<T> good, ObjIntConsumer<ApiException> bad) {
        try (JsonParser parser = mapper.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new ApiException(ErrorCode.MALFORMED_BODY, "Send an array.");
            }
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                requireRoom(index);
                take(trees.readTree(parser), index, type, good, bad);
            }
            requireEnd(parser);
        } catch (JsonProcessingException unreadable) {
            throw BodyErrors.of(unreadable);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <T> void take(
            JsonNode node, int index, Class<T> type, ObjIntConsumer<T> good, ObjIntConsumer<ApiException> bad) {
        try {
            if (!node.isObject()) {
                throw ApiException.invalid("", "must be an object");
            }
            T element = mapper.treeToValue(node, type);
            List<FieldError> errors = BodyErrors.fieldErrors(validator.validate(element));
            if (!errors.isEmpty()) {
                throw ApiException.invalid(errors);
            }
            good.accept(element, index);
        } catch (ApiException refusal) {
            bad.accept(refusal, index);
        } catch (JsonProcessingException misfit) {
            bad.accept(BodyErrors.of(misfit), index);
        }
    }

    private static void requireRoom(int read) {
        if (read == MAX_ELEMENTS) {
            throw new ApiException(ErrorCode.BODY_TOO_LARGE, "Send at most " + MAX_ELEMENTS + " at once.");
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new ApiException(ErrorCode.MALFORMED_BODY, "There is text behind the array.");
        }
    }
}
