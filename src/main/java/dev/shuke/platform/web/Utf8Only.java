package dev.shuke.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * JSON is UTF-8 without a byte order mark (RFC 8259). The parser by itself would guess UTF-16 and UTF-32, and would turn
 * some broken UTF-8 into lone surrogates.
 */
class Utf8Only extends InputDecorator {
    private static final long serialVersionUID = 1L;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int CHUNK = 8_192;

    /** Said of bytes that are no UTF-8 text. */
    static final class NotUtf8 extends JsonParseException {
        private static final long serialVersionUID = 1L;

        NotUtf8() {
            super(null, "not UTF-8");
        }
    }

    @Override
    public InputStream decorate(IOContext context, InputStream bytes) throws IOException {
        byte[] all = bytes.readAllBytes();
        require(all, 0, all.length);
        return new ByteArrayInputStream(all);
    }

    /** Null says that the bytes themselves may be read. */
    @Override
    public InputStream decorate(IOContext context, byte[] bytes, int offset, int length) throws IOException {
        require(bytes, offset, length);
        return null;
    }

    @Override
    public Reader decorate(IOContext context, Reader text) {
        return text;
    }

    private static void require(byte[] bytes, int offset, int length) throws NotUtf8 {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        boolean start = true;
        CoderResult result;
        do {
            result = decoder.decode(in, out.clear(), true);
            if (result.isError() || start && startsBadly(out)) {
                throw new NotUtf8();
            }
            start = false;
        } while (result.isOverflow());
    }

    /** With a mark, or as UTF-16 and UTF-32 start, of which every second byte is a NUL. */
    private static boolean startsBadly(CharBuffer text) {
        return text.position() > 0 && (text.get(0) == BYTE_ORDER_MARK || text.get(0) == 0)
                || text.position() > 1 && text.get(1) == 0;
    }
}
