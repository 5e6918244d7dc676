package dev.shuke.testing;

import java.util.UUID;

/** An experiment that runs since long, and that nobody has seen: by SQL, without all that makes one. */
public final class PlantedResults {
    private PlantedResults() {}

    public static UUID plant(UUID tenant) {
        UUID id = UUID.randomUUID();
        TestTenant.run("""
                insert into experiment (tenant_id, id, key, state, unit, purpose, definition, salt, version, started_at,
                  created_at, updated_at)
                values ('%s', '%s', 'measured', 'running', 'member', 'service', '{"key":"measured","name":"Measured",
                  "unit":"member","purpose":"service","traffic":1.0,
                  "variants":[{"key":"a","weight":1,"testers":[]},{"key":"b","weight":1,"testers":[]}],
                  "metrics":[{"key":"conversion","type":"proportion","event":"order.paid","role":"primary"}],
                  "plan":{"kind":"fixed","alpha":0.05,"power":0.8}}', 'measured', 1, '2026-01-01T00:00:00Z',
                  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
                """.formatted(tenant, id));
        return id;
    }
}
