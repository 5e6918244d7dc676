package dev.shuke.platform.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.IndexView;

/**
 * Adds to every operation of the OpenAPI document what holds for all of them, so that no resource repeats it: the
 * permission it needs, the header that names the tenant, the errors that any call can meet, and examples.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String TENANT = "XTenant";

    /** On every operation; with a body; with an id in the path. */
    private static final Map<String, ErrorCode> ALWAYS = Map.of(
            "400", ErrorCode.BAD_REQUEST,
            "401", ErrorCode.UNAUTHENTICATED,
            "403", ErrorCode.FORBIDDEN,
            "406", ErrorCode.NOT_ACCEPTABLE,
            "429", ErrorCode.RATE_LIMITED,
            "500", ErrorCode.INTERNAL,
            "503", ErrorCode.UNAVAILABLE,
            "504", ErrorCode.TIMED_OUT);

    private static final Map<String, ErrorCode> WITH_BODY = Map.of(
            "413", ErrorCode.BODY_TOO_LARGE,
            "415", ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            "422", ErrorCode.VALIDATION_FAILED);

    /** Of some operations, which refer to them by themselves. */
    private static final Set<ErrorCode> OF_SOME =
            Set.of(ErrorCode.NOT_FOUND, ErrorCode.IDEMPOTENCY_IN_FLIGHT, ErrorCode.PRECONDITION_FAILED);

    /** {@code Page<MemberView>} is called PageMemberView by itself; in generated clients it is to be a MemberPage. */
    private static final Pattern PAGE = Pattern.compile("(^|/)Page(\\w+?)(?:View)?$");

    private final Map<String, DocumentedPermissions> permissions;

    public ApiDocument(IndexView index) {
        permissions = DocumentedPermissions.byOperation(index);
    }

    private static String readable(String schema) {
        return PAGE.matcher(schema).replaceFirst("$1$2Page");
    }

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getRef() != null) {
            schema.setRef(readable(schema.getRef()));
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        renamePages(document.getComponents());
        ApiSecurity.addSchemes(document.getComponents(), permissions.values());
        document.getComponents().addParameter(TENANT, tenantHeader());
        for (ErrorCode code : ErrorCode.values()) {
            if (ALWAYS.containsValue(code) || WITH_BODY.containsValue(code) || OF_SOME.contains(code)) {
                document.getComponents().addResponse(code.key(), response(code));
            }
        }
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(operation -> complete(path, operation)));
    }

    private static void renamePages(Components components) {
        TreeMap<String, Schema> schemas = new TreeMap<>();
        components.getSchemas().forEach((name, schema) -> {
            if (PAGE.matcher(name).matches()) {
                schema.addRequired("items");
            }
            schemas.put(readable(name), schema);
        });
        components.setSchemas(schemas);
    }

    private void complete(String path, Operation operation) {
        DocumentedPermissions needed = permissions.get(operation.getOperationId());
        ApiSecurity.addTo(operation, needed);
        DocumentedExamples.addTo(operation);
        if (!needed.ofPlatform() && !needed.ofMembers()) {
            operation.addParameter(OASFactory.createParameter().ref(TENANT));
        }
        describeHeaders(operation);
        TreeMap<String, ErrorCode> errors = new TreeMap<>(ALWAYS);
        if (operation.getRequestBody() != null) {
            errors.putAll(WITH_BODY);
        }
        if (path.contains("{") || path.endsWith("/lookup")) {
            errors.put("404", ErrorCode.NOT_FOUND);
        }
        APIResponses responses = operation.getResponses();
        errors.forEach((status, code) -> {
            if (!described(responses.getAPIResponse(status))) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(code.key()));
            }
        });
    }

    /** One that a filter reads, and no method of the resource: it is a text. */
    private static void describeHeaders(Operation operation) {
        List<Parameter> all = operation.getParameters() == null ? List.of() : operation.getParameters();
        all.stream()
                .filter(one -> one.getIn() == Parameter.In.HEADER && one.getSchema() == null)
                .forEach(one -> one.setSchema(text()));
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
    }

    /** Whether the resource says more than that the status exists. */
    private static boolean described(APIResponse response) {
        return response != null && (response.getContent() != null || response.getRef() != null);
    }

    private static Parameter tenantHeader() {
        return OASFactory.createParameter()
                .name("X-Tenant")
                .in(Parameter.In.HEADER)
                .description("The slug of the tenant meant; needed only when the token belongs to several")
                .schema(text());
    }

    private static APIResponse response(ErrorCode code) {
        return OASFactory.createAPIResponse()
                .description(code.title())
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))
                                        .addExample(
                                                code.title(),
                                                OASFactory.createExample().value(problem(code)))));
    }

    private static Map<String, Object> problem(ErrorCode code) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:shuke:error:" + code.key());
        body.put("title", code.title());
        body.put("status", code.status());
        body.put("code", code.key());
        body.put("requestId", "0199f3a0-7c1e-7a52-9d0e-4a1b5c6d7e8f");
        return body;
    }
}
