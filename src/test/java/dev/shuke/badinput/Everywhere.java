package dev.shuke.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What no operation with a body may take, whatever the body is about. */
final class Everywhere {
    private static final Expected UNREADABLE = Expected.of(400, "malformed_body", null);
    private static final Expected UNREADABLE_OR_INVALID = new Expected(Set.of(400, 422), null, null);

    private Everywhere() {}

    record Bad(Expected expected, byte[] body) {}

    /** Bodies by what is wrong with them, made from a valid one. */
    static Map<String, Bad> bodies(String valid) {
        Map<String, Bad> bad = new LinkedHashMap<>();
        bad.put("empty", new Bad(UNREADABLE_OR_INVALID, new byte[0]));
        bad.put("white space", new Bad(UNREADABLE_OR_INVALID, " \n\t ".getBytes(UTF_8)));
        Map.of(
                        "cut in the middle",
                        valid.substring(0, valid.length() / 2),
                        "cut at the end",
                        valid.substring(0, valid.length() - 1),
                        "text behind",
                        valid + " CANARY",
                        "two documents",
                        valid + valid,
                        "a form",
                        "a=CANARY&b=2",
                        "XML",
                        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY c SYSTEM 'file:///etc/passwd'>]><x>&c;</x>",
                        "NaN",
                        "NaN")
                .forEach((name, text) -> bad.put(name, new Bad(UNREADABLE, text.getBytes(UTF_8))));
        bad.put("too deep", new Bad(UNREADABLE_OR_INVALID, ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(UTF_8)));
        bad.put("a NUL byte", new Bad(UNREADABLE, (valid.substring(0, 1) + '\0' + valid.substring(1)).getBytes(UTF_8)));
        bad.put("a byte order mark", new Bad(UNREADABLE, ("\ufeff" + valid).getBytes(UTF_8)));
        bad.put("UTF-16LE", new Bad(UNREADABLE, valid.getBytes(UTF_16LE)));
        bad.put("UTF-16BE", new Bad(UNREADABLE, valid.getBytes(UTF_16BE)));
        bad.put("UTF-16 with a mark", new Bad(UNREADABLE, ("\ufeff" + valid).getBytes(UTF_16BE)));
        bad.put("UTF-32", new Bad(UNREADABLE, valid.getBytes(Charset.forName("UTF-32BE"))));
        bad.put("broken UTF-32", new Bad(UNREADABLE, new byte[] {0, 0, 0, '{', 127, 127, 127, 127}));
        bad.put("Latin-1", new Bad(UNREADABLE, "{\"a\":\"café\"}".getBytes(ISO_8859_1)));
        bad.put("a stray continuation byte", new Bad(UNREADABLE, around("{\"a\":\"", 0x80, "\"}")));
        bad.put("overlong UTF-8", new Bad(UNREADABLE, around("{\"a\":\"", 0xc0, 0xaf, "\"}")));
        bad.put("a surrogate in UTF-8", new Bad(UNREADABLE, around("{\"a\":\"", 0xed, 0xa0, 0x80, "\"}")));
        bad.put("beyond Unicode", new Bad(UNREADABLE, around("{\"a\":\"", 0xf5, 0x80, 0x80, 0x80, "\"}")));
        bad.put("random bytes", new Bad(UNREADABLE, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}));
        return bad;
    }

    private static byte[] around(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                bytes.writeBytes(text.getBytes(UTF_8));
            } else {
                bytes.write((Integer) part);
            }
        }
        return bytes.toByteArray();
    }
}
