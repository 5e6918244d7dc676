package dev.shuke.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.member.IdentityService.Owner;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.Money;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The events of a batch, turned from rows to columns: one array a column is the fastest way in. */
record EventColumns(
        UUID[] ids,
        UUID[] memberIds,
        String[] types,
        String[] sources,
        String[] sourceIds,
        OffsetDateTime[] times,
        String[] stores,
        String[] channels,
        Long[] amounts,
        String[] correctedSources,
        String[] correctedIds,
        String[] props,
        Buffer[] digests,
        UUID[] origins) {

    static EventColumns of(List<EventRow> rows, Map<IdentityValue, Owner> owners) {
        return new EventColumns(
                rows.stream().map(EventRow::id).toArray(UUID[]::new),
                rows.stream().map(row -> owners.get(row.member()).memberId()).toArray(UUID[]::new),
                texts(rows, EventRequest::type),
                texts(rows, EventRequest::source),
                texts(rows, EventRequest::sourceId),
                rows.stream()
                        .map(row -> row.event().occurredAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new),
                texts(rows, EventRequest::store),
                texts(rows, EventRequest::channel),
                rows.stream().map(row -> amount(row.event().amount())).toArray(Long[]::new),
                texts(
                        rows,
                        event -> event.corrects() == null
                                ? null
                                : event.corrects().source()),
                texts(
                        rows,
                        event -> event.corrects() == null
                                ? null
                                : event.corrects().sourceId()),
                texts(rows, event -> text(event.props())),
                rows.stream().map(row -> Buffer.buffer(row.digest())).toArray(Buffer[]::new),
                rows.stream().map(row -> owners.get(row.member()).originId()).toArray(UUID[]::new));
    }

    private static String[] texts(List<EventRow> rows, Function<EventRequest, String> text) {
        return rows.stream().map(row -> text.apply(row.event())).toArray(String[]::new);
    }

    private static Long amount(Money money) {
        return money == null ? null : money.amount();
    }

    private static String text(JsonNode props) {
        return props == null || props.isEmpty() ? null : props.toString();
    }
}
