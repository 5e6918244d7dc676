package dev.shuke.member;

import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/**
 * A feature whose rows belong to members: a bean of its repository. Rows that move have {@code origin_member_id} beside
 * {@code member_id}: whom they came to, by the identity that they came by; null when that is the member itself. What is
 * written by a member's id belongs to whoever has the id at that time.
 *
 * <p>When rows are moved or given back, {@code member.merged_into} says already who is who.
 */
public interface MergePart {
    /** Keeps others from writing such rows until the transaction ends. Called before anything is read. */
    Uni<Void> hold(Tx tx);

    /** Gives all rows of a member to another, and notes of those without an origin where they come from. */
    Uni<Void> move(Tx tx, UUID from, UUID into);

    /**
     * Gives rows back.
     *
     * @param holder who has them now
     * @param to who is to have them
     * @param origins of the rows to give back: {@code to} and those who were merged into it
     */
    Uni<Void> giveBack(Tx tx, UUID holder, UUID to, UUID[] origins);
}
