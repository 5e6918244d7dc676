package dev.shuke.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a rule tells members apart, and by what rules do that differ from it in a span of time or in a condition on
 * events: {@link Crowds} keeps together whom few others are like in all of it.
 */
final class Splits {
    private final RuleCompiler compiler;
    private final List<String> broad = new ArrayList<>();
    private final List<String> fine = new ArrayList<>();

    private Splits(RuleCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * Expressions in SQL.
     *
     * @param broad how many come first that tell less than the others
     */
    record Key(List<String> expressions, int broad) {
        static final Key NONE = new Key(List.of(), 0);

        /** One array of texts. */
        String sql() {
            return "array[(" + String.join(")::text, (", expressions) + ")::text]";
        }
    }

    static Key of(Condition condition, RuleCompiler compiler) {
        Splits splits = new Splits(compiler);
        splits.add(condition);
        return new Key(
                Stream.concat(splits.broad.stream(), splits.fine.stream()).toList(), splits.broad.size());
    }

    private void add(Condition condition) {
        switch (condition) {
            case Condition.All all -> all.of().forEach(this::add);
            case Condition.Any any -> any.of().forEach(this::add);
            case Condition.Not not -> add(not.of());
            case Condition.Member member -> fine.add(value(member));
            case Condition.Defined defined -> fine.add(compiler.sql(defined));
            case Condition.Replenishing replenishing -> fine.add(compiler.sql(replenishing));
            case Condition.Tagged tagged -> fine.add(compiler.sql(tagged));
            case Condition.Events counted -> addEvents(counted);
            case Condition.InSegment in when in.rule() != null -> add(in.rule());
            case Condition.InSegment in -> fine.add(compiler.sql(in));
        }
    }

    /** Two lists may differ in one value, two comparisons in what is compared with. */
    private String value(Condition.Member member) {
        String column = FieldSql.column(member.field());
        Object value = member.test().value();
        Steps steps = Steps.of(member.field());
        if (value instanceof List<?> listed) {
            return "case when " + column + " = any(" + compiler.bind(listed, "text[]") + ") then " + column + " end";
        }
        return value == null || steps == null ? compiler.sql(member) : steps.band(column, compiler);
    }

    private void addEvents(Condition.Events counted) {
        broad.addAll(bands(counted.ofAnyKind()));
        if (!counted.found().isOfAnyKind()) {
            fine.addAll(bands(counted));
        }
    }

    private List<String> bands(Condition.Events counted) {
        Steps steps = Steps.of(counted.total());
        return compiler.totals(counted, Steps.SPANS).stream()
                .map(total -> steps.band(total, compiler))
                .toList();
    }
}
