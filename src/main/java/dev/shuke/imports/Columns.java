package dev.shuke.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.Problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in each column of a CSV: a field of the JSON that the row stands for, {@code profile.city}; an identity of
 * a kind, {@code identities.phone}, {@code identities.external@erp} where the kind has an issuer; an own property,
 * {@code attributes.points:number}; or nothing to be read, {@code -}.
 */
record Columns(ImportKind kind, List<String> fields) {
    private static final int MAX_COLUMNS = 200;
    private static final String SKIPPED = "-";
    private static final String IDENTITIES = "identities.";
    /** Of a file of rejected rows that is sent in again. */
    private static final String REJECTED = "rejected.";

    private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z_]*(\\.[a-z][A-Za-z0-9_]*)?(:number|:boolean)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * @param header the first row of the file
     * @param mapping what columns are called there and here, {@code 手机号=identities.phone}
     * @throws ApiException naming the columns that are wrong by their place, for a file without a header has people's
     *     data there
     */
    static Columns of(ImportKind kind, List<String> header, List<String> mapping) {
        if (header.size() > MAX_COLUMNS) {
            throw new ApiException(ErrorCode.VALIDATION_FAILED, "A file has at most " + MAX_COLUMNS + " columns.");
        }
        Map<String, String> named = named(kind, mapping);
        List<String> fields = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            String field = named.getOrDefault(name, name.startsWith(REJECTED) ? SKIPPED : name);
            fields.add(field);
            if (!known(kind, field)) {
                errors.add(FieldError.at("/" + i, "is a column that nobody knows: map it, or to - to leave it out"));
            } else if (!field.equals(SKIPPED) && !seen.add(field.split(":", 2)[0])) {
                errors.add(FieldError.at("/" + i, "is a column that stands there twice"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ApiException(
                    ErrorCode.VALIDATION_FAILED, "The file's first line does not name its columns.", errors);
        }
        return new Columns(kind, List.copyOf(fields));
    }

    private static Map<String, String> named(ImportKind kind, List<String> mapping) {
        Map<String, String> named = new HashMap<>();
        for (String pair : mapping) {
            int cut = pair.lastIndexOf('=');
            if (cut < 1 || !known(kind, pair.substring(cut + 1)) || named.size() == MAX_COLUMNS) {
                throw ApiException.invalidParameter(
                        "column", "must be a column's name, = and a field of such a row, or - to leave it out");
            }
            named.put(pair.substring(0, cut).strip(), pair.substring(cut + 1));
        }
        return named;
    }

    private static boolean known(ImportKind kind, String field) {
        String foreign = field.startsWith(IDENTITIES) ? ":" : "@";
        return field.equals(SKIPPED)
                || !field.contains(foreign) && FIELD.matcher(field).matches() && kind.has(plain(field));
    }

    /** Without its type or issuer. */
    private static String plain(String field) {
        return field.split("[:@]", 2)[0];
    }

    /**
     * What a row stands for; empty cells are absent.
     *
     * @throws ApiException validation_failed, when it has another number of cells than the first row, or a text where a
     *     number should be
     */
    ObjectNode json(List<String> cells) {
        if (cells.size() != fields.size()) {
            throw ApiException.invalid(
                    "", "has " + cells.size() + " columns, and the first line of the file has " + fields.size());
        }
        ObjectNode row = JSON.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            String field = fields.get(i);
            String cell = cells.get(i);
            if (!cell.isBlank() && !field.equals(SKIPPED)) {
                put(row, field, cell);
            }
        }
        return row;
    }

    private void put(ObjectNode row, String field, String cell) {
        String path = plain(field);
        int cut = path.indexOf('.');
        if (cut < 0) {
            set(row, path, field, cell);
        } else if (path.startsWith(IDENTITIES)) {
            ObjectNode identity = row.withArray("/identities").addObject();
            identity.put("kind", path.substring(cut + 1)).put("value", cell);
            if (field.length() > path.length()) {
                identity.put("issuer", field.substring(path.length() + 1));
            }
        } else {
            set(row.withObject("/" + path.substring(0, cut)), path.substring(cut + 1), field, cell);
        }
    }

    private void set(ObjectNode row, String name, String field, String cell) {
        String text = cell.strip();
        boolean number = field.endsWith(":number") || kind.isNumber(field);
        if (number && NUMBER.matcher(text).matches()) {
            row.put(name, new BigDecimal(text));
        } else if (field.endsWith(":boolean") && Set.of("true", "false").contains(text)) {
            row.put(name, Boolean.parseBoolean(text));
        } else if (number || field.endsWith(":boolean")) {
            throw ApiException.invalid(
                    "/" + plain(field).replace('.', '/'),
                    number ? "must be a number such as 12.5" : "must be true or false");
        } else {
            row.put(name, cell);
        }
    }
}
