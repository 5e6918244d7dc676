package dev.shuke.demo;

import static java.util.stream.Collectors.toMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * The invoices of the UCI Online Retail data set. Kept as orders: lines with quantity and price above zero whose invoice
 * is no cancellation. Kept as refunds: lines of cancellations with a quantity below zero and a price above zero.
 *
 * @param products their names by sku
 * @param customers everybody in the data, those without any invoice kept included
 * @param invoices in the order of their time
 */
public record OnlineRetail(Map<String, String> products, List<String> customers, List<Invoice> invoices) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /**
     * An order, or the cancellation of one.
     *
     * @param time local time of the shop: that of the earliest line kept
     */
    public record Invoice(String number, String customer, LocalDateTime time, boolean refund, List<Line> lines) {
        /** Pence, rounded half up once for the whole invoice. */
        public long amount() {
            return pence(lines.stream()
                    .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    /**
     * @param quantity above zero, for refunds too
     * @param price pounds for one piece
     */
    public record Line(String sku, String name, int quantity, BigDecimal price) {}

    static long pence(BigDecimal pounds) {
        return pounds.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Read once: half a million lines take a second. */
    private static final class Data {
        private static final OnlineRetail READ = readLines();
    }

    public static OnlineRetail read() {
        return Data.READ;
    }

    private static OnlineRetail readLines() {
        Map<String, String> names = records("online_retail_products.csv.gz").stream()
                .collect(toMap(row -> row.getField("StockCode"), row -> row.getField("Description")));
        TreeSet<String> customers = new TreeSet<>();
        Map<String, Invoice> invoices = new LinkedHashMap<>();
        for (NamedCsvRecord row : records("online_retail_lines.csv.gz")) {
            customers.add(row.getField("CustomerID"));
            add(row, names, invoices);
        }
        return new OnlineRetail(
                names,
                List.copyOf(customers),
                invoices.values().stream()
                        .sorted(Comparator.comparing(Invoice::time).thenComparing(Invoice::number))
                        .toList());
    }

    private static void add(NamedCsvRecord row, Map<String, String> names, Map<String, Invoice> invoices) {
        int quantity = Integer.parseInt(row.getField("Quantity"));
        BigDecimal price = new BigDecimal(row.getField("UnitPrice"));
        String number = row.getField("InvoiceNo");
        boolean refund = number.startsWith("C");
        if (quantity == 0 || quantity < 0 != refund || price.signum() <= 0) {
            return;
        }
        String sku = row.getField("StockCode");
        Line line = new Line(sku, names.get(sku), Math.abs(quantity), price);
        LocalDateTime time = LocalDateTime.parse(row.getField("InvoiceDate"), TIME);
        invoices.merge(
                number,
                new Invoice(number, row.getField("CustomerID"), time, refund, new ArrayList<>(List.of(line))),
                OnlineRetail::joined);
    }

    private static Invoice joined(Invoice invoice, Invoice next) {
        invoice.lines().addAll(next.lines());
        LocalDateTime earliest = next.time().isBefore(invoice.time()) ? next.time() : invoice.time();
        return new Invoice(invoice.number(), invoice.customer(), earliest, invoice.refund(), invoice.lines());
    }

    private static List<NamedCsvRecord> records(String file) {
        try (Reader reader = new InputStreamReader(
                        new GZIPInputStream(OnlineRetail.class.getResourceAsStream("/demo/" + file)),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
