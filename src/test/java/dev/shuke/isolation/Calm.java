package dev.shuke.isolation;

import dev.shuke.localstack.Poll;
import dev.shuke.testing.TestTenant;
import java.time.Duration;

/** What follows an event a second later would change rows while an attack is watched: it does not come. */
final class Calm {
    private Calm() {}

    static void keep(TestTenant tenant) {
        Poll.until("calm", Duration.ofMinutes(1), () -> {
            tenant.sql("delete from jobs.due where kind = 'metric.habits' and not picked and %T");
            return tenant.sql("select 1 from jobs.due where kind = 'metric.habits' and %T")
                    .isEmpty();
        });
    }
}
