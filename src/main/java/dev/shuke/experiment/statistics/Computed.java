package dev.shuke.experiment.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A figure, or why there is none. Never a NaN. */
public sealed interface Computed<T> {

    record Value<T>(T value) implements Computed<T> {}

    record Not<T>(Why why) implements Computed<T> {}

    static <T> Computed<T> of(T value) {
        return new Value<>(value);
    }

    static <T> Computed<T> not(Why why) {
        return new Not<>(why);
    }

    /** The value, if all these figures of it are numbers. */
    static <T> Computed<T> finite(T value, double... figures) {
        return Arrays.stream(figures).allMatch(Double::isFinite) ? of(value) : not(Why.NOT_A_NUMBER);
    }

    /** All of them in their order, or why the first that is missing is. */
    static <T> Computed<List<T>> all(List<Computed<T>> figures) {
        List<T> values = new ArrayList<>();
        for (Computed<T> figure : figures) {
            switch (figure) {
                case Value<T>(T value) -> values.add(value);
                case Not<T>(Why why) -> {
                    return not(why);
                }
            }
        }
        return of(List.copyOf(values));
    }

    default <R> Computed<R> then(Function<? super T, Computed<R>> next) {
        return switch (this) {
            case Value<T>(T value) -> next.apply(value);
            case Not<T>(Why why) -> not(why);
        };
    }

    default <R> Computed<R> map(Function<? super T, R> next) {
        return then(value -> of(next.apply(value)));
    }

    /** @throws IllegalStateException if there is none */
    default T require() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Not<T>(Why why) -> throw new IllegalStateException("cannot be computed: " + why.en());
        };
    }
}
