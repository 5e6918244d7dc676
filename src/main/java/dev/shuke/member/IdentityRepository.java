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

    /** The identity first and its member behind it (the foreign key is checked at commit): the loser makes nobody. */
    private static final String CREATE_MEMBERS = """
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
            ), metrics as (
              insert into member_metric (tenant_id, member_id) select distinct $1::uuid, member_id from won
            )
            select member_id from won
            """;

    private static final String BIND = """
            insert into member_identity (tenant_id, kind, blind, member_id, sealed, created_at)
            select $1, s.kind, s.blind, $2, s.sealed, $6 from unnest($3::text[], $4::bytea[], $5::bytea[])
              s(kind, blind, sealed)
            order by s.kind, s.blind
            on conflict do nothing
            """;

    /** The n-th identity of the question, from 1, and its owner. */
    record Owner(int n, UUID memberId) {}

    /** A member to be made for an identity; one with several stands there once for each. */
    record NewMember(IdentityValue identity, UUID id, MemberKey key) {}

    Uni<List<Owner>> find(Tx tx, List<IdentityValue> identities, TenantKeys keys) {
        return tx.list(
                FIND,
                row -> new Owner(row.getInteger("n"), row.getUUID("member_id")),
                kinds(identities),
                blinds(identities, keys));
    }

    /** Makes the members of those identities that nobody has taken meanwhile, and returns an id for each. */
    Uni<List<UUID>> createMembers(Tx tx, List<NewMember> members, TenantKeys keys) {
        List<IdentityValue> identities =
                members.stream().map(NewMember::identity).toList();
        return tx.list(
                CREATE_MEMBERS,
                row -> row.getUUID("member_id"),
                members.stream().map(NewMember::id).toArray(UUID[]::new),
                buffers(members, member -> member.key().wrapped()),
                kinds(identities),
                blinds(identities, keys),
                buffers(members, member -> seal(member.key(), member.identity())),
                Instant.now().atOffset(ZoneOffset.UTC));
    }

    /** Binds identities to a member and returns how many were free. */
    Uni<Integer> bind(Tx tx, UUID memberId, MemberKey key, List<IdentityValue> identities, TenantKeys keys) {
        return identities.isEmpty()
                ? Uni.createFrom().item(0)
                : tx.update(
                        BIND,
                        memberId,
                        kinds(identities),
                        blinds(identities, keys),
                        buffers(identities, identity -> seal(key, identity)),
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
        return of.stream().map(bytes).map(Buffer::buffer).toArray(Buffer[]::new);
    }
}
