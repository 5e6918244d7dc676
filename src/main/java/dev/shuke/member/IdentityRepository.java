package dev.shuke.member;

import dev.shuke.platform.privacy.IdentityValue;
import dev.shuke.platform.privacy.MemberKey;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
            select k.n, i.member_id
            from unnest($2::text[], $3::bytea[]) with ordinality k(kind, blind, n)
            cross join lateral (
              select member_id from member_identity where tenant_id = $1 and kind = k.kind and blind = k.blind limit 1
            ) i
            """;

    /**
     * The identity first and its member behind it (the foreign key is checked at commit): the loser makes nobody. One
     * statement takes all of them in one order: two calls wait for each other and never deadlock.
     */
    private static final String BIND_ALL = """
            with sent as (
              select * from unnest($2::uuid[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[])
                s(member_id, data_key, kind, blind, sealed)
            ), won as (
              insert into member_identity (tenant_id, kind, blind, member_id, sealed, created_at)
              select $1, kind, blind, member_id, sealed, $7 from sent order by kind, blind
              on conflict do nothing
              returning member_id
            ), people as (
              insert into member (tenant_id, id, data_key, attributes, version, created_at, updated_at)
              select $1, member_id, data_key, '{}', 1, $7, $7
              from (select distinct member_id, s.data_key from sent s join won using (member_id)) p
              where data_key is not null -- it is there already
              returning id
            ), metrics as (
              insert into member_metric (tenant_id, member_id) select $1::uuid, id from people
            )
            select member_id from won
            """;

    /** The n-th identity of the question, from 1, and its owner. */
    record Owner(int n, UUID memberId) {}

    /**
     * An identity to be given to a member.
     *
     * @param makesMember whether the member is to be made with it; one that gets several identities says so of each
     */
    record Binding(IdentityValue identity, UUID memberId, MemberKey key, boolean makesMember) {}

    Uni<List<Owner>> find(Tx tx, List<IdentityValue> identities, TenantKeys keys) {
        return tx.list(
                FIND,
                row -> new Owner(row.getInteger("n"), row.getUUID("member_id")),
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
        return tx.list(
                BIND_ALL,
                row -> row.getUUID("member_id"),
                bindings.stream().map(Binding::memberId).toArray(UUID[]::new),
                buffers(
                        bindings,
                        binding -> binding.makesMember() ? binding.key().wrapped() : null),
                kinds(identities),
                blinds(identities, keys),
                buffers(bindings, binding -> seal(binding.key(), binding.identity())),
                Instant.now().atOffset(ZoneOffset.UTC));
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
