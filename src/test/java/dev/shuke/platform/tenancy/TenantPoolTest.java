package dev.shuke.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants share connections and never meet on one, whatever goes wrong on it. */
class TenantPoolTest {
    private static final long SEED = 20261121;
    /** With a pool that is known to keep connections for ever. */
    private static final int SHORT_PATIENCE = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tenantsDoNotMeet(int size) throws InterruptedException {
        try (PoolStorm storm = new PoolStorm(size, UnaryOperator.identity())) {
            assertThat(storm.run(3_000, 0, SEED)).isEmpty();
            assertThat(storm.ledger().outcomes())
                    .allSatisfy((kind, ended) ->
                            assertThat(ended.get()).as(kind.name()).isPositive());
            assertThat(storm.inspector().stillOut()).isZero();
            assertThat(storm.turns().lent()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tenantsDoNotMeetWhenConnectionsAreCut(int size) throws InterruptedException {
        try (PoolStorm storm = new PoolStorm(size, UnaryOperator.identity())) {
            assertThat(storm.run(1_000, 40, SEED)).isEmpty();
            assertThat(storm.ledger().cut()).isPositive();
            assertThat(storm.turns().lent()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFaultyPoolIsFoundOut(PoolFault fault) throws InterruptedException {
        try (PoolStorm storm = new PoolStorm(2, fault::over, SHORT_PATIENCE)) {
            assertThat(storm.run(400, 0, SEED)).isNotEmpty();
        }
    }
}
