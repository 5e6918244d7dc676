package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.testing.Seed;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** However a file arrives, its chunks are its rows, all of them and in their order. */
class RowCutterTest {
    private static final List<String> CELLS = List.of(
            "",
            "plain",
            "with, comma",
            "with \"quotes\"",
            "two\nlines",
            "two\r\nlines",
            "\"",
            "张三丰",
            "（wide",
            " ",
            "\n");

    private static List<Chunk> cut(ImportFormat format, byte[] file, Random random) {
        RowCutter cutter = new RowCutter(format);
        List<Chunk> chunks = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            int end = Math.min(file.length, at + 1 + random.nextInt(700));
            chunks.addAll(cutter.add(Arrays.copyOfRange(file, at, end)));
            at = end;
        }
        chunks.addAll(cutter.end());
        return chunks;
    }

    private static List<List<String>> records(String csv) {
        return CsvReader.builder().ofCsvRecord(csv).stream()
                .map(row -> row.getFields())
                .toList();
    }

    @RepeatedTest(20)
    void chunksOfACsvHoldItsRowsAndKnowTheirLines(RepetitionInfo repetition) throws IOException {
        long seed = Seed.take() + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        IntStream.range(0, 1 + random.nextInt(1_300))
                .forEach(row -> csv.writeRecord("row " + row, any(random), any(random), any(random)));
        csv.close();
        String whole = (random.nextBoolean() ? "" : "\ufeff")
                + (random.nextBoolean() ? text.toString() : text.toString().replaceAll("\r\n\\z", ""));
        List<Chunk> chunks = cut(ImportFormat.CSV, whole.getBytes(UTF_8), random);
        String plain = whole.replaceFirst("^\ufeff", "");
        assertThat(chunks.stream().flatMap(chunk -> records(new String(chunk.content(), UTF_8)).stream()))
                .as("seed " + seed)
                .containsExactlyElementsOf(records(plain));
        assertThat(chunks.getFirst().rows()).isEqualTo(1);
        for (Chunk chunk : chunks) {
            String before = plain.lines().limit(chunk.firstLine() - 1).reduce("", (a, b) -> a + b + "\n");
            assertThat(records(new String(chunk.content(), UTF_8))).hasSize(chunk.rows());
            assertThat(chunk.rows()).isLessThanOrEqualTo(RowCutter.MAX_ROWS);
            assertThat(plain.replace("\r\n", "\n"))
                    .startsWith(before + new String(chunk.content(), UTF_8).replace("\r\n", "\n"));
        }
    }

    private static String any(Random random) {
        return CELLS.get(random.nextInt(CELLS.size()));
    }

    @Test
    void linesAreCountedAndEmptyOnesAreNoRows() {
        List<Chunk> chunks = cut(ImportFormat.NDJSON, "\n{\"a\":1}\n \t\r\n{\"a\":2}".getBytes(UTF_8), new Random(1));
        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().rows()).isEqualTo(2);
        assertThat(chunks.getFirst().firstLine()).isEqualTo(1);
        assertThat(cut(ImportFormat.NDJSON, "\n \n".getBytes(UTF_8), new Random(1)))
                .isEmpty();
        String many = "{}\n".repeat(1_001);
        assertThat(cut(ImportFormat.NDJSON, many.getBytes(UTF_8), new Random(1)))
                .extracting(Chunk::firstLine)
                .containsExactly(1L, 501L, 1_001L);
    }

    @Test
    void whatIsWrongIsToldByItsLine() {
        assertFault("a,b\n1,\"2\n3", "Line 2 .*opens a quote.*");
        assertFault("a,b\n1,\"2\"3\n", "Line 2 .*behind a closing quote.*");
        assertFault("a,b\n1,2\n1\r2,3\n", "Line 3 .*carriage return alone.*");
        assertFault("a,b\n1,\u0000\n", "Line 2 .*NUL.*");
        assertFault("a,b\n1,2\n3," + "x".repeat(RowCutter.MAX_ROW_BYTES), "Line 3 .*256 KiB.*");
        byte[] latin = "a,b\n1,2\n\n1,\u00e9\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> cut(ImportFormat.CSV, latin, new Random(1))).hasMessageMatching("Line 4 .*UTF-8.*");
    }

    private static void assertFault(String file, String message) {
        assertThatThrownBy(() -> cut(ImportFormat.CSV, file.getBytes(UTF_8), new Random(1)))
                .hasMessageMatching(message);
    }
}
