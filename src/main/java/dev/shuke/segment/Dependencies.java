package dev.shuke.segment;

import dev.shuke.platform.touch.Touches;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a rule's answer about a member hangs on: what is written of him ({@link #about}), and the time ({@link
 * #crossings}). A kind of condition that nothing is known of here hangs on everything, and everybody is looked at when
 * the merchant's day changes.
 */
final class Dependencies {
    private static final String ORDER = Touches.event("order.paid");

    private final Set<String> about = new HashSet<>();
    private final List<Condition.Found> events = new ArrayList<>();
    private final List<Long> days = new ArrayList<>();
    private boolean tags;
    private boolean daily;

    private Dependencies() {}

    static Dependencies of(Condition condition) {
        Dependencies found = new Dependencies();
        found.add(condition);
        return found;
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.All all -> all.of().forEach(this::add);
            case Condition.Any any -> any.of().forEach(this::add);
            case Condition.Not not -> add(not.of());
            case Condition.Member member -> add(member);
            case Condition.Defined defined -> {
                about.add(Touches.MEMBER);
                daily |= Operator.OF_DATES.contains(defined.test().operator());
            }
            case Condition.Replenishing replenishing -> {
                about.add(Touches.SCORE);
                daily = true;
            }
            case Condition.Tagged tagged -> {
                about.add(Touches.TAG);
                tags = true;
            }
            case Condition.InSegment in -> {
                about.add(Touches.segment(in.segment().id()));
                if (in.rule() != null) {
                    add(in.rule());
                }
            }
            case Condition.Events counted -> add(counted.found());
        }
    }

    private void add(Condition.Found found) {
        about.add(Touches.event(found.type()));
        if (found.unless() != null) {
            about.add(Touches.event(found.unless().type()));
        }
        daily |= found.window() instanceof Condition.Calendar || found.window() instanceof Condition.Around;
        if (found.window() instanceof Condition.Around around && around.holiday() instanceof HolidayView own) {
            about.add(own.about());
        }
        events.add(found);
    }

    private void add(Condition.Member member) {
        daily |= Operator.OF_DATES.contains(member.test().operator())
                || member.field().type() == ValueType.DAYS_AHEAD;
        switch (member.field()) {
            case GENDER, CITY, BIRTHDAY, CREATED_AT, NAME, EMAIL -> about.add(Touches.MEMBER);
            case FREQUENCY, MONETARY, FIRST_ORDER_AT, LAST_ORDER_AT, AVERAGE_BASKET, AVERAGE_INTERVAL_DAYS ->
                about.add(ORDER);
            case NET_MONETARY -> about.addAll(Set.of(ORDER, Touches.event("order.refunded")));
            case COUPONS -> about.add(Touches.event("coupon.redeemed"));
            case COMPLAINTS -> about.add(Touches.event("complaint.opened"));
            case NPS,
                    PREFERRED_STORE,
                    PREFERRED_CHANNEL,
                    PREFERRED_CATEGORY,
                    PREFERRED_TIME_OF_DAY,
                    PREFERRED_WEEKDAY,
                    PREFERRED_PAYMENT_METHOD -> about.add(Touches.HABIT);
            case RFM_R, RFM_F, RFM_M, RFM_SCORE, RFM_TIER, LIFECYCLE_STAGE -> about.add(Touches.RFM);
            case CLV, CHURN_RISK, NEXT_PURCHASE_IN_DAYS -> about.add(Touches.SCORE);
            case RECENCY_DAYS -> {
                about.add(ORDER);
                if (member.test().value() instanceof Long count) {
                    days.add(count);
                }
            }
        }
    }

    /** As touches say it. */
    Set<String> about() {
        return about;
    }

    /** Whether everybody is to be looked at, since the merchant's day is another. */
    boolean everybody(Instant from, Instant to, ZoneId zone) {
        return daily && !LocalDate.ofInstant(from, zone).equals(LocalDate.ofInstant(to, zone));
    }

    /** Where the members are whose answer may be another at one time than at the other though nothing was written. */
    List<Crossing> crossings(Instant from, Instant to, ZoneId zone) {
        List<Crossing> found = new ArrayList<>();
        for (Condition.Found counted : events) {
            found.add(Crossing.ofFuture(counted.type(), from, to));
            if (counted.unless() != null) {
                found.add(Crossing.ofFuture(counted.unless().type(), from, to));
            }
            if (counted.window() instanceof Condition.Days window) {
                found.add(Crossing.ofEvents(counted.type(), window.start(from, zone), window.start(to, zone)));
                found.add(Crossing.ofEvents(counted.type(), window.end(from, zone), window.end(to, zone)));
            }
        }
        if (tags) {
            found.add(Crossing.ofTags(from, to));
        }
        for (long count : days) {
            Instant before = new RuleTime(from, from, zone).startOfDay(count);
            Instant after = new RuleTime(to, to, zone).startOfDay(count - 1);
            if (!LocalDate.ofInstant(from, zone).equals(LocalDate.ofInstant(to, zone))) {
                found.add(Crossing.ofLastOrders(before, after));
            }
        }
        return found.stream().distinct().toList();
    }
}
