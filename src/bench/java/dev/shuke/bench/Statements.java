package dev.shuke.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.bench.PgConnection.Call;
import dev.shuke.member.MemberStatements;
import dev.shuke.platform.tenancy.TenantStatement;
import dev.shuke.segment.PreviewStatement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The endpoints' own SQL, in the transactions and flights in which the application sends it. */
final class Statements {
    static final String ATTRIBUTES = """
            {"type":"all","of":[{"type":"attribute","attribute":"city","op":"eq","value":"Shanghai"},
             {"type":"metric","metric":"frequency","op":"gte","value":3}]}""";
    static final String ORDERS = """
            {"type":"event","event":"order.paid","within":{"days":90},"aggregate":{"fn":"count"},"op":"gte","value":2}""";
    static final String NESTED = """
            {"type":"all","of":[
             {"type":"event","event":"order.paid","where":[{"field":"items.category","op":"in","value":["lights/3","lights/4"]}],
              "within":{"days":180},"aggregate":{"fn":"count"},"op":"gte","value":1},
             {"type":"not","of":{"type":"event","event":"store.visited","within":{"days":30},"aggregate":{"fn":"count"},
              "op":"gte","value":1}}]}""";

    private static final String AS_OF = Instant.now().toString();
    private static final Call BEGIN = new Call("begin");
    private static final Call COMMIT = new Call("commit");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Crowd crowd;
    private final Call tenant;

    Statements(Crowd crowd) {
        this.crowd = crowd;
        this.tenant = new Call(TenantStatement.BIND_TENANT, crowd.tenant());
    }

    List<List<Call>> find(int person) {
        return List.of(List.of(BEGIN, tenant, call(MemberStatements.FIND, member(person)), COMMIT));
    }

    List<List<Call>> lookup(int person) {
        return List.of(
                List.of(BEGIN, tenant, call(MemberStatements.FIND_BY_IDENTITY, "phone", blind(person)), COMMIT));
    }

    List<List<Call>> list(int person) {
        return List.of(List.of(BEGIN, tenant, call(MemberStatements.LIST, new UUID(0, 0), 51), COMMIT));
    }

    List<List<Call>> upsert(int person) {
        String member = member(person);
        return List.of(
                List.of(BEGIN, tenant, call(MemberStatements.FIND_OWNERS, "{phone}", "{\"\\" + blind(person) + "\"}")),
                List.of(call(MemberStatements.DATA_KEY, member)),
                List.of(call(
                        MemberStatements.UPDATE,
                        member,
                        "{name,gender,birthday,email,city}",
                        "\\x00",
                        "female",
                        "1990-05-01",
                        "\\x00",
                        "Shanghai",
                        "{\"favouriteFlavour\": \"taro\", \"visits\": 3}",
                        "{}",
                        Instant.now())),
                List.of(call(MemberStatements.FIND, member)),
                List.of(new Call("rollback")));
    }

    List<Call> preview(String rule) {
        try {
            var statement = PreviewStatement.of(
                    MAPPER, MAPPER.readTree(rule), Instant.parse(AS_OF), ZoneId.of("Asia/Shanghai"));
            return List.of(BEGIN, tenant, call(statement.sql(), statement.arguments()), COMMIT);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String previewBody(String rule) {
        return previewBody(rule, "service");
    }

    static String previewBody(String rule, String purpose) {
        return "{\"rule\":" + rule + ",\"purpose\":\"" + purpose + "\",\"asOf\":\"" + AS_OF + "\"}";
    }

    private String member(int person) {
        return crowd.members().get(person);
    }

    /** {@code \x…} */
    private String blind(int person) {
        return crowd.phoneBlinds().get(person);
    }

    private Call call(String sql, Object... arguments) {
        return new Call(
                sql,
                Stream.concat(Stream.of(crowd.tenant()), Arrays.stream(arguments).map(Statements::text))
                        .toArray());
    }

    private static Object text(Object argument) {
        return argument instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(",", "{", "}"))
                : argument instanceof Object[] array ? text(Arrays.asList(array)) : argument;
    }
}
