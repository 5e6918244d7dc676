package dev.shuke.platform.tenancy;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The door to the queue of jobs, under a role that sees nothing else. By JDBC, which is what db-scheduler speaks; so it
 * blocks, and is for the threads of jobs alone. Each statement is its own transaction.
 */
@Singleton
public class JobsDb {
    private static final int CONNECTIONS = 4;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final String TAKEN = "23505";

    private final HikariDataSource pool;

    JobsDb(
            @ConfigProperty(name = "shuke.db.url") String url,
            @ConfigProperty(name = "shuke.db.jobs-password") Optional<String> password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("jobs");
        config.setDataSource(source("jdbc:" + url, password.orElse("")));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(-1); // the database may come up later than we do
        pool = new HikariDataSource(config);
    }

    /** Named, not looked up: the drivers that DriverManager knows are those of whichever class loader came first. */
    private static PGSimpleDataSource source(String url, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser("shuke_jobs");
        source.setPassword(password);
        return source;
    }

    /** Of a scheduler over the queue, which knows no time zones but UTC and asks nothing of the database as it is built. */
    public SchedulerBuilder scheduler(List<Task<?>> tasks) {
        return new SchedulerBuilder(pool, tasks)
                .tableName("jobs.task")
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, true));
    }

    /** False when a unique index kept the statement from what it would have written. */
    public boolean updateUnlessTaken(String sql, Object... arguments) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
            return true;
        } catch (SQLException e) {
            if (TAKEN.equals(e.getSQLState())) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        pool.close();
    }
}
