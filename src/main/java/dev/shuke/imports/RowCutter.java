package dev.shuke.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file that arrives in pieces into chunks of whole rows. It knows of the format no more than where a row ends:
 * in NDJSON at every line, in CSV (RFC 4180) at those that stand in no quotes. Of a file it keeps the chunk that is not
 * full yet.
 */
final class RowCutter {
    /** Some whole rows, the first of which begins in this line of the file. */
    record Chunk(long firstLine, int rows, byte[] content) {}

    /** Of CSV: where in a row the next byte stands. */
    private enum Place {
        FIELD_START,
        PLAIN,
        QUOTED,
        /** Behind a quote that ends the field, unless another one follows. */
        QUOTE_END,
        CARRIAGE_RETURN
    }

    static final int MAX_ROWS = 500;
    static final int MAX_ROW_BYTES = 256 * 1024;
    private static final int FULL = 512 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final boolean csv;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<Chunk> full = new ArrayList<>();
    private Place place = Place.FIELD_START;
    private int mark;
    private long line = 1;
    private long firstLine = 1;
    private long rowLine = 1;
    private int rows;
    private int rowBytes;
    private boolean blank = true;
    /** Of CSV, the first row tells the columns and is a chunk by itself. */
    private boolean header;

    RowCutter(ImportFormat format) {
        this.csv = format == ImportFormat.CSV;
        this.header = csv;
    }

    /**
     * @return what is full now
     * @throws ApiException malformed_body, naming the line
     */
    List<Chunk> add(byte[] piece) {
        for (byte next : piece) {
            if (mark < BYTE_ORDER_MARK.length) {
                begin(next);
            } else {
                add(next);
            }
        }
        return taken();
    }

    /** What is left, the last line with or without an end of its own. */
    List<Chunk> end() {
        if (place == Place.QUOTED) {
            throw fault(rowLine, "opens a quote that nothing closes");
        }
        if (place == Place.CARRIAGE_RETURN) {
            throw fault(line, "ends with a carriage return alone: end lines with LF or CRLF");
        }
        if (!blank) {
            rows++;
        }
        cut();
        return taken();
    }

    /** A byte order mark is no part of the first row; what only begins like one is. */
    private void begin(byte next) {
        if (next == BYTE_ORDER_MARK[mark]) {
            mark++;
            return;
        }
        int held = mark;
        mark = BYTE_ORDER_MARK.length;
        for (int i = 0; i < held; i++) {
            add(BYTE_ORDER_MARK[i]);
        }
        add(next);
    }

    private void add(byte next) {
        if (++rowBytes > MAX_ROW_BYTES) {
            throw fault(rowLine, "begins a row of more than 256 KiB" + (csv ? ": is a quote not closed?" : ""));
        }
        if (next == 0) {
            throw fault(line, "has a NUL byte: send UTF-8");
        }
        content.write(next);
        boolean endsRow = csv ? endsCsvRow(next) : next == '\n';
        if (next == '\n') {
            line++;
        }
        if (endsRow) {
            endLine();
        } else {
            blank &= next == '\r' || !csv && (next == ' ' || next == '\t');
        }
    }

    private boolean endsCsvRow(byte next) {
        place = switch (place) {
            case FIELD_START -> next == '"' ? Place.QUOTED : plain(next);
            case PLAIN -> plain(next);
            case QUOTED -> next == '"' ? Place.QUOTE_END : Place.QUOTED;
            case QUOTE_END -> behindQuote(next);
            case CARRIAGE_RETURN -> behindReturn(next);
        };
        return next == '\n' && place == Place.FIELD_START;
    }

    private static Place plain(byte next) {
        return switch (next) {
            case ',', '\n' -> Place.FIELD_START;
            case '\r' -> Place.CARRIAGE_RETURN;
            default -> Place.PLAIN;
        };
    }

    private Place behindQuote(byte next) {
        if (next != '"' && next != ',' && next != '\n' && next != '\r') {
            throw fault(line, "has text behind a closing quote: write a quote within quotes twice");
        }
        return next == '"' ? Place.QUOTED : plain(next);
    }

    private Place behindReturn(byte next) {
        if (next != '\n') {
            throw fault(line, "has a carriage return alone: end lines with LF or CRLF");
        }
        return Place.FIELD_START;
    }

    /** An empty line is no row, though it counts as a line. */
    private void endLine() {
        if (!blank) {
            rows++;
        }
        blank = true;
        rowBytes = 0;
        rowLine = line;
        if (header && rows == 1 || rows == MAX_ROWS || content.size() >= FULL) {
            header = false;
            cut();
        }
    }

    private void cut() {
        if (rows > 0) {
            full.add(new Chunk(firstLine, rows, utf8(content.toByteArray())));
        }
        content.reset();
        rows = 0;
        firstLine = line;
    }

    /** Chunks end with lines, and no character of UTF-8 reaches over the end of one. */
    private byte[] utf8(byte[] text) {
        ByteBuffer unread = ByteBuffer.wrap(text);
        try {
            UTF_8.newDecoder().decode(unread);
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw fault(lineAt(text, unread.position()), "is not UTF-8: save the file as UTF-8");
        }
    }

    private long lineAt(byte[] text, int position) {
        long at = firstLine;
        for (int i = 0; i < position; i++) {
            at += text[i] == '\n' ? 1 : 0;
        }
        return at;
    }

    private List<Chunk> taken() {
        List<Chunk> taken = List.copyOf(full);
        full.clear();
        return taken;
    }

    private static ApiException fault(long line, String what) {
        return new ApiException(ErrorCode.MALFORMED_BODY, "Line " + line + " of the file " + what + ".");
    }
}
