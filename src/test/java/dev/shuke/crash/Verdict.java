package dev.shuke.crash;

import static java.util.stream.Collectors.groupingBy;

import dev.shuke.crash.Ledger.State;
import dev.shuke.crash.LedgerWrite.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A {@link Ledger} held against what the database has. */
final class Verdict {
    private final List<String> faults = new ArrayList<>();
    private int acknowledged;
    private int unknown;
    private int unknownDone;
    private int lost;
    private int doubled;
    private int halves;

    static Verdict of(Ledger ledger, List<LedgerWrite> writes, Connection superuser, UUID tenant) throws SQLException {
        var verdict = new Verdict();
        for (LedgerWrite write : writes) {
            Map<Long, State> states = ledger.of(write);
            List<Stored> stored = write.stored(superuser, tenant);
            verdict.requireKnown(write, states, stored);
            if (write.overwrites()) {
                for (long lane = 0; lane < Ledger.LANES; lane++) {
                    verdict.judgeLane(write, lane, ledger, stored);
                }
            } else {
                verdict.judgeEach(write, states, stored);
            }
        }
        return verdict;
    }

    private void requireKnown(LedgerWrite write, Map<Long, State> states, List<Stored> stored) {
        Set<String> keys = new HashSet<>();
        for (Stored row : stored) {
            State state = states.get(row.number());
            if (!keys.add(row.key())) {
                doubled++;
                faults.add(write.name() + " " + row.key() + " is there twice");
            }
            if (!row.asSent()) {
                faults.add(write.name() + " " + row.key() + " is not as it was sent");
            }
            if (state == null || state == State.REFUSED) {
                faults.add(write.name() + " " + row.key() + " is there, and the ledger says " + state);
            }
        }
    }

    private void judgeEach(LedgerWrite write, Map<Long, State> states, List<Stored> stored) {
        Map<Long, List<Stored>> found = stored.stream().collect(groupingBy(Stored::number));
        states.forEach((number, state) -> {
            int rows = found.getOrDefault(number, List.of()).size();
            count(state, rows > 0);
            if (rows == 0 && state == State.ACKNOWLEDGED) {
                lost++;
                faults.add(write.name() + " " + number + " was acknowledged and is lost");
            } else if (rows > 0) {
                requireWhole(write, number, rows);
            }
        });
    }

    private void requireWhole(LedgerWrite write, long number, int rows) {
        if (rows < write.rows()) {
            halves++;
            faults.add("%s %d is there with %d of %d rows".formatted(write.name(), number, rows, write.rows()));
        } else if (rows > write.rows()) {
            doubled++;
            faults.add("%s %d is there with %d rows for %d".formatted(write.name(), number, rows, write.rows()));
        }
    }

    /** What is there must be the last that was acknowledged, or one sent after it whose fate nobody knows. */
    private void judgeLane(LedgerWrite write, long lane, Ledger ledger, List<Stored> stored) {
        Map<Long, State> sent = new HashMap<>(ledger.of(write));
        sent.keySet().removeIf(number -> Ledger.lane(number) != lane);
        List<Stored> rows =
                stored.stream().filter(row -> Ledger.lane(row.number()) == lane).toList();
        Set<Long> numbers = new HashSet<>(rows.stream().map(Stored::number).toList());
        long there = numbers.stream().mapToLong(Long::longValue).min().orElse(-1);
        sent.forEach((number, state) -> {
            count(state, number == there);
            if (state == State.ACKNOWLEDGED && number > there) {
                lost++;
                faults.add("%s %d was acknowledged and is lost: %d is there".formatted(write.name(), number, there));
            }
        });
        if (numbers.size() > 1) {
            halves++;
            faults.add(write.name() + " is half " + numbers);
        } else if (!rows.isEmpty()) {
            requireWhole(write, there, rows.size());
            requireEffects(write, sent, rows, ledger.sendings(write, lane));
        }
    }

    private void requireEffects(LedgerWrite write, Map<Long, State> sent, List<Stored> rows, int most) {
        long least = sent.values().stream()
                .filter(state -> state == State.ACKNOWLEDGED)
                .count();
        for (Stored row : rows) {
            if (row.effects() != 0 && row.effects() < least) {
                lost++;
                faults.add("%s %s was changed %d times, and %d were acknowledged"
                        .formatted(write.name(), row.key(), row.effects(), least));
            }
            if (row.effects() > most) {
                doubled++;
                faults.add("%s %s was changed %d times, and sent %d times"
                        .formatted(write.name(), row.key(), row.effects(), most));
            }
        }
    }

    private void count(State state, boolean there) {
        acknowledged += state == State.ACKNOWLEDGED ? 1 : 0;
        unknown += state == State.UNKNOWN ? 1 : 0;
        unknownDone += state == State.UNKNOWN && there ? 1 : 0;
    }

    List<String> faults() {
        return faults;
    }

    int acknowledged() {
        return acknowledged;
    }

    int unknown() {
        return unknown;
    }

    /** Unknown ones that are there. */
    int unknownDone() {
        return unknownDone;
    }

    int lost() {
        return lost;
    }

    int doubled() {
        return doubled;
    }

    /** Calls of which some rows are there and others not. */
    int halves() {
        return halves;
    }
}
