package dev.shuke.imports;

import dev.shuke.imports.RowCutter.Chunk;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** A file on its way in: what has arrived of it, and what its first line says. */
final class Reception {
    private final ImportKind kind;
    private final ImportFormat format;
    private final List<String> mapping;
    private final RowReader reader;
    private final RowCutter cutter;
    private Columns columns;
    private int chunks;
    private long rows;

    Reception(ImportKind kind, ImportFormat format, List<String> mapping, RowReader reader) {
        this.kind = kind;
        this.format = format;
        this.mapping = mapping;
        this.reader = reader;
        this.cutter = new RowCutter(format);
    }

    /**
     * @return chunks of rows that are to be kept
     * @throws ApiException malformed_body, validation_failed: of the file as a whole
     */
    List<Chunk> take(byte[] piece) {
        return kept(cutter.add(piece));
    }

    /** The rest. */
    List<Chunk> end() {
        List<Chunk> rest = kept(cutter.end());
        if (rows == 0 && rest.isEmpty()) {
            throw new ApiException(ErrorCode.VALIDATION_FAILED, "The file has no rows.");
        }
        return rest;
    }

    private List<Chunk> kept(List<Chunk> cut) {
        List<Chunk> kept = new ArrayList<>();
        for (Chunk chunk : cut) {
            if (format == ImportFormat.CSV && columns == null) {
                columns = Columns.of(kind, reader.header(chunk), mapping);
            } else {
                if (format == ImportFormat.CSV) {
                    reader.requireReadable(chunk);
                }
                kept.add(chunk);
            }
        }
        return kept;
    }

    /** Counts a chunk that is kept now, and says which it is, from 1. */
    int number(Chunk chunk) {
        rows += chunk.rows();
        return ++chunks;
    }

    int chunks() {
        return chunks;
    }

    long rows() {
        return rows;
    }

    /** Null for a format that has none. */
    String[] columns() {
        return columns == null ? null : columns.fields().toArray(String[]::new);
    }
}
