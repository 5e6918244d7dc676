package dev.shuke.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/** A model of each kind in use, and scores by them: by SQL, since nobody learns from a member or two. */
public final class PlantedScores {
    private PlantedScores() {}

    /** Under this version, and the one of churn before it; for everybody the tenant has. */
    public static void plant(UUID tenant, int version) {
        TestTenant.run("""
                insert into score_model
                select '%s', kind, %d, 'in_use', null, now(), current_date, 60, 8654, m->'parameters', m->'backTest'
                from jsonb_each($models$%s$models$::jsonb) as planted (kind, m)
                """.formatted(tenant, version, models()));
        TestTenant.run("""
                insert into member_score
                select tenant_id, member_id, now(), %2$d, 250000, 0, 620000, %2$d, 0.62,
                  '{0.1,0.4,-0.2,0,0,0,0,0,0.3,0,0}', %2$d, current_date + 9
                from member_metric where tenant_id = '%1$s'
                """.formatted(tenant, version));
        TestTenant.run("""
                insert into member_replenishment
                select tenant_id, member_id, 'T-7', now() + interval '3 days', now() - interval '11 days'
                from member_metric where tenant_id = '%s'
                """.formatted(tenant));
    }

    private static String models() {
        try (InputStream file = PlantedScores.class.getResourceAsStream("/score/planted_models.json")) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
