package dev.shuke.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shuke.demo.OnlineRetail.Invoice;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures that the data's own description gives. */
class OnlineRetailTest {
    private final OnlineRetail data = OnlineRetail.read();

    @Test
    void hasThePublishedTotals() {
        assertThat(data.customers()).hasSize(4_372);
        assertThat(invoices(false)).hasSize(18_532);
        assertThat(invoices(false).stream().mapToLong(Invoice::amount).sum()).isEqualTo(891_140_790);
        assertThat(invoices(true)).hasSize(3_654);
        assertThat(invoices(true).stream().mapToLong(Invoice::amount).sum()).isEqualTo(61_134_209);
    }

    @Test
    void datesMoveByWholeLocalDaysAcrossDaylightSaving() {
        LocalDate today = LocalDate.of(2026, 6, 15);
        var last = data.invoices().getLast();
        String moved = DemoEvents.endingBefore(today)
                .batch(List.of(last))
                .get(0)
                .get("occurredAt")
                .asText();
        assertThat(last.time()).isEqualTo("2011-12-09T12:50");
        assertThat(moved).isEqualTo("2026-06-14T11:50:00Z");
    }

    /** Counted apart from it, by the rule in the data's README.md. */
    @Test
    void consentsAreWhatTheRuleSays() {
        List<String> lines = new DemoConsents(
                        DemoEvents.endingBefore(LocalDate.of(2026, 6, 15)).days())
                .lines(data.customers())
                .toList();
        assertThat(lines).hasSize(13_159);
        assertThat(lines.stream().filter(line -> line.contains("\"marketing.channel.sms\",\"action\":\"refused\"")))
                .hasSize(877);
        assertThat(lines.stream().filter(line -> line.contains("\"action\":\"withdrawn\"")))
                .hasSize(441 + 451 + 442)
                .allMatch(line -> line.contains("2026-03-07T00:00:00Z"));
    }

    private List<Invoice> invoices(boolean refund) {
        return data.invoices().stream()
                .filter(invoice -> invoice.refund() == refund)
                .toList();
    }
}
