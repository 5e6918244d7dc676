package dev.shuke.platform.touch;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Notes of whom something was written, and what: to be called in the transaction that writes it. */
@ApplicationScoped
public class Touches {
    /** Whatever there is: of somebody who is new, gone, or somebody else by now. */
    public static final String ANYTHING = "*";
    /** The profile or the attributes. */
    public static final String MEMBER = "member";

    public static final String TAG = "tag";
    /** The numbers that follow some time behind the events that they are made of. */
    public static final String HABIT = "habit";

    /** Scores by recency, frequency and amounts, tiers and stages. */
    public static final String RFM = "rfm";
    /** What models foretell, and when things bought are used up. */
    public static final String SCORE = "score";

    private static final String SEGMENT = "segment:";

    private static final String EVENT = "event:";

    private final TouchRepository repository;

    Touches(TouchRepository repository) {
        this.repository = repository;
    }

    /** An event of the type; of {@code order.paid} the metrics too. */
    public static String event(String type) {
        return EVENT + type;
    }

    /** The segment's rule, or whom it keeps, is another. */
    public static String segment(UUID id) {
        return SEGMENT + id;
    }

    public Uni<Void> note(Tx tx, String about, Collection<UUID> members) {
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .insert(tx, Set.of(about), Set.copyOf(members), null)
                        .replaceWithVoid();
    }

    /**
     * Different things of different members, so that who follows one of them need not look at all.
     *
     * @param members by what was written of them
     */
    public Uni<Void> note(Tx tx, Map<String, Set<UUID>> members) {
        return switch (members.size()) {
            case 0 -> Uni.createFrom().voidItem();
            case 1 -> {
                String about = members.keySet().iterator().next();
                yield note(tx, about, members.get(about));
            }
            default -> repository.insert(tx, members).replaceWithVoid();
        };
    }

    /** Something that may be another for each member, such as the tenant's timezone or a score made anew. */
    public Uni<Void> noteEverybody(Tx tx, String about) {
        return repository.insert(tx, Set.of(about), Set.of(), null).replaceWithVoid();
    }

    /** For one segment alone, which could not follow yet. */
    public Uni<Void> note(Tx tx, UUID segment, Collection<UUID> members) {
        return members.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .insert(tx, Set.of(ANYTHING), Set.copyOf(members), segment)
                        .replaceWithVoid();
    }

    /**
     * Takes the oldest away for good when the transaction commits. One at a time: who takes holds a lock of his own.
     *
     * @param most members, give or take the last touch
     */
    public Uni<List<Touch>> take(Tx tx, int most) {
        return repository.take(tx, most);
    }

    /** The same, which stay. */
    public Uni<List<Touch>> peek(Tx tx, int most) {
        return repository.peek(tx, most);
    }

    /** Whose members were touched. */
    public Uni<List<TouchedTenant>> tenants() {
        return repository.tenants();
    }
}
