package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.shuke.imports.RowReader.SentRow;
import dev.shuke.platform.web.BulkResult.Rejected;
import dev.shuke.platform.web.Problem.FieldError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of a file that could not be written, as a CSV with the reasons in front: mended, it can be sent in again as it
 * is, for its columns are called by their fields and the reasons are left out.
 */
final class RejectedRows {
    private final StringWriter text = new StringWriter();
    private final CsvWriter csv = CsvWriter.builder().build(text);
    private int count;

    /** Behind a mark without which spreadsheets take UTF-8 for something else. */
    static byte[] header(ImportFile file) {
        List<String> own =
                file.columns() == null ? List.of("row") : file.columns().fields();
        RejectedRows rows = new RejectedRows();
        rows.text.append('\ufeff');
        rows.csv.writeRecord(Stream.concat(Stream.of("rejected.line", "rejected.code", "rejected.reason"), own.stream())
                .toList());
        return rows.bytes();
    }

    void add(SentRow row, Rejected why) {
        String reason = why.errors() == null || why.errors().isEmpty()
                ? why.detail()
                : why.errors().stream().map(RejectedRows::text).collect(joining("; "));
        csv.writeRecord(Stream.concat(Stream.of(Long.toString(row.line()), why.code(), reason), row.cells().stream())
                .toList());
        count++;
    }

    private static String text(FieldError error) {
        return (error.pointer() == null ? "" : error.pointer() + " ") + error.detail();
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        try {
            csv.close();
            return text.toString().getBytes(UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
