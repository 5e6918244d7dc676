package dev.shuke.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * A rule as callers send it and as it is stored: read from JSON, and not yet checked beyond its shape. Serialising it
 * gives its canonical form. Names and operators are texts here, so that {@link RuleChecker} can answer a wrong one with
 * what is allowed in its place.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rule.All.class, name = "all"),
    @JsonSubTypes.Type(value = Rule.Any.class, name = "any"),
    @JsonSubTypes.Type(value = Rule.Not.class, name = "not"),
    @JsonSubTypes.Type(value = Rule.Event.class, name = "event"),
    @JsonSubTypes.Type(value = Rule.Attribute.class, name = "attribute"),
    @JsonSubTypes.Type(value = Rule.Metric.class, name = "metric"),
    @JsonSubTypes.Type(value = Rule.Tag.class, name = "tag"),
    @JsonSubTypes.Type(value = Rule.Segment.class, name = "segment")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Rule",
        description = "Which members. At most 16 deep and 100 nodes, those of the segments that it names included.",
        oneOf = {
            Rule.All.class,
            Rule.Any.class,
            Rule.Not.class,
            Rule.Event.class,
            Rule.Attribute.class,
            Rule.Metric.class,
            Rule.Tag.class,
            Rule.Segment.class
        },
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "all", schema = Rule.All.class),
            @DiscriminatorMapping(value = "any", schema = Rule.Any.class),
            @DiscriminatorMapping(value = "not", schema = Rule.Not.class),
            @DiscriminatorMapping(value = "event", schema = Rule.Event.class),
            @DiscriminatorMapping(value = "attribute", schema = Rule.Attribute.class),
            @DiscriminatorMapping(value = "metric", schema = Rule.Metric.class),
            @DiscriminatorMapping(value = "tag", schema = Rule.Tag.class),
            @DiscriminatorMapping(value = "segment", schema = Rule.Segment.class)
        })
public sealed interface Rule {

    /** Every one of the rules holds. */
    @Schema(
            name = "AllRule",
            description = "Every one of the rules holds.",
            requiredProperties = {"type", "of"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "all"))
    record All(@Schema(minItems = 1) List<Rule> of) implements Rule {}

    /** At least one of the rules holds. */
    @Schema(
            name = "AnyRule",
            description = "At least one of the rules holds.",
            requiredProperties = {"type", "of"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "any"))
    record Any(@Schema(minItems = 1) List<Rule> of) implements Rule {}

    /** The rule does not hold. */
    @Schema(
            name = "NotRule",
            description = "The rule does not hold.",
            requiredProperties = {"type", "of"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "not"))
    record Not(Rule of) implements Rule {}

    /** A number made of the member's events, compared. */
    @Schema(
            name = "EventRule",
            description = """
                    Counts or sums the member's events of one type and compares the result; over no events it is 0, so \
                    `count lt 3` holds for members without any. `op` `none` means no such event. Events after the time \
                    asked about never count. All conditions on items in `where` must be met by one and the same item; \
                    `containing` asks for several in one order.""",
            requiredProperties = {"type", "event", "op"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "event"))
    record Event(
            @Schema(examples = "order.paid", maxLength = RuleChecker.MAX_TEXT)
            String event,

            List<Where> where,

            @Schema(
                    description = "Only events that have, for each of these, an item that meets all its conditions:"
                            + " coffee and bread in one order",
                    maxItems = EventChecker.MAX_CONTAINING)
            List<Containing> containing,

            Unless unless,
            At at,
            Within within,
            Between between,
            CalendarSpan calendar,
            HolidaySpan holiday,
            Aggregate aggregate,

            @Schema(enumeration = {"eq", "ne", "gt", "gte", "lt", "lte", "none"})
            String op,

            @Schema(description = "A whole number; minor units for amounts; a time for first and last", examples = "3")
            JsonNode value)
            implements Rule {
        public Event {
            where = where == null || where.isEmpty() ? null : where;
            containing = containing == null || containing.isEmpty() ? null : containing;
            value = absentIfNull(value);
        }
    }

    /** A property of the member, compared. */
    @Schema(
            name = "AttributeRule",
            description = """
                    Compares a property of the member. `gender`, `city`: `eq ne in notIn exists missing`. `birthday` (a \
                    date), `createdAt` (a time): `eq ne gt gte lt lte exists missing`. A date besides, with a number: \
                    `monthDayWithinNext`, `monthDayWithinLast` (its day of the year comes again, or came, within so many \
                    days, today included), `monthDayIn` (in exactly so many days; -3: three days ago), `olderThanYears` (so \
                    many full years have passed). In common years 29 February is the 28th; today is the day of the \
                    time asked about, in the tenant's timezone. `name`, `email`: \
                    `exists missing`. Or one that `/v1/attributes` defines: `string`, `enum`: `eq ne in notIn exists \
                    missing`; `number`, `money` (in minor units), `date`, `datetime`: `eq ne gt gte lt lte exists missing`; \
                    `boolean`: `eq ne exists missing`; `stringList`: `in` (it has one of them), `notIn` (none), `exists \
                    missing`; `geoPoint`: `withinKm exists missing`; what is contact or identity: `exists missing`. For a member without the \
                    property, or with a value that is not of its type, only `missing` holds.""",
            requiredProperties = {"type", "attribute", "op"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "attribute"))
    record Attribute(
            @Schema(
                    description = "gender, city, birthday, createdAt, name, email, or the key of a defined attribute",
                    examples = "city")
            String attribute,

            @Schema(
                    enumeration = {
                        "eq",
                        "ne",
                        "in",
                        "notIn",
                        "gt",
                        "gte",
                        "lt",
                        "lte",
                        "exists",
                        "missing",
                        "withinKm",
                        "monthDayWithinNext",
                        "monthDayWithinLast",
                        "monthDayIn",
                        "olderThanYears"
                    })
            String op,

            @Schema(
                    description = "As the attribute is; a list of texts for in and notIn; for withinKm"
                            + " `{\"km\": 5, \"latitude\": 31.2304, \"longitude\": 121.4737}` or"
                            + " `{\"km\": 5, \"store\": \"S-01\"}`",
                    examples = "Shanghai")
            JsonNode value)
            implements Rule {
        public Attribute {
            value = absentIfNull(value);
        }
    }

    /** A number kept per member, as it is now. */
    @Schema(
            name = "MetricRule",
            description = """
                    Compares a number kept per member, as it is now. `frequency`: orders paid. `monetary`: their \
                    amounts in minor units. `recencyDays`: calendar days in the tenant's timezone since the last \
                    order. `firstOrderAt`, `lastOrderAt`: times. Without any order `frequency` and `monetary` are 0 \
                    and these others are missing. The further ones are those of a member read with `include=metrics`; \
                    those that begin with `preferred` are texts, amounts are in minor units.""",
            requiredProperties = {"type", "metric", "op"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "metric"))
    record Metric(
            @Schema(
                    enumeration = {
                        "frequency",
                        "monetary",
                        "recencyDays",
                        "firstOrderAt",
                        "lastOrderAt",
                        "netMonetary",
                        "averageBasket",
                        "averageIntervalDays",
                        "coupons",
                        "complaints",
                        "nps",
                        "preferredStore",
                        "preferredChannel",
                        "preferredCategory",
                        "preferredTimeOfDay",
                        "preferredWeekday"
                    })
            String metric,

            @Schema(enumeration = {"eq", "ne", "in", "notIn", "gt", "gte", "lt", "lte", "exists", "missing"})
            String op,

            @Schema(
                    description = "A whole number, a time or a text, as the metric is; for in and notIn texts",
                    examples = "30")
            JsonNode value)
            implements Rule {
        public Metric {
            value = absentIfNull(value);
        }
    }

    /** A tag of the member, as it is now. */
    @Schema(
            name = "TagRule",
            description = """
                    Asks for a tag, as it is now. `has`, `hasNot`: of every tag. Of one with a text or a choice besides: \
                    `eq ne in notIn`; of one with a number: `eq ne gt gte lt lte`. For a member without the tag only \
                    `hasNot` holds.""",
            requiredProperties = {"type", "tag", "op"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "tag"))
    record Tag(
            @Schema(description = "The key of a tag, not of a group", examples = "pet-owner")
            String tag,

            @Schema(enumeration = {"has", "hasNot", "eq", "ne", "in", "notIn", "gt", "gte", "lt", "lte"})
            String op,

            @Schema(description = "As the tag's value is; a list of texts for in and notIn", examples = "dog")
            JsonNode value)
            implements Rule {
        public Tag {
            value = absentIfNull(value);
        }
    }

    /** Another segment, as it is now. */
    @Schema(
            name = "SegmentRule",
            description = """
                    Holds for whom the rule of another segment holds, whatever that segment's purpose; of a frozen \
                    segment, for whom it keeps. No segment may be in itself, by way of others either.""",
            requiredProperties = {"type", "segment"},
            properties = @SchemaProperty(name = "type", type = SchemaType.STRING, enumeration = "segment"))
    record Segment(
            @Schema(description = "Its key or its id", examples = "staff")
            String segment) implements Rule {}

    /** An item that the event must have besides. */
    @Schema(name = "Containing", requiredProperties = "where")
    record Containing(
            @Schema(description = "On the item: `items.sku`, `items.category`", minItems = 1)
            List<Where> where) {}

    /** What leaves an event out when it comes after it: looked at and not bought. */
    @Schema(name = "Unless", description = """
                    Leaves out events that one of another type came after: looked at and not bought. With `same`, only \
                    items count that are in no such later event; an event counts if one of those that meet `where` is \
                    left.""", requiredProperties = "event")
    record Unless(
            @Schema(examples = "order.paid", maxLength = RuleChecker.MAX_TEXT)
            String event,

            @Schema(
                    description = "By what an item is found again in the later event",
                    enumeration = {"sku", "category"})
            String same,

            @Schema(description = "How many days after, of 24 hours each; without end when absent")
            Within within) {}

    /** A condition on the event, or on one of its items. */
    @Schema(
            name = "EventWhere",
            requiredProperties = {"field", "op"})
    record Where(
            @Schema(enumeration = {"store", "channel", "paymentMethod", "items.sku", "items.category"})
            String field,

            @Schema(enumeration = {"eq", "ne", "in", "notIn", "exists", "missing", "withinKm"})
            String op,

            @Schema(
                    description = "A text; a list of texts for in and notIn; for withinKm, of `store` alone, a place as"
                            + " for an attribute",
                    examples = "S-01")
            JsonNode value) {
        public Where {
            value = absentIfNull(value);
        }
    }

    /** The last days up to the time asked about, counted in the tenant's timezone. */
    @Schema(name = "Within", requiredProperties = "days")
    record Within(
            @Schema(minimum = "1", maximum = "3650", examples = "90")
            Integer days,

            @Schema(
                    description = "Of an event's window: as many years earlier, to this time that year",
                    minimum = "1",
                    maximum = "10")
            Integer yearsAgo) {}

    /** When in the week and in the day. */
    @Schema(
            name = "At",
            description =
                    "By the clocks of the tenant's timezone. From a later hour to an earlier one is over midnight")
    record At(
            @Schema(description = "mon, tue, wed, thu, fri, sat, sun: of the event's own day")
            List<String> weekdays,

            @Schema(description = "The hour from which on", examples = "18:00")
            String from,

            @Schema(description = "The hour before which; midnight when absent", examples = "22:00")
            String to) {}

    /** A week, month, quarter, season or year of the calendar, as the tenant's clocks show it. */
    @Schema(name = "CalendarSpan", requiredProperties = "unit")
    record CalendarSpan(
            @Schema(
                    description = "A week begins on Monday; seasons on the first of March, June, September, December",
                    enumeration = {"week", "month", "quarter", "season", "year"})
            String unit,

            @Schema(
                    description = "0, when absent: the current one; 1: the one before; 12 months: the same last year",
                    minimum = "0",
                    maximum = "120")
            Integer ago) {}

    /** Days around a holiday, the first of which is day 0. */
    @Schema(name = "HolidaySpan", requiredProperties = "holiday")
    record HolidaySpan(
            @Schema(
                    description =
                            "new-year, spring-festival, lantern, qingming, labour-day, dragon-boat, qixi,"
                                    + " mid-autumn, national-day, double-ninth, mid-year-sale (18 June), singles-day, christmas; or the key of one of the merchant's own",
                    examples = "spring-festival")
            String holiday,

            @Schema(description = "0 when absent; -7: seven days before", minimum = "-60", maximum = "60")
            Integer fromDay,

            @Schema(description = "This day included; as fromDay when absent", minimum = "-60", maximum = "60")
            Integer toDay,

            @Schema(
                    description = "0, when absent: the last time that the days have begun; 1: the time before",
                    minimum = "0",
                    maximum = "10")
            Integer ago) {}

    /** A span of time: the start belongs to it, the end does not. */
    @Schema(
            name = "Between",
            requiredProperties = {"from", "to"})
    record Between(PointInTime from, PointInTime to) {}

    /** What is made of the events. */
    @Schema(name = "Aggregate", requiredProperties = "fn")
    record Aggregate(
            @Schema(
                    description = "`distinct` counts different values, `first` and `last` are times of events. Over no"
                            + " events `count`, `sum` and `distinct` are 0, and of the others nothing holds",
                    enumeration = {"count", "sum", "avg", "min", "max", "distinct", "first", "last"})
            String fn,

            @Schema(
                    description = "`sum`: `amount` of whole events, `items.amount` and `items.quantity` of the matching"
                            + " items only; `avg`, `min`, `max`: `amount`; `distinct`: `store`, `channel`, `items.sku`,"
                            + " `items.category`; `count`, `first`, `last`: none",
                    enumeration = {
                        "amount",
                        "items.amount",
                        "items.quantity",
                        "store",
                        "channel",
                        "items.sku",
                        "items.category"
                    })
            String field) {}

    private static JsonNode absentIfNull(JsonNode value) {
        return value == null || value.isNull() ? null : value;
    }
}
