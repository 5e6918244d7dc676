package dev.shuke.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads one event, an array or NDJSON, so that one bad event spoils neither its neighbours nor their numbering. */
@ApplicationScoped
class EventReader {
    private static final int MAX_EVENTS = 1_000;

    /**
     * An event as sent, or why it cannot be read: exactly one of the two is null.
     *
     * @param alone whether it is the whole body: there are no neighbours then, and what is wrong with it is the answer
     */
    record Sent(EventRequest event, ApiException refusal, boolean alone) {}

    private final ObjectMapper mapper;
    private final ObjectReader events;
    /** Reads one event and leaves the rest: what follows is the next one. */
    private final ObjectReader trees;

    EventReader(ObjectMapper mapper) {
        this.mapper = mapper;
        this.events = mapper.readerFor(EventRequest.class);
        this.trees = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * @param body one event or an array
     * @throws ApiException malformed_body
     */
    List<Sent> json(byte[] body) {
        try (JsonParser parser = mapper.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                return array(parser);
            }
            if (first != JsonToken.START_OBJECT) {
                throw new ApiException(ErrorCode.MALFORMED_BODY, "Send one event, or an array of events.");
            }
            Sent sent = read(trees.readTree(parser));
            requireEnd(parser);
            return List.of(new Sent(sent.event(), sent.refusal(), true));
        } catch (JsonProcessingException unreadable) {
            throw BodyErrors.of(unreadable);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<Sent> array(JsonParser parser) throws IOException {
        List<Sent> sent = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(sent.size());
            sent.add(read(trees.readTree(parser)));
        }
        requireEnd(parser);
        return sent;
    }

    /** @param body one event a line; empty lines do not count */
    List<Sent> ndjson(byte[] body) {
        List<Sent> sent = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '\n') {
                if (!blank(body, start, at)) {
                    requireRoom(sent.size());
                    sent.add(line(body, start, at - start));
                }
                start = at + 1;
            }
        }
        return sent;
    }

    private static boolean blank(byte[] body, int start, int end) {
        return IntStream.range(start, end).allMatch(i -> body[i] == ' ' || body[i] == '\t' || body[i] == '\r');
    }

    /** From its bytes, so that one line in another encoding does not spoil the rest. */
    private Sent line(byte[] body, int start, int length) {
        try {
            return read(mapper.readTree(body, start, length));
        } catch (JsonProcessingException unreadable) {
            return new Sent(null, BodyErrors.of(unreadable), false);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Sent read(JsonNode node) throws IOException {
        if (!node.isObject()) {
            return new Sent(null, ApiException.invalid("", "must be an object"), false);
        }
        try {
            return new Sent(events.readValue(node), null, false);
        } catch (JsonProcessingException misfit) {
            return new Sent(null, BodyErrors.of(misfit), false);
        }
    }

    private static void requireRoom(int sent) {
        if (sent == MAX_EVENTS) {
            throw new ApiException(ErrorCode.BODY_TOO_LARGE, "Send at most " + MAX_EVENTS + " events at once.");
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new ApiException(ErrorCode.MALFORMED_BODY, "There is text behind the events.");
        }
    }
}
