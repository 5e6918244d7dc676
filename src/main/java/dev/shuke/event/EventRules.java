package dev.shuke.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.privacy.Money;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.Problem.FieldError;
import dev.shuke.platform.web.SafeTree;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What makes an event acceptable, beyond its shape. */
@ApplicationScoped
class EventRules {
    private static final Set<String> WITH_AMOUNT = Set.of("order.paid", "order.refunded");
    /** Takes the place of another event and says nothing itself. */
    private static final String CANCELLED = "event.cancelled";

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    /** Clocks of shops differ; more than a day is a mistake. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int MAX_PROPS_BYTES = 10_000;

    private final Validator validator;

    EventRules(Validator validator) {
        this.validator = validator;
    }

    /**
     * @param currency the tenant's
     * @throws ApiException validation_failed with every fault found
     */
    void require(EventRequest event, String currency, Instant now) {
        List<FieldError> errors = new ArrayList<>(BodyErrors.fieldErrors(validator.validate(event)));
        if (event.occurredAt() != null
                && (event.occurredAt().isBefore(EARLIEST) || event.occurredAt().isAfter(now.plus(CLOCK_SKEW)))) {
            errors.add(FieldError.at("/occurredAt", "must be a time from 1970 to now"));
        }
        if (event.type() != null && WITH_AMOUNT.contains(event.type()) && event.amount() == null) {
            errors.add(FieldError.at("/amount", "must be given for an order or a refund"));
        }
        correctionErrors(event, errors);
        currencyErrors(event, currency, errors);
        propsErrors(event, errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }

    private static void correctionErrors(EventRequest event, List<FieldError> errors) {
        if (event.corrects() == null) {
            if (CANCELLED.equals(event.type())) {
                errors.add(FieldError.at("/corrects", "must be given: which event was cancelled"));
            }
        } else if (Objects.equals(event.corrects().source(), event.source())
                && Objects.equals(event.corrects().sourceId(), event.sourceId())) {
            errors.add(FieldError.at("/corrects", "must name another event"));
        }
    }

    private static void currencyErrors(EventRequest event, String currency, List<FieldError> errors) {
        String expected = "must be in the tenant's currency, " + currency;
        if (foreign(event.amount(), currency)) {
            errors.add(FieldError.at("/amount/currency", expected));
        }
        List<EventRequest.Item> items = event.items() == null ? List.of() : event.items();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) != null && foreign(items.get(i).price(), currency)) {
                errors.add(FieldError.at("/items/" + i + "/price/currency", expected));
            }
        }
    }

    private static boolean foreign(Money money, String currency) {
        return money != null && !money.currency().equals(currency);
    }

    private static void propsErrors(EventRequest event, List<FieldError> errors) {
        if (event.props() == null || event.props().isNull()) {
            return;
        }
        if (!event.props().isObject()) {
            errors.add(FieldError.at("/props", "must be an object"));
            return;
        }
        errors.addAll(SafeTree.errors(event.props(), "/props"));
        if (event.props().toString().getBytes(UTF_8).length > MAX_PROPS_BYTES) {
            errors.add(FieldError.at("/props", "must have at most " + MAX_PROPS_BYTES + " bytes"));
        }
    }
}
