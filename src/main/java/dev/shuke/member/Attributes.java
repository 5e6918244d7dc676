package dev.shuke.member;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.attribute.AttributeView;
import dev.shuke.collection.CollectionRuleView;
import dev.shuke.collection.Door;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.FreeAttributes;
import dev.shuke.platform.web.InvalidValue;
import dev.shuke.platform.web.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Attributes as a caller sends them, before anybody has looked up what they are.
 *
 * @param sent by key; null removes
 */
record Attributes(Map<String, JsonNode> sent, Provenance provenance) {
    private static final String POINTER = "/attributes";

    /**
     * @param sent null when the body has none
     * @param provenance null for declared
     * @throws ApiException validation_failed
     */
    static Attributes of(Map<String, JsonNode> sent, Provenance provenance) {
        Map<String, JsonNode> attributes = sent == null ? Map.of() : sent;
        FreeAttributes.requireKeys(attributes.keySet(), POINTER);
        return new Attributes(attributes, provenance == null ? Provenance.DECLARED : provenance.checked());
    }

    Set<String> keys() {
        return sent.keySet();
    }

    /** Those that may be taken in of a member, and why the others may not. */
    record Screened(Attributes kept, List<FieldError> leftOut) {}

    /**
     * What is removed, everybody allows.
     *
     * @param member null for one who is not there yet
     * @throws ApiException consent_missing, where all of it is to be refused
     */
    Screened through(Door door, UUID member) {
        Map<String, JsonNode> kept = new HashMap<>(sent);
        List<FieldError> leftOut = new ArrayList<>();
        List<FieldError> refused = new ArrayList<>();
        sent.forEach((name, value) -> {
            CollectionRuleView bar = value.isNull() ? null : door.bar(name, member);
            if (bar != null) {
                kept.remove(name);
                (bar.strips() ? leftOut : refused).add(bar.missing(POINTER + "/" + name));
            }
        });
        if (!refused.isEmpty()) {
            throw CollectionRuleView.refusal(refused);
        }
        return new Screened(new Attributes(kept, provenance), leftOut);
    }

    /**
     * @param definitions of those keys that are defined
     * @param key seals what is sensitive
     * @throws ApiException validation_failed, pointing at the attribute
     */
    AttributeChange change(Map<String, AttributeView> definitions, CallContext call, MemberKey key) {
        Stamp stamp = new Stamp(provenance.rank(), Instant.now(), call.caller().subject());
        AttributeChange change = new AttributeChange();
        sent.forEach((name, value) -> {
            AttributeView definition = definitions.get(name);
            if (definition == null && value.isNull()) {
                change.forget(name, stamp.rank());
            } else if (definition == null) {
                change.write(name, FreeAttributes.value(value, POINTER + "/" + name), stamp);
            } else if (value.isNull()) {
                change.remove(definition.storedKey(), stamp);
            } else {
                change.write(definition.storedKey(), stored(definition, value, call, key), stamp);
            }
        });
        return change;
    }

    private static Object stored(AttributeView definition, JsonNode value, CallContext call, MemberKey key) {
        try {
            Object read = definition.read(value, call.tenant().currency());
            return definition.isSealed() ? SealedText.seal(key, definition.storedKey(), (String) read) : read;
        } catch (InvalidValue invalid) {
            throw ApiException.invalid(POINTER + "/" + definition.key(), invalid.getMessage());
        }
    }

    /**
     * @param kept how many the member would have; a failure undoes the change
     * @throws ApiException validation_failed
     */
    static void requireRoom(int kept) {
        if (kept > FreeAttributes.MAX_KEYS) {
            throw ApiException.invalid(
                    POINTER, "must leave the member with at most " + FreeAttributes.MAX_KEYS + " keys");
        }
    }
}
