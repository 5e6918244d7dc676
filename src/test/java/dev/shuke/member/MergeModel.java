package dev.shuke.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What merging means, without a database: everything belongs for good to the person to whom it came, and a person stands
 * for all who are below.
 */
final class MergeModel {
    /** A member, below at most one other. */
    static final class Person {
        final String id;
        final Map<String, String> own = new HashMap<>();
        final List<Person> below = new ArrayList<>();
        Person above;

        Person(String id) {
            this.id = id;
        }

        Person living() {
            return above == null ? this : above.living();
        }

        /** The own value, or that of the first one below that has any. */
        String value(String field) {
            return own.containsKey(field)
                    ? own.get(field)
                    : below.stream()
                            .map(one -> one.value(field))
                            .filter(value -> value != null)
                            .findFirst()
                            .orElse(null);
        }
    }

    /** Somebody's becoming a part of somebody. */
    record Merge(String id, Person from) {}

    final List<Person> people = new ArrayList<>();
    final Map<String, Person> identities = new TreeMap<>();
    final Map<String, Person> events = new TreeMap<>();
    final List<Merge> merges = new ArrayList<>();
    /** By the id of a frozen segment, those who were in it when it was frozen. */
    final Map<String, Set<Person>> frozen = new TreeMap<>();

    Person person(String id) {
        return people.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    Person add(String id) {
        Person person = new Person(id);
        people.add(person);
        return person;
    }

    void merge(String mergeId, Person into, Person from) {
        Person top = into.living();
        Person part = from.living();
        part.above = top;
        top.below.add(part);
        merges.add(new Merge(mergeId, part));
    }

    void undo(Merge merge) {
        merge.from().above.below.remove(merge.from());
        merge.from().above = null;
        merges.remove(merge);
    }

    /** Those who are in it, or have somebody below who was. */
    Set<String> members(String segment) {
        return frozen.get(segment).stream()
                .map(person -> person.living().id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<Person> living() {
        return people.stream().filter(person -> person.above == null).toList();
    }

    Set<String> identities(Person living) {
        return of(identities, living);
    }

    Set<String> events(Person living) {
        return of(events, living);
    }

    private static Set<String> of(Map<String, Person> things, Person living) {
        return things.entrySet().stream()
                .filter(thing -> thing.getValue().living() == living)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
