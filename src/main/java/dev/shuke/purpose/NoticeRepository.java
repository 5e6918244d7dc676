package dev.shuke.purpose;

import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.purpose.NoticeVersionView.NoticeText;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The versions of notices: added, and never changed. */
@ApplicationScoped
class NoticeRepository {
    private static final String CREATE = """
            insert into notice_version (tenant_id, id, purpose, number, texts, recipients, cross_border, material,
              effective_at, created_at)
            select $1, $2::uuid, $3::text, coalesce(max(number), 0) + 1, $4::jsonb, $5::text[], $6::boolean, $7::boolean,
              $8::timestamptz, $9::timestamptz
            from notice_version where tenant_id = $1 and purpose = $3
            returning *
            """;
    private static final String CURRENT = """
            select distinct on (purpose) * from notice_version
            where tenant_id = $1 and effective_at <= $2
            order by purpose, number desc
            """;
    private static final String LIST = """
            select * from notice_version where tenant_id = $1 and id = any($2::uuid[])
            """;
    private static final String LATEST_MATERIAL = """
            select purpose, max(number) as number from notice_version
            where tenant_id = $1 and material and effective_at <= $2 group by purpose
            """;

    /** The number of the latest material version of a purpose's notice. */
    record Material(Purpose purpose, int number) {}

    Uni<NoticeVersionView> create(Tx tx, UUID id, NoticeRequest request, Map<String, NoticeText> texts, Instant now) {
        JsonObject stored = new JsonObject();
        texts.forEach((locale, text) ->
                stored.put(locale, new JsonObject().put("text", text.text()).put("sha256", text.sha256())));
        return tx.first(
                CREATE,
                NoticeRepository::read,
                id,
                request.purpose().key(),
                stored,
                request.recipients() == null
                        ? new String[0]
                        : request.recipients().toArray(String[]::new),
                Boolean.TRUE.equals(request.crossBorder()),
                Boolean.TRUE.equals(request.material()),
                (request.effectiveAt() == null ? now : request.effectiveAt()).atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC));
    }

    /** What is shown at a moment: of each purpose the version of the highest number, if it has any. */
    Uni<List<NoticeVersionView>> current(Tx tx, Instant now) {
        return tx.list(CURRENT, NoticeRepository::read, now.atOffset(ZoneOffset.UTC));
    }

    /** Those of the ids that there are. */
    Uni<List<NoticeVersionView>> list(Tx tx, Collection<UUID> ids) {
        return tx.list(LIST, NoticeRepository::read, (Object) ids.toArray(UUID[]::new));
    }

    Uni<List<Material>> latestMaterial(Tx tx, Instant now) {
        return tx.list(
                LATEST_MATERIAL,
                row -> new Material(new Purpose(row.getString("purpose")), row.getInteger("number")),
                now.atOffset(ZoneOffset.UTC));
    }

    private static NoticeVersionView read(Row row) {
        Map<String, NoticeText> texts = new TreeMap<>();
        JsonObject stored = row.getJsonObject("texts");
        stored.fieldNames().forEach(locale -> {
            JsonObject text = stored.getJsonObject(locale);
            texts.put(locale, new NoticeText(text.getString("text"), text.getString("sha256")));
        });
        return new NoticeVersionView(
                row.getUUID("id"),
                new Purpose(row.getString("purpose")),
                row.getInteger("number"),
                texts,
                List.of(row.getArrayOfStrings("recipients")),
                row.getBoolean("cross_border"),
                row.getBoolean("material"),
                row.getOffsetDateTime("effective_at").toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
