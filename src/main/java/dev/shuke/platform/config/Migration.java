package dev.shuke.platform.config;

import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date as {@code shuke_migrator}, the only role that may change it. Runs before the API and
 * apart from it: the serving process never holds that role's password.
 */
public final class Migration {
    private Migration() {}

    /**
     * @param url the database, {@code postgresql://host:port/name}
     * @param password of the role {@code shuke_migrator}
     * @return how many migrations were applied
     */
    public static int run(String url, String password) {
        return Flyway.configure()
                .dataSource("jdbc:" + url, "shuke_migrator", password)
                .locations("classpath:db/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
