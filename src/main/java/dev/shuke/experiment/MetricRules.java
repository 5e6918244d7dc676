package dev.shuke.experiment;

import dev.shuke.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which fields a metric of each type needs and takes. */
final class MetricRules {
    private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,3}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final String NOT_OF_TYPE = "must be absent from a metric of this type";

    private final MetricDefinition metric;
    private final String pointer;
    private final List<FieldError> errors = new ArrayList<>();

    private MetricRules(MetricDefinition metric, String pointer) {
        this.metric = metric;
        this.pointer = pointer;
    }

    /** @param ofStores whether stores are the units */
    static List<FieldError> errors(List<MetricDefinition> metrics, boolean ofStores) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            errors.addAll(new MetricRules(metrics.get(i), "/metrics/" + i).errors(ofStores));
        }
        return errors;
    }

    private List<FieldError> errors(boolean ofStores) {
        MetricType type = metric.type();
        boolean money = type == MetricType.REVENUE || type == MetricType.ROI;
        boolean counted = type == MetricType.PROPORTION || type == MetricType.RETENTION;
        refuseIf(ofStores && type == MetricType.RETENTION, "/type", "must be another where stores are the units");
        refuseIf(money && metric.event() != null, "/event", NOT_OF_TYPE);
        refuseIf((money || counted) && metric.field() != null, "/field", NOT_OF_TYPE);
        checkEvent(metric.event(), "/event");
        checkField(metric.field(), "/field");
        checkDenominator(type == MetricType.RATIO);
        checkQuantile(type == MetricType.QUANTILE);
        checkRetention(type == MetricType.RETENTION);
        refuseIf(metric.windowDays() != null && type == MetricType.RETENTION, "/windowDays", NOT_OF_TYPE);
        boolean cut = type != MetricType.QUANTILE && !counted;
        refuseIf(metric.winsorise() != null && !cut, "/winsorise", NOT_OF_TYPE);
        refuseIf(
                cut && metric.winsorise() != null && !within(metric.winsorise(), 0.5),
                "/winsorise",
                "must be above 0.5 and below 1");
        boolean adjustable = type != MetricType.QUANTILE && type != MetricType.RETENTION && type != MetricType.ROI;
        refuseIf(metric.covariateDays() != null && !adjustable, "/covariateDays", NOT_OF_TYPE);
        return errors;
    }

    private void checkDenominator(boolean needed) {
        if (!needed) {
            refuseIf(metric.denominator() != null, "/denominator", NOT_OF_TYPE);
        } else if (metric.denominator() == null) {
            add("/denominator", "must be given of a ratio");
        } else {
            checkEvent(metric.denominator().event(), "/denominator/event");
            checkField(metric.denominator().field(), "/denominator/field");
        }
    }

    private void checkQuantile(boolean needed) {
        refuseIf(metric.quantile() != null && !needed, "/quantile", NOT_OF_TYPE);
        refuseIf(
                needed && (metric.quantile() == null || !within(metric.quantile(), 0)),
                "/quantile",
                "must be given of a quantile, above 0 and below 1");
    }

    private void checkRetention(boolean needed) {
        List<Integer> days = metric.retentionDays();
        refuseIf(days != null && !needed, "/retentionDays", NOT_OF_TYPE);
        refuseIf(
                needed && (days == null || days.size() != 2 || days.getFirst() >= days.getLast()),
                "/retentionDays",
                "must be given of a retention: the first day, and a later one");
    }

    private static boolean within(double quantile, double least) {
        return quantile > least && quantile < 1;
    }

    private void checkEvent(String event, String at) {
        refuseIf(
                event != null && !EVENT.matcher(event).matches(),
                at,
                "must be a dotted name in small letters, such as order.paid");
    }

    private void checkField(String field, String at) {
        refuseIf(
                field != null && !FIELD.matcher(field).matches(),
                at,
                "must be amount, or the name of a property: letters, digits and _");
    }

    private void refuseIf(boolean refused, String at, String reason) {
        if (refused) {
            add(at, reason);
        }
    }

    private void add(String at, String reason) {
        errors.add(FieldError.at(pointer + at, reason));
    }
}
