package dev.shuke.privacyrequest;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of what a member is given: every section as JSON and as CSV, and an index that people can read. */
final class CopyArchive {
    private static final String INDEX = """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>您的数据 · Your data</title></head><body>
            <h1>您的数据 · Your data</h1>
            <p>这里是我们保存的与您有关的全部数据。每一部分都有 JSON（完整）与 CSV（可用表格软件打开）两种格式。</p>
            <p>This is everything that is held about you. Each part comes as JSON, complete, and as CSV for spreadsheets.</p>
            <table border="1" cellpadding="6"><tr><th>内容</th><th>What</th><th>文件 · Files</th><th>条数 · Rows</th></tr>
            %s</table></body></html>
            """;
    private static final String ROW = """
            <tr><td>%1$s</td><td>%2$s</td><td><a href="%3$s.json">%3$s.json</a> <a href="%3$s.csv">%3$s.csv</a></td><td>%4$d</td></tr>
            """;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8);
    private final List<String> index = new ArrayList<>();
    private int rows;

    /**
     * Adds some rows, or tells that there are none.
     *
     * @param name of the files, without what they end with; used once
     */
    CopyArchive add(String name, String chinese, String english, List<JsonObject> section) {
        write(name + ".json", new JsonArray(section).encodePrettily().getBytes(UTF_8));
        write(name + ".csv", csv(section));
        index.add(ROW.formatted(chinese, english, name, section.size()));
        rows += section.size();
        return this;
    }

    int rows() {
        return rows;
    }

    byte[] end() {
        write("index.html", INDEX.formatted(String.join("", index)).getBytes(UTF_8));
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void write(String name, byte[] content) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A column for each name that any row has; what is no single value is its JSON. Behind the mark that spreadsheets need. */
    private static byte[] csv(List<JsonObject> section) {
        Set<String> columns = new LinkedHashSet<>();
        section.forEach(row -> columns.addAll(row.fieldNames()));
        StringWriter text = new StringWriter().append('\ufeff');
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(columns);
            section.forEach(row -> csv.writeRecord(
                    columns.stream().map(column -> cell(row.getValue(column))).toList()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(UTF_8);
    }

    private static String cell(Object value) {
        return value == null ? "" : value.toString();
    }
}
