package dev.shuke.segment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** One piece of work behind the other, in the order of a list, until one fails. */
final class InTurn {
    private InTurn() {}

    static <T> Uni<Void> each(List<T> of, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(of)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }
}
