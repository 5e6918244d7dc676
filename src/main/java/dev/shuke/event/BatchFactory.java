package dev.shuke.event;

import dev.shuke.event.EventReader.Sent;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.web.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Checks what was sent and makes a {@link Batch} of it. */
@ApplicationScoped
class BatchFactory {
    private final EventRules rules;
    private final EventDigest digests;

    BatchFactory(EventRules rules, EventDigest digests) {
        this.rules = rules;
        this.digests = digests;
    }

    /** @throws ApiException whatever is wrong with an event that is the whole body */
    Batch of(List<Sent> sent, CallContext call, TenantKeys keys) {
        Batch batch = new Batch(sent.size() == 1 && sent.getFirst().alone());
        Instant now = Instant.now();
        for (int i = 0; i < sent.size(); i++) {
            try {
                batch.add(row(i, sent.get(i), call, keys, now));
            } catch (ApiException refusal) {
                if (sent.get(i).alone()) {
                    throw refusal;
                }
                batch.reject(i, refusal);
            }
        }
        return batch;
    }

    private EventRow row(int index, Sent sent, CallContext call, TenantKeys keys, Instant now) {
        if (sent.refusal() != null) {
            throw sent.refusal();
        }
        requireSource(sent.event(), call.caller());
        rules.require(sent.event(), call.tenant().currency(), now);
        EventRequest event = stored(sent.event());
        IdentityValue member = event.member().normalised("/member");
        return new EventRow(index, Ids.next(), event, member, digests.of(event, member, keys));
    }

    private static void requireSource(EventRequest event, Caller caller) {
        if (OwnEvents.SOURCE.equals(event.source()) && caller.kind() != Caller.Kind.MEMBER) {
            throw ApiException.invalid("/source", "must be another: this one is of members' own events");
        }
    }

    /** To the microsecond, which is what the database keeps. */
    private static EventRequest stored(EventRequest event) {
        return new EventRequest(
                event.type(),
                event.source(),
                event.sourceId(),
                event.occurredAt().truncatedTo(ChronoUnit.MICROS),
                event.member(),
                event.store(),
                event.channel(),
                event.amount(),
                event.items(),
                event.corrects(),
                event.props());
    }
}
