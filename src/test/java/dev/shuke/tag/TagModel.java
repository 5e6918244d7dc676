package dev.shuke.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What tags mean, without a database: each word stands with the one to whom it was said, and the best word counts. */
final class TagModel {
    /** A member, below at most one other. */
    static final class Person {
        final String id;
        /** By slot. */
        final Map<String, Word> words = new HashMap<>();

        Person above;

        Person(String id) {
            this.id = id;
        }

        Person living() {
            return above == null ? this : above.living();
        }
    }

    /** What was said of somebody's slot; removed when it was that he has not the tag. */
    record Word(String tag, String value, boolean removed, int rank, int serial) {}

    /** Somebody's becoming a part of somebody. */
    record Merge(String id, Person from) {}

    private static final Comparator<Word> BETTER =
            Comparator.comparingInt(Word::rank).thenComparingInt(Word::serial);

    final List<Person> people = new ArrayList<>();
    final List<Merge> merges = new ArrayList<>();
    private int serial;

    void merge(String id, Person into, Person from) {
        Person part = from.living();
        part.above = into.living();
        merges.add(new Merge(id, part));
    }

    void undo(Merge merge) {
        merge.from().above = null;
        merges.remove(merge);
    }

    /** The word that counts, null when nothing was said. */
    Word best(Person person, String slot) {
        return people.stream()
                .filter(one -> one.living() == person.living())
                .map(one -> one.words.get(slot))
                .filter(Objects::nonNull)
                .max(BETTER)
                .orElse(null);
    }

    boolean has(Person person, String slot, String tag) {
        Word best = best(person, slot);
        return best != null && !best.removed() && best.tag().equals(tag);
    }

    /** Whether it is taken. */
    boolean give(Person person, String slot, String tag, String value, int rank) {
        Word best = best(person, slot);
        if (best != null && best.rank() > rank) {
            return false;
        }
        person.living().words.put(slot, new Word(tag, value, false, rank, serial++));
        return true;
    }

    void take(Person person, String slot, String tag) {
        if (has(person, slot, tag)) {
            person.living().words.put(slot, new Word(tag, null, true, 4, serial++));
        }
    }

    /** Value by tag; the empty text for a tag without. */
    Map<String, String> held(Person person) {
        Map<String, String> held = new TreeMap<>();
        people.stream().flatMap(one -> one.words.keySet().stream()).distinct().forEach(slot -> {
            Word best = best(person, slot);
            if (best != null && !best.removed()) {
                held.put(best.tag(), best.value());
            }
        });
        return held;
    }
}
