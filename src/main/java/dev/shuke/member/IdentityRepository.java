package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityKind;
import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.touch.Touches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Which identity belongs to which member. The primary key decides races: of two transactions that bind one identity,
 * one waits for the other and then sees that it is taken.
 */
@ApplicationScoped
class IdentityRepository {
    /** One look into the primary key per identity, whatever the planner believes of the table's size. */
    static final String FIND = """
            select k.n, i.member_id, i.origin_member_id
            from unnest($2::text[], $3::bytea[]) with ordinality k(kind, blind, n)
            cross join lateral (
              select member_id, origin_member_id from member_identity where tenant_id = $1 and kind = k.kind and blind = k.blind limit 1
            ) i
            """;

    /**
     * The identity first and its member behind it (the foreign key is checked at commit): the loser makes nobody. One
     * statement takes all of them in one order: two calls wait for each other and never deadlock.
     */
    private static final String BIND_ALL = """
            with sent as (
              select * from unnest($2::uuid[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[], $7::text[])
                s(member_id, data_key, kind, blind, sealed, issuer)
            ), won as (
              insert into member_identity (tenant_id, kind, blind, member_id, sealed, issuer, created_at)
              select $1, kind, blind, member_id, sealed, issuer, $8 from sent order by kind, blind
              on conflict do nothing
              returning member_id
            ), people as (
              insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
              select $1, member_id, data_key, '{}', 1, $8, $8
              from (select distinct member_id, s.data_key from sent s join won using (member_id)) p
              where data_key is not null -- it is there already
              returning id
            ), metrics as (
              insert into member_metric (tenant_id, member_id) select $1::uuid, id from people
            )
            select member_id from won
            """;

    private static final String BOUND = """
            select i.id, i.member_id, m.id as origin_id, i.kind, i.issuer, i.sealed, i.created_at, i.verified_at, m.data_key
            from member_identity i
            join member m on m.tenant_id = $1 and m.id = coalesce(i.origin_member_id, i.member_id)
            where i.tenant_id = $1 and\s""";
    private static final String LIST = BOUND + "i.member_id = $2 and i.id > $3 order by i.id limit $4";
    private static final String FIND_ONE = BOUND + "i.kind = $2 and i.blind = $3";
    private static final String VERIFY = """
            update member_identity set verified_at = $4
            where tenant_id = $1 and kind = $2 and blind = $3 and verified_at is null
            """;

    /** All of the member's identities are looked at, of which there are few. */
    private static final String UNBIND = """
            delete from member_identity where tenant_id = $1 and member_id = $2 and id = $3
              and exists (select from member_identity o where o.tenant_id = $1 and o.member_id = $2 and o.id <> $3)
            """;

    private static final String IS_BOUND = """
            select true from member_identity where tenant_id = $1 and member_id = $2 and id = $3
            """;

    /** The n-th identity of the question, from 1, and its owner; null for the origin when it came to the owner. */
    record Found(int n, UUID memberId, UUID originId) {}

    /**
     * An identity to be given to a member.
     *
     * @param makesMember whether the member is to be made with it; one that gets several identities says so of each
     */
    record Binding(IdentityValue identity, UUID memberId, MemberKey key, boolean makesMember) {}

    /**
     * An identity as stored.
     *
     * @param originId the member that it was sealed for
     * @param originKey that member's wrapped key
     * @param verifiedAt null when it is only claimed
     */
    record Bound(
            UUID id,
            UUID memberId,
            UUID originId,
            IdentityKind kind,
            String issuer,
            byte[] sealed,
            byte[] originKey,
            Instant createdAt,
            Instant verifiedAt) {}

    private final Touches touches;

    IdentityRepository(Touches touches) {
        this.touches = touches;
    }

    Uni<List<Found>> find(Tx tx, List<IdentityValue> identities, TenantKeys keys) {
        return tx.list(
                FIND,
                row -> new Found(row.getInteger("n"), row.getUUID("member_id"), row.getUUID("origin_member_id")),
                kinds(identities),
                blinds(identities, keys));
    }

    /** Binds those identities that nobody has taken meanwhile, and returns the member's id for each of them. */
    Uni<List<UUID>> bind(Tx tx, List<Binding> bindings, TenantKeys keys) {
        if (bindings.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<IdentityValue> identities =
                bindings.stream().map(Binding::identity).toList();
        Uni<List<UUID>> won = tx.list(
                BIND_ALL,
                row -> row.getUUID("member_id"),
                bindings.stream().map(Binding::memberId).toArray(UUID[]::new),
                buffers(
                        bindings,
                        binding -> binding.makesMember() ? binding.key().wrapped() : null),
                kinds(identities),
                blinds(identities, keys),
                buffers(bindings, binding -> seal(binding.key(), binding.identity())),
                identities.stream().map(IdentityValue::issuer).toArray(String[]::new),
                now());
        return won.call(bound -> touches.note(tx, Touches.ANYTHING, made(bindings, Set.copyOf(bound))));
    }

    private static List<UUID> made(List<Binding> bindings, Set<UUID> bound) {
        return bindings.stream()
                .filter(Binding::makesMember)
                .map(Binding::memberId)
                .filter(bound::contains)
                .toList();
    }

    /** The member's identities in the order of their ids, so of their binding. */
    Uni<List<Bound>> list(Tx tx, UUID memberId, UUID after, int limit) {
        return tx.list(LIST, IdentityRepository::read, memberId, after, limit);
    }

    /** Null when nobody has it. */
    Uni<Bound> findOne(Tx tx, IdentityValue identity, TenantKeys keys) {
        return tx.first(FIND_ONE, IdentityRepository::read, identity.kind().key(), blind(identity, keys));
    }

    Uni<Integer> verify(Tx tx, IdentityValue identity, TenantKeys keys) {
        return tx.update(VERIFY, identity.kind().key(), blind(identity, keys), now());
    }

    /** Takes the identity from the member unless it is the only one. */
    Uni<Boolean> unbind(Tx tx, UUID memberId, UUID id) {
        return tx.update(UNBIND, memberId, id).map(gone -> gone > 0);
    }

    Uni<Boolean> isBound(Tx tx, UUID memberId, UUID id) {
        return tx.first(IS_BOUND, row -> true, memberId, id).map(found -> found != null);
    }

    private static Bound read(Row row) {
        OffsetDateTime verifiedAt = row.getOffsetDateTime("verified_at");
        return new Bound(
                row.getUUID("id"),
                row.getUUID("member_id"),
                row.getUUID("origin_id"),
                IdentityKind.stored(row.getString("kind")),
                row.getString("issuer"),
                row.getBuffer("sealed").getBytes(),
                row.getBuffer("data_key").getBytes(),
                row.getOffsetDateTime("created_at").toInstant(),
                verifiedAt == null ? null : verifiedAt.toInstant());
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private static Buffer blind(IdentityValue identity, TenantKeys keys) {
        return Buffer.buffer(keys.blindIndex(identity));
    }

    private static byte[] seal(MemberKey key, IdentityValue identity) {
        return key.seal(MemberRow.place(identity.kind()), identity.clear());
    }

    private static String[] kinds(List<IdentityValue> identities) {
        return identities.stream().map(identity -> identity.kind().key()).toArray(String[]::new);
    }

    private static Buffer[] blinds(List<IdentityValue> identities, TenantKeys keys) {
        return buffers(identities, keys::blindIndex);
    }

    private static <T> Buffer[] buffers(List<T> of, Function<T, byte[]> bytes) {
        return of.stream()
                .map(bytes)
                .map(content -> content == null ? null : Buffer.buffer(content))
                .toArray(Buffer[]::new);
    }
}
