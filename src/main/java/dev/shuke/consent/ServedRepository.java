package dev.shuke.consent;

import dev.shuke.platform.tenancy.Ids;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;

/** Who was shown which notice. */
@ApplicationScoped
class ServedRepository {
    private static final String ADD = """
            insert into notice_served (tenant_id, member_id, id, notice_version_id, collection_point, locale, served_at)
            select $1, $2::uuid, u.id, u.version, $5::text, $6::text, $7::timestamptz
            from unnest($3::uuid[], $4::uuid[]) u(id, version)
            on conflict do nothing
            """;

    Uni<Integer> add(Tx tx, UUID member, ServedRequest shown, Instant now) {
        UUID[] versions = shown.versions().stream().distinct().toArray(UUID[]::new);
        return tx.update(
                ADD,
                member,
                Stream.generate(Ids::next).limit(versions.length).toArray(UUID[]::new),
                versions,
                shown.collectionPoint(),
                shown.locale(),
                now.atOffset(ZoneOffset.UTC));
    }
}
