package dev.shuke.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.app.StoredApp.AppClient;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Apps, by id. Secrets are sealed, and here only until Keycloak has them. */
@ApplicationScoped
class AppRepository {
    private static final String INSERT = """
            insert into app (tenant_id, id, client_id, name, scopes, purposes, enabled, status, secret, ended, version,
              created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, '{}', 1, $9, $9)
            on conflict (tenant_id, name) where status <> 'removed' do nothing
            returning *
            """;
    private static final String BY_ID = """
            select * from app where tenant_id = $1 and id = $2
            """;
    private static final String LOCK = """
            select * from app where tenant_id = $1 and id = $2 for update
            """;
    private static final String PAGE = """
            select * from app where tenant_id = $1 and id > $2 and status <> 'removed' order by id limit $3
            """;
    private static final String UPDATE = """
            update app set name = $3, scopes = $4, purposes = $5, enabled = $6, status = $7, version = version + 1,
              updated_at = $8
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String ROTATE = """
            update app set client_id = $3, subject = null, secret = $4,
              former_client_id = client_id, former_subject = subject, former_until = $5,
              ended = array_remove(ended || former_client_id, null),
              status = 'pending', version = version + 1, updated_at = $6
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String END_FORMER = """
            update app set ended = ended || former_client_id,
              former_client_id = null, former_subject = null, former_until = null, version = version + 1
            where tenant_id = $1 and id = $2 and former_until <= $3
            returning *
            """;
    private static final String ACTIVATE = """
            update app set status = 'active', subject = $3, secret = null, ended = '{}'
            where tenant_id = $1 and id = $2
            returning *
            """;
    private static final String DELETE = """
            delete from app where tenant_id = $1 and id = $2 and status = 'removed'
            """;

    /** Null when another app has the name. */
    Uni<StoredApp> insert(Tx tx, TenantKeys keys, UUID id, String clientId, AppSettings settings, String secret) {
        return tx.first(
                INSERT,
                row -> read(row, keys),
                id,
                clientId,
                settings.name().text(),
                scopes(settings),
                purposes(settings),
                settings.enabled(),
                sealed(keys, id, secret),
                utc(Instant.now()));
    }

    /** Null when there is none. */
    Uni<StoredApp> find(Tx tx, TenantKeys keys, UUID id) {
        return tx.first(BY_ID, row -> read(row, keys), id);
    }

    /** Locked. Null when there is none. */
    Uni<StoredApp> lock(Tx tx, TenantKeys keys, UUID id) {
        return tx.first(LOCK, row -> read(row, keys), id);
    }

    /** In the order in which they were made, without the removed. */
    Uni<List<StoredApp>> list(Tx tx, TenantKeys keys, UUID after, int limit) {
        return tx.list(PAGE, row -> read(row, keys), after, limit);
    }

    Uni<StoredApp> update(Tx tx, TenantKeys keys, UUID id, AppSettings settings, AppStatus status) {
        return tx.first(
                UPDATE,
                row -> read(row, keys),
                id,
                settings.name().text(),
                scopes(settings),
                purposes(settings),
                settings.enabled(),
                status.key(),
                utc(Instant.now()));
    }

    /** A new client takes the place of the current one, which goes on until then; one before that ends. */
    Uni<StoredApp> rotate(Tx tx, TenantKeys keys, UUID id, String clientId, String secret, Instant formerUntil) {
        return tx.first(
                ROTATE,
                row -> read(row, keys),
                id,
                clientId,
                sealed(keys, id, secret),
                utc(formerUntil),
                utc(Instant.now()));
    }

    /** Null when there is no former client whose time is over. */
    Uni<StoredApp> endFormer(Tx tx, TenantKeys keys, UUID id) {
        return tx.first(END_FORMER, row -> read(row, keys), id, utc(Instant.now()));
    }

    /** Of an app that is locked. Keycloak has the secret now, and has what ended no more. */
    Uni<StoredApp> activate(Tx tx, TenantKeys keys, UUID id, String subject) {
        return tx.first(ACTIVATE, row -> read(row, keys), id, subject);
    }

    Uni<Integer> delete(Tx tx, UUID id) {
        return tx.update(DELETE, id);
    }

    private static Buffer sealed(TenantKeys keys, UUID id, String secret) {
        return Buffer.buffer(keys.seal(place(id), secret.getBytes(UTF_8)));
    }

    private static String place(UUID id) {
        return "app|secret|" + id;
    }

    private static String[] scopes(AppSettings settings) {
        return settings.scopes().stream().map(AppScope::key).toArray(String[]::new);
    }

    private static String[] purposes(AppSettings settings) {
        return settings.purposes().stream().map(Purpose::key).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static StoredApp read(Row row, TenantKeys keys) {
        UUID id = row.getUUID("id");
        Buffer secret = row.getBuffer("secret");
        return new StoredApp(
                id,
                new AppClient(row.getString("client_id"), row.getString("subject"), null),
                secret == null ? null : new String(keys.open(place(id), secret.getBytes()), UTF_8),
                former(row),
                List.of(row.getArrayOfStrings("ended")),
                new AppSettings(
                        new AppName(row.getString("name")),
                        Arrays.stream(row.getArrayOfStrings("scopes"))
                                .map(AppScope::new)
                                .toList(),
                        Arrays.stream(row.getArrayOfStrings("purposes"))
                                .map(Purpose::new)
                                .toList(),
                        row.getBoolean("enabled")),
                AppStatus.stored(row.getString("status")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static AppClient former(Row row) {
        return row.getString("former_client_id") == null
                ? null
                : new AppClient(
                        row.getString("former_client_id"),
                        row.getString("former_subject"),
                        row.getOffsetDateTime("former_until").toInstant());
    }
}
