package dev.shuke.house;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.shuke.testing.ApiTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example of the OpenAPI document, sent to the running API or compared with what it answers. A new operation
 * needs the example of a body on its method, and one of each answer there or in
 * src/main/resources/openapi/examples/OPERATION_ID.json. {@link ExamplesIT} has those that call Keycloak, which is away here.
 */
@QuarkusTest
class ExamplesTest extends ApiTest {
    /** Of both, because it keeps the schemas that it has compiled. */
    private static ExampleCheck check;

    @BeforeAll
    static void readTheDocument() {
        check = ExampleCheck.ofTheRunningApi(false);
    }

    @TestFactory
    Stream<DynamicTest> everyExampleHolds() {
        return check.api().operations().stream()
                .filter(operation -> !operation.id().equals("createTenant"))
                .filter(ApiDescription.Operation::answersNoFile)
                .map(operation -> dynamicTest(operation.id(), () -> check.holds(operation)));
    }

    @TestFactory
    Stream<DynamicTest> everyOperationHasExamplesThatFitTheirSchemas() {
        return check.api().operations().stream()
                .map(operation -> dynamicTest(operation.id(), () -> check.fits(operation)));
    }
}
