package dev.shuke.segment;

import dev.shuke.attribute.AttributeService;
import dev.shuke.eventtype.EventTypeService;
import dev.shuke.platform.access.Caller;
import dev.shuke.platform.access.Permission;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.Tenant;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.tag.TagService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What rules may ask, with the definitions of what they name, and what they say in SQL. */
@ApplicationScoped
class Rules {
    private final AttributeService attributes;
    private final TagService tags;
    private final EventTypeService eventTypes;
    private final HolidayService holidays;
    private final SegmentRepository segments;

    Rules(
            AttributeService attributes,
            TagService tags,
            EventTypeService eventTypes,
            HolidayService holidays,
            SegmentRepository segments) {
        this.attributes = attributes;
        this.tags = tags;
        this.eventTypes = eventTypes;
        this.holidays = holidays;
        this.segments = segments;
    }

    /** For the caller to learn which members the rules match. */
    Uni<RuleAccess> toMembers(Tx tx, Rule... rules) {
        return definitions(tx, rules).map(definitions -> RuleAccess.toMembers(FieldPolicy.of(tx.call()), definitions));
    }

    /**
     * For the caller to learn how many members the rule matches: of single members none but apps, whose merchant has them
     * count, and whoever may read members.
     */
    Uni<RuleAccess> toCounts(Tx tx, Rule rule) {
        Caller caller = tx.call().caller();
        boolean persons = caller.kind() == Caller.Kind.APP || caller.may(Permission.MEMBERS_READ);
        return definitions(tx, rule)
                .map(definitions -> RuleAccess.toCounts(
                        FieldPolicy.of(tx.call()), persons, tx.call().tenant().zone(), definitions));
    }

    /** For nobody: the rules were checked when their creators were there. */
    Uni<RuleAccess> allowedBefore(Tx tx, Rule... rules) {
        return definitions(tx, rules).map(RuleAccess::allowedBefore);
    }

    private Uni<Definitions> definitions(Tx tx, Rule... rules) {
        return segments(tx, RuleNames.of(rules).segments(), Map.of())
                .chain(named -> definitions(tx, named, RuleNames.of(withRules(rules, named))));
    }

    private Uni<Definitions> definitions(Tx tx, Map<String, SegmentView> named, RuleNames names) {
        return attributes
                .definitions(tx, names.attributes())
                .chain(attribute -> tags.definitions(tx, names.tags())
                        .chain(tag -> holidays.definitions(tx, names.holidays())
                                .map(holiday -> new Definitions(attribute, tag, named, holiday))));
    }

    private static Rule[] withRules(Rule[] rules, Map<String, SegmentView> named) {
        return Stream.concat(Stream.of(rules), named.values().stream().map(SegmentView::rule))
                .toArray(Rule[]::new);
    }

    /** Those named, and those that their rules name, and so on: one look each, however often they are named. */
    private Uni<Map<String, SegmentView>> segments(Tx tx, Set<String> names, Map<String, SegmentView> known) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return segments.named(tx, names).chain(found -> {
            Map<String, SegmentView> all = new HashMap<>(known);
            found.forEach(segment -> all.put(segment.id().toString(), segment));
            found.forEach(segment -> all.put(segment.key(), segment));
            Set<String> further = new HashSet<>(
                    RuleNames.of(found.stream().map(SegmentView::rule).toArray(Rule[]::new))
                            .segments());
            further.removeAll(all.keySet());
            further.removeAll(names);
            return segments(tx, further, all);
        });
    }

    /** Before a rule is kept that names segments, or tags, which may follow some: see {@link SegmentRepository#lockAll}. */
    Uni<Void> hold(Tx tx, Rule rule) {
        return rule == null || !RuleNames.of(rule).segmentsOrTags()
                ? Uni.createFrom().voidItem()
                : segments.lockAll(tx);
    }

    /** Whether nothing has to be looked up to know what a rule means. */
    boolean isPlain(Rule rule) {
        RuleNames names = RuleNames.of(rule);
        return names.attributes().isEmpty()
                && names.tags().isEmpty()
                && names.holidays().isEmpty()
                && names.segments().isEmpty()
                && eventTypes.areWellKnown(names.events());
    }

    /** What the rules' words mean to people here. */
    Uni<RuleSentence.Naming> naming(Tx tx, Rule... rules) {
        Tenant tenant = tx.call().tenant();
        return eventTypes
                .names(tx, RuleNames.of(rules).events())
                .map(events -> new RuleSentence.Naming(events, tenant.zone(), tenant.currency()));
    }

    /** @throws ApiException validation_failed or field_forbidden at a node of the rule */
    static CompiledRule compile(Rule rule, PointInTime asOf, RuleAccess access) {
        return RuleCompiler.compile(RuleChecker.check(rule, access), time(asOf));
    }

    /** For nobody: all of it as of that moment. */
    static RuleTime time(Tx tx, Instant asOf) {
        return new RuleTime(asOf, asOf, tx.call().tenant().zone());
    }

    static RuleTime time(PointInTime asOf) {
        return new RuleTime(
                asOf.instant(), Instant.now(), CallContext.current().tenant().zone());
    }
}
