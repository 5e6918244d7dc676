package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.BodyErrors;
import dev.shuke.platform.web.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a chunk. */
@ApplicationScoped
class RowReader {
    /**
     * A row as it was sent, and what it stands for or why that cannot be told.
     *
     * @param cells of a CSV; of NDJSON the line as the only one
     * @param json null when there is a refusal
     */
    record SentRow(long line, List<String> cells, byte[] json, ApiException refusal) {}

    private final ObjectMapper mapper;

    RowReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws ApiException malformed_body */
    List<String> header(Chunk first) {
        return records(first).getFirst().getFields();
    }

    /** @throws ApiException malformed_body, when the rows cannot be told apart as they were cut */
    void requireReadable(Chunk csv) {
        records(csv);
    }

    List<SentRow> csv(Chunk chunk, Columns columns) {
        return records(chunk).stream().map(row -> row(chunk, row, columns)).toList();
    }

    private static List<CsvRecord> records(Chunk chunk) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new String(chunk.content(), UTF_8))) {
            List<CsvRecord> records = reader.stream().toList();
            if (records.size() == chunk.rows()) {
                return records;
            }
            throw broken(chunk);
        } catch (CsvParseException broken) {
            throw broken(chunk);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ApiException broken(Chunk chunk) {
        return new ApiException(
                ErrorCode.MALFORMED_BODY,
                "The rows from line " + chunk.firstLine() + " of the file on are no CSV as RFC 4180 has it.");
    }

    private SentRow row(Chunk chunk, CsvRecord sent, Columns columns) {
        long line = chunk.firstLine() + sent.getStartingLineNumber() - 1;
        try {
            byte[] json = mapper.writeValueAsBytes(columns.json(sent.getFields()));
            return new SentRow(line, sent.getFields(), json, null);
        } catch (ApiException refusal) {
            return new SentRow(line, sent.getFields(), null, refusal);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers have a JSON form", impossible);
        }
    }

    List<SentRow> ndjson(Chunk chunk) {
        List<SentRow> rows = new ArrayList<>();
        long line = chunk.firstLine();
        for (String text : new String(chunk.content(), UTF_8).split("\n", -1)) {
            if (!text.matches("[ \\t\\r]*")) {
                rows.add(row(line, text.strip()));
            }
            line++;
        }
        return rows;
    }

    /** Looked at here already, for what is no JSON would spoil its neighbours. */
    private SentRow row(long line, String text) {
        byte[] json = text.getBytes(UTF_8);
        try {
            JsonNode read = mapper.readTree(json);
            return read.isObject()
                    ? new SentRow(line, List.of(text), json, null)
                    : new SentRow(line, List.of(text), null, ApiException.invalid("", "must be an object"));
        } catch (JsonProcessingException unreadable) {
            return new SentRow(line, List.of(text), null, BodyErrors.of(unreadable));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
