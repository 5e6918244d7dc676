package dev.shuke.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;

/** What may know what, and how it is called. */
@AnalyzeClasses(packages = "dev.shuke", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TENANCY = "dev.shuke.platform.tenancy..";

    /** Endpoints that tell what is no secret. */
    private static final Set<String> FOR_EVERYBODY = Set.of("KeySetResource", "ReceiptKeySetResource");

    private static final ArchCondition<JavaMethod> BE_GUARDED = new ArchCondition<>("name a permission") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            boolean guarded = method.isAnnotatedWith(PermissionsAllowed.class)
                    || method.getOwner().isAnnotatedWith(PermissionsAllowed.class)
                    || method.isAnnotatedWith(PermitAll.class)
                            && FOR_EVERYBODY.contains(method.getOwner().getSimpleName());
            events.add(new SimpleConditionEvent(method, guarded, method.getFullName() + " names no permission"));
        }
    };

    @ArchTest
    static final ArchRule platformKnowsNoFeature = noClasses()
            .that()
            .resideInAPackage("dev.shuke.platform..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.shuke.*..").and(not(resideInAPackage("dev.shuke.platform.."))));

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("dev.shuke.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule platformFormsNoCycle =
            slices().matching("dev.shuke.platform.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresMeetAtServicesAndPublicValues =
            classes().that().resideInAPackage("dev.shuke..").should(meetOthersAtTheirDoor());

    @ArchTest
    static final ArchRule oneDoorToTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage(TENANCY)
            .should()
            .dependOnClassesThat(assignableTo("io.vertx.sqlclient.SqlClient")
                    .or(assignableTo("io.vertx.mutiny.sqlclient.SqlClient"))
                    .or(assignableTo("io.quarkus.reactive.datasource.ReactiveDataSource"))
                    .or(assignableTo("java.sql.Connection"))
                    .or(assignableTo("javax.sql.DataSource")));

    @ArchTest
    static final ArchRule oneDoorToRedis = noClasses()
            .that()
            .resideOutsideOfPackage(TENANCY)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis.."));

    @ArchTest
    static final ArchRule httpStaysAtTheEdge = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .resideOutsideOfPackages(
                    "dev.shuke.platform.web..",
                    "dev.shuke.platform.write..",
                    "dev.shuke.platform.keycloak..") // the admin client's own signatures
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."));

    @ArchTest
    static final ArchRule everyEndpointNamesItsPermission = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .bePublic()
            .andShould(BE_GUARDED);

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .that()
            .haveNameNotMatching(
                    ".*\\.(JobRunner|Denials|ErasureReplay|Sealer|MembershipRunner)") // nobody else would subscribe
            .should()
            .callMethodWhere(call("io.smallrye.mutiny.Uni", "await", "subscribe", "subscribeAsCompletionStage"))
            .orShould()
            .callMethodWhere(call("io.smallrye.mutiny.Multi", "subscribe"))
            .orShould()
            .callMethodWhere(call("java.util.concurrent.CompletableFuture", "join", "get"))
            .orShould()
            .dependOnClassesThat(assignableTo(ThreadLocal.class));

    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|DTO|Dto|DAO|Dao)(\\$.*)?");

    @ArchTest
    static final ArchRule noGetters = noMethods()
            .that()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should(new ArchCondition<>("start with get") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (method.getName().matches("get[A-Z].*") && !overridesTheirs(method)) {
                        events.add(SimpleConditionEvent.satisfied(method, method.getFullName()));
                    }
                }
            });

    @ArchTest
    static final ArchRule anInterfaceHasSeveralImplementations = classes()
            .that()
            .areInterfaces()
            .and()
            .areNotAnnotations()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(new ArchCondition<>("be implemented more than once") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean lone = type.getAllSubclasses().size() == 1;
                    events.add(new SimpleConditionEvent(type, !lone, type.getName() + " has one implementation"));
                }
            });

    private static DescribedPredicate<JavaMethodCall> call(String owner, String... names) {
        return describe(
                owner + Set.of(names),
                call -> call.getTargetOwner().isAssignableTo(owner)
                        && Set.of(names).contains(call.getTarget().getName()));
    }

    private static boolean overridesTheirs(JavaMethod method) {
        Class<?>[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::reflect).toArray(Class[]::new);
        return method.getOwner().getAllRawSuperclasses().stream()
                        .anyMatch(type ->
                                type.tryGetMethod(method.getName(), parameters).isPresent())
                || method.getOwner().getAllRawInterfaces().stream()
                        .anyMatch(type ->
                                type.tryGetMethod(method.getName(), parameters).isPresent());
    }

    private static ArchCondition<JavaClass> meetOthersAtTheirDoor() {
        return new ArchCondition<>(
                "reach another feature through its service, its public values or an interface it offers") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> crossesFeatures(origin, dependency.getTargetClass()))
                        .filter(dependency -> !isDoor(dependency.getTargetClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static boolean crossesFeatures(JavaClass origin, JavaClass target) {
        return resideInAnyPackage("dev.shuke.*..")
                        .and(not(resideInAPackage("dev.shuke.platform..")))
                        .test(target)
                && !feature(origin).equals(feature(target));
    }

    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    private static boolean isDoor(JavaClass target) {
        return nameMatching(".*Service").test(target)
                || target.getModifiers().contains(JavaModifier.PUBLIC)
                        && (target.isRecord() || target.isEnum() || target.isInterface());
    }
}
