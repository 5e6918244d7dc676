package dev.shuke.experiment;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.shuke.experiment.AssignmentRequest.Kind;
import dev.shuke.platform.privacy.Purpose;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.purpose.PurposeService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is to be known of units to give them their variants, at the moment of the call and in one statement: whether there is
 * such a unit, what it allows, which audiences it is in, and what it was shown.
 */
@ApplicationScoped
class AssignmentRepository {
    private static final String GENERATION =
            "coalesce((select generation from experiment_setting where tenant_id = $1), 0) as generation";

    /**
     * With the granted purposes, the admitting ones, the audiences, and where members are found from. Of one unit nothing is
     * an array, whose length PostgreSQL would guess: so one plan serves all calls, and making it costs more than the call.
     */
    private static final String MEMBERS = "select " + GENERATION + """
            , array[%s]::boolean[] as granted, m.member_id, coalesce(m.objects, false) as objects,
              array[%s]::boolean[] as admitted, array[%s]::boolean[] as inside,
              array(
                select x.experiment_id || ' ' || x.variant from experiment_exposure x
                where x.tenant_id = $1 and x.member_id = m.member_id) as seen
            from %s
            where $3::text is not null
            order by u.at
            """;

    private static final String INSIDE = """
            exists (
              select from segment_membership s
              where s.tenant_id = $1 and s.segment_id = $%d::uuid and s.member_id = m.member_id)""";
    private static final int BEFORE_SEGMENTS = 3;

    private static final String ONE = "(select $2::%1$s as unit, 1 as at) u";
    private static final String MANY = "unnest($2::%1$s[]) with ordinality u(unit, at)";

    /** No coalesce(): PostgreSQL does not take it for leakproof, and would look at all members rather than at an index. */
    private static final String BY_ID = """
            %s
            left join member b on b.tenant_id = $1 and b.id = u.unit
            left join member_metric m on m.tenant_id = $1
              and m.member_id = case when b.merged_into is null then b.id else b.merged_into end""";

    private static final String BY_DEVICE = """
            %s
            left join member_identity i on i.tenant_id = $1 and i.kind = 'device' and i.blind = u.unit
            left join member_metric m on m.tenant_id = $1 and m.member_id = i.member_id""";
    private static final String STORES = "select " + GENERATION + """
            , array[%s]::boolean[] as granted, s.code,
              array(
                select x.experiment_id || ' ' || x.variant from experiment_store x
                where x.tenant_id = $1 and x.experiment_id = any($4::uuid[]) and x.store = s.code) as seen
            from unnest($2::text[]) with ordinality u(code, at)
            left join store s on s.tenant_id = $1 and s.code = u.code
            where $3::text is not null
            order by u.at
            """;

    /**
     * Of one unit.
     *
     * @param granted whether the caller may use data for each of the purposes
     * @param admitted which of them it admits
     * @param id null when there is no such unit
     */
    record Found(
            long generation,
            Map<Purpose, Boolean> granted,
            Map<Purpose, Boolean> admitted,
            String id,
            boolean objects,
            Set<UUID> segments,
            Map<UUID, String> seen) {
        Candidate.Unit unit(Kind kind, Purpose purpose) {
            return new Candidate.Unit(
                    kind == Kind.STORE ? null : UUID.fromString(id),
                    id,
                    kind == Kind.STORE || admitted.get(purpose),
                    objects,
                    segments,
                    seen);
        }
    }

    /** In the order asked. */
    Uni<List<Found>> members(Tx tx, UUID[] ids, List<Candidate> asked) {
        return members(tx, BY_ID, "uuid", ids, asked);
    }

    /** Likewise, by the blind indexes of their devices. */
    Uni<List<Found>> devices(Tx tx, Buffer[] blinds, List<Candidate> asked) {
        return members(tx, BY_DEVICE, "bytea", blinds, asked);
    }

    private static Uni<List<Found>> members(Tx tx, String from, String type, Object[] units, List<Candidate> asked) {
        List<Purpose> purposes = purposes(asked);
        List<UUID> segments = asked.stream()
                .map(Candidate::segment)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean one = units.length == 1;
        String sql = MEMBERS.formatted(
                granted(tx, purposes),
                each(purposes, purpose -> purpose.conditionOfFew("m")),
                inside(segments.size()),
                from.formatted((one ? ONE : MANY).formatted(type)));
        Object[] fixed = {one ? units[0] : units, tx.call().caller().subject()};
        return tx.list(
                sql,
                row -> member(row, purposes, segments),
                Stream.concat(Arrays.stream(fixed), segments.stream()).toArray());
    }

    private static String inside(int segments) {
        return IntStream.rangeClosed(1, segments)
                .mapToObj(at -> INSIDE.formatted(BEFORE_SEGMENTS + at))
                .collect(joining(", "));
    }

    Uni<List<Found>> stores(Tx tx, String[] codes, List<Candidate> asked) {
        List<Purpose> purposes = purposes(asked);
        return tx.list(
                STORES.formatted(granted(tx, purposes)),
                row -> new Found(
                        row.getLong("generation"),
                        said(purposes, row.getArrayOfBooleans("granted")),
                        Map.of(),
                        row.getString("code"),
                        false,
                        Set.of(),
                        seen(row)),
                codes,
                tx.call().caller().subject(),
                ids(asked));
    }

    private static Found member(Row row, List<Purpose> purposes, List<UUID> segments) {
        UUID id = row.getUUID("member_id");
        Boolean[] inside = row.getArrayOfBooleans("inside");
        return new Found(
                row.getLong("generation"),
                said(purposes, row.getArrayOfBooleans("granted")),
                said(purposes, row.getArrayOfBooleans("admitted")),
                id == null ? null : id.toString(),
                row.getBoolean("objects"),
                IntStream.range(0, inside.length)
                        .filter(i -> inside[i])
                        .mapToObj(segments::get)
                        .collect(toSet()),
                seen(row));
    }

    /** Where nothing is said, no. */
    private static Map<Purpose, Boolean> said(List<Purpose> purposes, Boolean[] answers) {
        return IntStream.range(0, purposes.size())
                .boxed()
                .collect(toMap(purposes::get, i -> Boolean.TRUE.equals(answers[i])));
    }

    private static Map<UUID, String> seen(Row row) {
        return Arrays.stream(row.getArrayOfStrings("seen"))
                .map(pair -> pair.split(" ", 2))
                .collect(toMap(pair -> UUID.fromString(pair[0]), pair -> pair[1]));
    }

    private static List<Purpose> purposes(List<Candidate> asked) {
        return asked.stream()
                .map(Candidate::purpose)
                .distinct()
                .sorted(Comparator.comparing(Purpose::key))
                .toList();
    }

    private static String granted(Tx tx, List<Purpose> purposes) {
        return each(purposes, purpose -> PurposeService.granted(tx.call().caller(), purpose, "$3::text"));
    }

    private static String each(List<Purpose> purposes, Function<Purpose, String> sql) {
        return purposes.stream().map(sql).collect(joining(", "));
    }

    private static UUID[] ids(List<Candidate> asked) {
        return asked.stream().map(Candidate::id).toArray(UUID[]::new);
    }
}
