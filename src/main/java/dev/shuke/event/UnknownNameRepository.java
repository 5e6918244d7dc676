package dev.shuke.event;

import dev.shuke.event.IngestResult.Unknown;
import dev.shuke.event.UnknownNameView.Kind;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** The stores and products that events name and nobody has told us of. */
@ApplicationScoped
class UnknownNameRepository {
    /** One look into the primary key per name, whatever the planner believes; what is known costs nothing more. */
    private static final String NOTE = """
            with missing as (
              select 'store' as kind, s.code from unnest($2::text[]) s(code)
              where (select true from store where tenant_id = $1 and code = s.code limit 1) is null
              union all
              select 'product', s.code from unnest($3::text[]) s(code)
              where (select true from product where tenant_id = $1 and sku = s.code limit 1) is null
            ), noted as (
              insert into unknown_name (tenant_id, kind, code, first_seen_at)
              select $1, kind, code, $4 from missing order by kind, code
              on conflict do nothing
            )
            select kind, code from missing order by kind, code
            """;

    private static final String LIST = """
            select u.kind, u.code, u.first_seen_at from unknown_name u
            where u.tenant_id = $1 and (u.kind, u.code) > (split_part($2, ':', 1), substr($2, strpos($2, ':') + 1))
              and case u.kind
                when 'store' then not exists (select from store s where s.tenant_id = $1 and s.code = u.code)
                else not exists (select from product p where p.tenant_id = $1 and p.sku = u.code)
              end
            order by u.kind, u.code limit $3
            """;

    private record Name(Kind kind, String code) {}

    /** Keeps those names that nothing has, and says which. */
    Uni<Unknown> note(Tx tx, Set<String> stores, Set<String> skus) {
        return stores.isEmpty() && skus.isEmpty()
                ? Uni.createFrom().item(Unknown.NOTHING)
                : tx.list(
                                NOTE,
                                row -> new Name(kind(row), row.getString("code")),
                                stores.toArray(String[]::new),
                                skus.toArray(String[]::new),
                                Instant.now().atOffset(ZoneOffset.UTC))
                        .map(missing -> Unknown.of(codes(missing, Kind.STORE), codes(missing, Kind.PRODUCT)));
    }

    /**
     * Those that are still missing, by kind and code.
     *
     * @param after the {@link UnknownNameView#place} behind which to begin
     */
    Uni<List<UnknownNameView>> list(Tx tx, String after, int limit) {
        return tx.list(
                LIST,
                row -> new UnknownNameView(
                        kind(row),
                        row.getString("code"),
                        row.getOffsetDateTime("first_seen_at").toInstant()),
                after,
                limit);
    }

    private static Kind kind(Row row) {
        return Kind.stored(row.getString("kind"));
    }

    private static List<String> codes(List<Name> names, Kind kind) {
        return names.stream()
                .filter(name -> name.kind() == kind)
                .map(Name::code)
                .toList();
    }
}
