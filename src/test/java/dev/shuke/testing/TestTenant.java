package dev.shuke.testing;

import static org.hamcrest.Matchers.oneOf;

import dev.shuke.localstack.LocalStack;
import dev.shuke.platform.tenancy.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/** A tenant of a test's own, entered into the list as the platform role does, without Keycloak. */
public record TestTenant(UUID id, String slug, String zone, String currency) {
    /** See {@link #purpose}. */
    public static final String MARKETING = "marketing.post";

    private static final String SUPERUSER = "postgres";
    private static final KeptConnections AS_SUPERUSER = new KeptConnections(() -> signIn(SUPERUSER));
    private static final KeptConnections AS_APP = new KeptConnections(() -> signIn("shuke_app"));
    private static final KeptConnections AS_PLATFORM = new KeptConnections(() -> signIn("shuke_platform"));

    /** Where no day ends while a test counts by days. */
    public static ZoneId zoneAtNoon() {
        int ahead = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead)); // POSIX counts to the west
    }

    public static TestTenant create(String zone, String currency) {
        try (Connection connection = AS_PLATFORM.take()) {
            return create(connection, zone, currency);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In another database than that of {@link LocalStack#forTests}. */
    public static TestTenant create(Connection connection, String zone, String currency) throws SQLException {
        UUID id = UUID.randomUUID();
        TestTenant tenant = new TestTenant(id, "t" + id.toString().replace("-", ""), zone, currency);
        try (PreparedStatement insert = connection.prepareStatement("""
            insert into tenant (tenant_id, slug, name, status, timezone, currency, created_at, updated_at)
            values (?, ?, 'Test', 'active', ?, ?, now(), now())
            """)) {
            insert.setObject(1, id);
            insert.setString(2, tenant.slug());
            insert.setString(3, zone);
            insert.setString(4, currency);
            insert.executeUpdate();
            return tenant;
        }
    }

    public String staff(String role) {
        return Tokens.staff(slug, role);
    }

    /**
     * What a role uses data for, where a test is not about that: of marketing one that the merchant has for it, by
     * interest, so that everybody is in who has not objected.
     */
    public String purpose(String role) {
        return switch (role) {
            case "marketing" -> marketing();
            case "analyst" -> "analytics";
            default -> "service";
        };
    }

    private String marketing() {
        if (sql("select key from purpose where %T and key = '" + MARKETING + "'")
                .isEmpty()) {
            ApiCall.as(staff("owner"))
                    .body("{\"name\":{\"en\":\"Post\"},\"basis\":\"interest\"}")
                    .put("/v1/purposes/" + MARKETING)
                    .then()
                    .statusCode(oneOf(200, 201));
        }
        return MARKETING;
    }

    /**
     * Enters the app that has the subject of {@link #app}, as if it had been made and Keycloak had followed: without it
     * no app was granted any purpose.
     */
    public TestTenant grantingApp(String... purposes) {
        sql("""
                insert into app (tenant_id, id, client_id, name, scopes, purposes, enabled, status, version, subject,
                  ended, created_at, updated_at)
                select tenant_id, '%s', 'granted-' || slug, 'Granted', '{}', '{%s}', true, 'active', 1, 'app-' || slug,
                  '{}', now(), now()
                from tenant where %%T""".formatted(Ids.next(), String.join(",", purposes)));
        return this;
    }

    public String app(String... scopes) {
        return Tokens.app(slug, scopes);
    }

    /**
     * Enters of the staff and apps that were made over HTTP what Keycloak would have answered: the tests' Keycloak is
     * away. They get the subjects of {@link #staff}, of each one's first role, and {@link #app}, so that the tests have
     * their tokens.
     */
    public void keycloakHasFollowed() {
        followed("""
                update staff set status = 'active', subject = 'staff-{' || ? || '=' || roles[1] || '}'
                where tenant_id = ? and status = 'pending'
                """);
        followed("""
                update app set status = 'active', secret = null, subject = 'app-' || ?
                where tenant_id = ? and status = 'pending'
                """);
    }

    /** Long work under way that no runner knows, so that it stays as it is. */
    public UUID plantJob() {
        UUID job = Ids.next();
        try (Connection connection = connect(SUPERUSER);
                PreparedStatement insert = connection.prepareStatement("""
                insert into job (tenant_id, id, kind, state, done, total, checkpoint, created_by, started_at)
                values (?, ?, 'planted', 'running', 3, 9, '{}', 'nobody', now() - interval '1 minute')
                """)) {
            insert.setObject(1, id);
            insert.setObject(2, job);
            insert.executeUpdate();
            return job;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What jobs have put off of the tenant's they do now, but for its deletion. */
    public static void dueNow(String slug) {
        run("""
                update jobs.due set at = now() where kind <> 'tenant.deletion'
                  and tenant_id = (select tenant_id from tenant where slug = '%s')""".formatted(slug));
    }

    /** As the superuser, one statement. */
    public static void run(String sql) {
        try (Connection connection = connect(SUPERUSER);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void followed(String sql) {
        try (Connection connection = connect(SUPERUSER);
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, slug);
            update.setObject(2, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * As the superuser.
     *
     * @param sql in which {@code %T} stands for the condition that a row is this tenant's
     * @return the first column of what it answers
     */
    public List<String> sql(String sql) {
        try (Connection superuser = connect(SUPERUSER);
                Statement statement = superuser.createStatement()) {
            List<String> found = new ArrayList<>();
            if (statement.execute(sql.replace("%T", "tenant_id = '" + id + "'"))) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As one of the roles that may log in: shuke_app, shuke_platform, shuke_jobs, shuke_migrator, or postgres. */
    public static Connection connect(String role) {
        try {
            return switch (role) {
                case SUPERUSER -> AS_SUPERUSER.take();
                case "shuke_app" -> AS_APP.take();
                default -> signIn(role);
            };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection signIn(String role) throws SQLException {
        LocalStack stack = LocalStack.forTests();
        String password = switch (role) {
            case "shuke_app" -> stack.environment().get("SHUKE_DB_APP_PASSWORD");
            case "shuke_platform" -> stack.environment().get("SHUKE_DB_PLATFORM_PASSWORD");
            case "shuke_jobs" -> stack.environment().get("SHUKE_DB_JOBS_PASSWORD");
            case "shuke_migrator" -> stack.environment().get("SHUKE_DB_MIGRATOR_PASSWORD");
            default -> stack.superuserPassword();
        };
        // not by DriverManager: it knows the drivers of the first application only that a JVM of tests starts
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        return new Driver().connect("jdbc:" + stack.databaseUrl(), login);
    }
}
