package dev.shuke.house;

import static dev.shuke.house.ExampleCaller.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shuke.house.ApiDescription.Operation;
import dev.shuke.tenant.People;
import dev.shuke.testing.PlantedPrivacy;
import dev.shuke.testing.PlantedScores;
import dev.shuke.testing.TestTenant;
import dev.shuke.testing.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody of whom the examples hold: a tenant with what they name, made by sending the examples themselves, or an empty
 * one for an operation that creates. An operation whose example needs more, or whose path names something else, is told
 * of here.
 */
record ExampleTenant(ApiDescription api, String id, String slug, Map<String, String> paths) {
    /** What makes the rest, in this order. */
    private static final List<String> PLANTS = List.of(
            "upsertMember",
            "mergeMembers",
            "ingestEvents",
            "createSegment",
            "upsertStores",
            "upsertProducts",
            "upsertEventType",
            "createAttribute",
            "createInference",
            "setHoliday",
            "createTag",
            "setMemberTag",
            "upsertPurpose",
            "upsertCollectionRule",
            "publishNotice",
            "serveNotices",
            "recordConsents",
            "startImport",
            "startExport",
            "inviteStaff",
            "createApp");

    /** In their bodies, though they make something. */
    private static final Set<String> NAMING_A_MEMBER = Set.of("createPrivacyRequest", "createLegalHold");

    /** That an experiment must have taken. */
    private static final Map<String, List<String>> STEPS_BEFORE = Map.of(
            "pauseExperiment", List.of("startExperiment"),
            "resumeExperiment", List.of("startExperiment", "pauseExperiment"),
            "stopExperiment", List.of("startExperiment"),
            "listExperimentStores", List.of("startExperiment"),
            "assignExperiments", List.of("startExperiment"),
            "listOwnAssignments", List.of("startExperiment"));

    private static final String SESSIONS = "/v1/member-sessions";

    /** Parts of the names of operations for which something is made that others would miss, or must not have. */
    private static final List<String> OF_THEIR_OWN =
            List.of("Retention", "Register", "Task", "LegalHold", "TagTransitions", "MemberReplenishments");

    /** Made once: those who only read share it. */
    private static ExampleTenant shared;

    static ExampleTenant of(ExampleCheck check, Operation tested) {
        if (check.keycloak() || !onlyReads(tested)) {
            return made(check, tested);
        }
        if (shared == null) {
            shared = made(check, tested);
        }
        return shared;
    }

    private static boolean onlyReads(Operation tested) {
        return tested.method().equals("GET")
                && !tested.path().endsWith("/rule")
                && !aboutExperiments(tested)
                && OF_THEIR_OWN.stream().noneMatch(tested.id()::contains);
    }

    private static ExampleTenant made(ExampleCheck check, Operation tested) {
        ApiDescription api = check.api();
        TestTenant tenant = check.keycloak() ? provisioned() : TestTenant.create("Asia/Shanghai", "CNY");
        var made = new ExampleTenant(api, tenant.id().toString(), tenant.slug(), new LinkedHashMap<>());
        made.paths.put("/v1/tenants/{id}", made.id);
        made.paths.put("/v1/stores/{code}", "S-01");
        made.paths.put("/v1/products/{sku}", "85123A");
        made.paths.put("/v1/event-types/{type}", "drive.booked");
        made.paths.put("/v1/attributes/{key}", "skinType");
        made.paths.put("/v1/tags/{key}", "pet-owner");
        made.paths.put("/v1/holidays/{key}", "anniversary");
        made.paths.put("/v1/purposes/{key}", "share.courier");
        made.paths.put("/v1/collection-rules/{collected}", "attribute");
        made.paths.put("/v1/collection-rules/attribute/{key}", "homeLocation");
        made.paths.put("/v1/me/consents/{purpose}", "analytics");
        made.paths.put("/v1/scores/{kind}", "churn");
        made.paths.put("/v1/scores/churn/models/{version}", "1");
        if (tested.answer("201").isMissingNode()
                || tested.path().contains("{id}")
                || NAMING_A_MEMBER.contains(tested.id())) {
            PLANTS.stream().filter(plant -> !plant.equals(tested.id())).forEach(made::plant);
        } else if (tested.id().equals("createInference")) {
            made.plant("createAttribute");
        }
        if (tested.path().endsWith("/rule") && !tested.id().equals("setTagRule")) {
            made.plant("setTagRule"); // for no other: what is followed cannot be deleted
        }
        made.experiment(tested);
        if (tested.id().equals("readTagTransitions")) {
            made.paths.put("/v1/tags/{key}", "visits");
            tenant.sql(
                    "insert into tag (tenant_id, key, kind, is_group, exclusive, sensitivity, name_en, created_at, updated_at)"
                            + " select tenant_id, 'visits', 'behaviour', true, true, 'preference', 'Visits', now(), now() from tenant where %T");
        }
        if (!check.keycloak()) {
            tenant.keycloakHasFollowed();
            made.paths.put("/v1/jobs/{id}", tenant.plantJob().toString());
            PlantedScores.plant(tenant.id(), 1);
            made.ask(tested.id());
            if (tested.id().equals("listMemberReplenishments")) {
                TestTenant.run("update product set days_per_unit = 30 where tenant_id = '" + tenant.id() + "'");
            }
        }
        return made;
    }

    /** Through the API, which gives it an organization in Keycloak. */
    private static TestTenant provisioned() {
        String slug = "t" + UUID.randomUUID().toString().substring(0, 8);
        String id = People.as(Tokens.platformAdmin())
                .body(People.tenant(slug, "owner@" + slug + ".example"))
                .post("/v1/tenants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new TestTenant(UUID.fromString(id), slug, "Asia/Shanghai", "CNY");
    }

    /** The token of the one who is allowed the most. */
    String token(Operation operation) {
        return operation.ofPlatform()
                ? Tokens.platformAdmin()
                : operation.path().equals(SESSIONS)
                        ? Tokens.app(slug, "sessions:create")
                        : operation.ofMembers() ? session() : Tokens.staff(slug, "owner");
    }

    /** Of the member whom the examples name. */
    private String session() {
        Operation sessions = api.operation("createMemberSession");
        return call(this, sessions, ExampleCaller.requests(sessions).getFirst())
                .body()
                .path("token")
                .asText();
    }

    /** The path with what was made in the places of its parameters. */
    String path(Operation operation) {
        String path = operation.path();
        for (var known : paths.entrySet()) {
            String template = known.getKey();
            if (path.equals(template) || path.startsWith(template + "/")) {
                path = template.replaceAll("\\{\\w+}", known.getValue()) + path.substring(template.length());
            }
        }
        if (path.contains("{")) {
            throw new AssertionError("say in ExampleTenant what stands for the parameter of " + operation.path());
        }
        return switch (operation.id()) {
            case "startImport" -> path + "?kind=members";
            case "listConsentHolders" -> path + "?purpose=analytics";
            case "readConsentCoverage" -> path + "?purpose=marketing.personalised";
            default -> path;
        };
    }

    /** The body, naming who was made where it names a member by id. */
    JsonNode body(JsonNode example) {
        ObjectNode body = example.isObject() ? example.deepCopy() : null;
        if (body == null) {
            return example;
        }
        name(body, "from", "from");
        name(body, "memberId", "/v1/members/{id}");
        if (body.path("unit") instanceof ObjectNode unit) {
            name(unit, "id", "/v1/members/{id}");
        }
        if (body.path("segment") instanceof ObjectNode pinned) {
            name(pinned, "id", "/v1/segments/{id}");
        } else {
            name(body, "segment", "/v1/segments/{id}");
        }
        if (body.has("versions") && paths.containsKey("/v1/notices/{id}")) {
            body.putArray("versions").add(paths.get("/v1/notices/{id}"));
        }
        String segment = paths.get("/v1/segments/{id}");
        if (body.has("segments") && segment != null) {
            body.putArray("segments").add(segment).add(segment);
        }
        return body;
    }

    private void name(ObjectNode body, String field, String known) {
        if (body.has(field) && paths.containsKey(known)) {
            body.put(field, paths.get(known));
        }
    }

    /** What the member has asked for, at the step that the operation takes it from. */
    private void ask(String operationId) {
        String member = paths.get("/v1/members/{id}");
        if (member == null || operationId.startsWith("create")) {
            return;
        }
        UUID tenant = UUID.fromString(id);
        UUID request = switch (operationId) {
            case "startPrivacyRequest" -> PlantedPrivacy.request(tenant, member, "correction", "verified");
            case "confirmPrivacyTask", "confirmStoreTask", "listPrivacyTasks", "completePrivacyRequest" ->
                PlantedPrivacy.request(tenant, member, "restriction", "in_progress");
            case "liftPrivacyRequest" -> PlantedPrivacy.request(tenant, member, "objection", "completed");
            default -> PlantedPrivacy.request(tenant, member, "erasure", "received");
        };
        if (operationId.endsWith("Task") || operationId.endsWith("Tasks")) {
            PlantedPrivacy.task(tenant, request, "S-01");
        }
        PlantedPrivacy.disclosure(tenant);
        if (operationId.contains("Retention") || operationId.equals("readProcessingRegister")) {
            paths.put("/v1/retention/runs/{id}", PlantedPrivacy.run(tenant).toString());
        }
        paths.put("/v1/privacy-requests/{id}", request.toString());
        paths.put("/v1/privacy-tasks/{id}", request.toString());
        paths.put("/v1/incidents/{id}", PlantedPrivacy.incident(tenant, member).toString());
        paths.put(
                "/v1/impact-assessments/{id}", PlantedPrivacy.assessment(tenant).toString());
        if (operationId.endsWith("LegalHold") || operationId.equals("listLegalHolds")) {
            paths.put(
                    "/v1/legal-holds/{id}", PlantedPrivacy.hold(tenant, member).toString());
        }
    }

    /** By SQL: a search would find them some time later. */
    private void suspect(String one, String other) {
        String duplicate = UUID.randomUUID().toString();
        TestTenant.run("""
                insert into member_duplicate values ('%s', '%s', least('%s'::uuid, '%4$s'), greatest('%3$s'::uuid, '%4$s'), 80,
                  '{same_name}', 'open', now())""".formatted(id, duplicate, one, other));
        paths.put("/v1/duplicates/{id}", duplicate);
    }

    private static boolean aboutExperiments(Operation tested) {
        return tested.path().startsWith("/v1/experiment") || STEPS_BEFORE.containsKey(tested.id());
    }

    private void experiment(Operation tested) {
        if (!aboutExperiments(tested) || tested.id().equals("createExperiment")) {
            return;
        }
        plant("createExperiment");
        if (tested.id().equals("listExperimentStores")) {
            Operation create = api.operation("createExperiment");
            ObjectNode ofStores = ExampleCaller.requests(create).getFirst().deepCopy();
            ofStores.put("key", "of-stores").put("unit", "store").remove("audience");
            paths.put(
                    "/v1/experiments/{id}",
                    call(this, create, ofStores).body().path("id").asText());
        }
        STEPS_BEFORE.getOrDefault(tested.id(), List.of()).forEach(this::plant);
    }

    private void plant(String operationId) {
        Operation operation = api.operation(operationId);
        JsonNode made = null;
        for (JsonNode example : ExampleCaller.requests(operation)) {
            made = call(this, operation, example).body();
        }
        if (operationId.equals("inviteStaff")) {
            paths.put("/v1/staff/{id}", made.path("id").asText());
        } else if (operationId.equals("startExport")) {
            paths.put("/v1/exports/{id}", made.path("id").asText());
        } else if (operationId.equals("startImport")) {
            paths.put("/v1/imports/{id}", made.path("id").asText());
        } else if (operationId.equals("createApp")) {
            paths.put("/v1/apps/{id}", made.path("id").asText());
        } else if (operationId.equals("createExperiment")) {
            paths.put("/v1/experiments/{id}", made.path("id").asText());
        } else if (operationId.equals("createInference")) {
            paths.put("/v1/attributes/skinType/inferences/{id}", made.path("id").asText());
        } else if (operationId.equals("upsertMember")) {
            paths.put("from", ExampleCaller.another(this, operation, "from"));
            suspect(made.path("id").asText(), ExampleCaller.another(this, operation, "suspect"));
            String member = "/v1/members/" + made.path("id").asText();
            paths.put("/v1/members/{id}", made.path("id").asText());
            paths.put(member + "/tags/{key}", "pet-owner");
            paths.put(member + "/consents/{purpose}", "analytics");
            paths.put(
                    member + "/identities/{identityId}", ExampleCaller.first(this, operation, member + "/identities"));
        } else if (operationId.equals("mergeMembers")) {
            paths.put("/v1/merges/{id}", made.path("id").asText());
        } else if (operationId.equals("publishNotice")) {
            paths.put("/v1/notices/{id}", made.path("id").asText());
        } else if (operationId.equals("recordConsents")) {
            paths.put(
                    "/v1/members/" + paths.get("/v1/members/{id}") + "/consents/receipts/{receiptId}",
                    made.at("/receipts/0/id").asText());
        } else if (operationId.equals("createSegment")) {
            String segment = "/v1/segments/" + made.path("id").asText();
            paths.put("/v1/segments/{id}", made.path("id").asText());
            paths.put(segment + "/members/{memberId}", paths.get("/v1/members/{id}"));
        } else if (operationId.equals("ingestEvents")) {
            call(this, operation, ofTheMember(ExampleCaller.requests(operation).getFirst()));
        }
    }

    /** The same event about the member of the examples, so that it has a timeline. */
    private JsonNode ofTheMember(JsonNode example) {
        ObjectNode event = example.isArray() ? example.get(0).deepCopy() : example.deepCopy();
        event.put("sourceId", UUID.randomUUID().toString());
        event.put("store", "S-77"); // nobody has told of it
        event.set(
                "member",
                api.operation("upsertMember").node().findValue("identities").get(0));
        return event;
    }
}
