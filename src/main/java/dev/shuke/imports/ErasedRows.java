package dev.shuke.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.member.IdentityRequest;
import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.web.ApiException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which rows of a file are about somebody who was erased while it was on its way in.
 *
 * @param barred kind and blind index of each identity that was erased, as {@link #spelling} has them
 */
record ErasedRows(ImportKind kind, Set<String> barred, TenantKeys keys, ObjectMapper mapper) {
    static String spelling(IdentityKind kind, byte[] blind) {
        return kind.key() + "|" + HexFormat.of().formatHex(blind);
    }

    boolean isEmpty() {
        return barred.isEmpty();
    }

    /** @param row its JSON; null when it has none, and will not be written */
    boolean has(byte[] row) {
        return !isEmpty() && row != null && identities(row).anyMatch(this::isBarred);
    }

    private Stream<JsonNode> identities(byte[] row) {
        try {
            JsonNode read = mapper.readTree(row);
            return switch (kind) {
                case MEMBERS -> StreamSupport.stream(read.path("identities").spliterator(), false);
                case EVENTS, TAGS, CONSENTS -> Stream.of(read.path("member"));
                case STORES, PRODUCTS -> Stream.empty();
            };
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    /** What is no identity is refused where it would be written. */
    private boolean isBarred(JsonNode sent) {
        try {
            IdentityRequest request = mapper.treeToValue(sent, IdentityRequest.class);
            return request != null && request.kind() != null && isBarred(request.normalised(""));
        } catch (IOException | ApiException none) {
            return false;
        }
    }

    private boolean isBarred(IdentityValue identity) {
        return barred.contains(spelling(identity.kind(), keys.blindIndex(identity)));
    }
}
