package dev.shuke.platform.write;

import dev.shuke.platform.web.ETags;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.web.WithETag;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Writes into the OpenAPI document what {@link Idempotent}, {@link WithETag} and {@link Preconditions} do, wherever the
 * code has them.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class WriteDocument implements OASFilter {
    private static final DotName OPERATION =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final Set<HttpMethod> CHANGES = Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final String ETAG = "ETag";
    private static final String PREFER = "Prefer";
    private static final Map<String, String> HEADERS = Map.of(
            Claim.HEADER,
            "1 to 255 visible ASCII characters, new for each call. Sent again within 24 hours, a call has no further "
                    + "effect and gets its first answer, with `Idempotency-Replayed: true`.",
            ETags.IF_NONE_MATCH,
            "ETags of answers that the caller has: a read answers 304 if one is still that of now. Of a PUT, `*`: 412 if "
                    + "there is something already.",
            ETags.IF_MATCH,
            "The ETag of what the caller means to change, or `*`: 412 if it is no longer that",
            PREFER,
            "`return=minimal` for an answer without a body");

    private final Set<String> idempotent;
    private final Set<String> conditional;
    private final Set<String> tagged;

    public WriteDocument(IndexView index) {
        idempotent = operations(index, method -> method.hasDeclaredAnnotation(Idempotent.class));
        conditional = operations(
                index,
                method -> method.declaringClass().fields().stream()
                        .anyMatch(field -> field.type().name().toString().equals(Preconditions.class.getName())));
        tagged = index.getAnnotations(WithETag.class).stream()
                .map(view -> "#/components/schemas/" + name(view.target().asClass()))
                .collect(Collectors.toSet());
    }

    private static Set<String> operations(IndexView index, Predicate<MethodInfo> wanted) {
        return index.getAnnotations(OPERATION).stream()
                .filter(operation -> wanted.test(operation.target().asMethod()))
                .map(operation -> operation.value("operationId").asString())
                .collect(Collectors.toSet());
    }

    private static String name(ClassInfo view) {
        AnnotationInstance schema = view.declaredAnnotation(SCHEMA);
        return schema == null || schema.value("name") == null
                ? view.simpleName()
                : schema.value("name").asString();
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        describe(document.getComponents());
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().forEach(this::complete));
    }

    private static void describe(Components components) {
        new TreeMap<>(HEADERS)
                .forEach((name, description) -> components.addParameter(
                        key(name),
                        OASFactory.createParameter()
                                .name(name)
                                .in(Parameter.In.HEADER)
                                .description(description)
                                .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING)))));
        components.addHeader(
                ETAG,
                OASFactory.createHeader()
                        .description("Another one whenever something that the caller sees has changed")
                        .schema(OASFactory.createSchema().type(List.of(SchemaType.STRING))));
    }

    private void complete(HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        boolean shows = tag(responses);
        boolean once = idempotent.contains(operation.getOperationId());
        boolean change = CHANGES.contains(method);
        if (once) {
            add(operation, Claim.HEADER);
            refuse(responses, ErrorCode.IDEMPOTENCY_IN_FLIGHT);
        }
        if (shows && method == HttpMethod.GET) {
            add(operation, ETags.IF_NONE_MATCH);
            responses.addAPIResponse("304", OASFactory.createAPIResponse().description("Still the same"));
        }
        if (shows && (once || change)) {
            add(operation, PREFER);
        }
        if (change && conditional.contains(operation.getOperationId())) {
            add(operation, ETags.IF_MATCH);
            if (method == HttpMethod.PUT) {
                add(operation, ETags.IF_NONE_MATCH);
            }
            refuse(responses, ErrorCode.PRECONDITION_FAILED);
        }
    }

    /** Whether any of the answers shows one thing. */
    private boolean tag(APIResponses responses) {
        List<APIResponse> showing = responses.getAPIResponses().values().stream()
                .filter(answer -> answer.getContent() != null)
                .filter(answer -> answer.getContent().getMediaTypes().values().stream()
                        .anyMatch(media -> media.getSchema() != null
                                && tagged.contains(media.getSchema().getRef())))
                .toList();
        showing.forEach(
                answer -> answer.addHeader(ETAG, OASFactory.createHeader().ref(ETAG)));
        return !showing.isEmpty();
    }

    private static void add(Operation operation, String header) {
        operation.addParameter(OASFactory.createParameter().ref(key(header)));
    }

    private static String key(String header) {
        return header.replace("-", "");
    }

    private static void refuse(APIResponses responses, ErrorCode code) {
        String status = Integer.toString(code.status());
        APIResponse known = responses.getAPIResponse(status);
        if (known == null) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(code.key()));
        } else {
            known.setDescription(known.getDescription() + "; or: " + code.title());
        }
    }
}
