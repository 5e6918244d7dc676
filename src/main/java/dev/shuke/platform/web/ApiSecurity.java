package dev.shuke.platform.web;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The ways to a token, as the document tells them: people log in at Keycloak, apps have a secret, members a session. */
final class ApiSecurity {
    private static final String PERSON = "person";
    private static final String APP = "app";
    private static final String MEMBER = "member";
    private static final String OPENID = "openid";
    private static final String ORGANIZATION = "organization";

    private ApiSecurity() {}

    static void addSchemes(Components components, Collection<DocumentedPermissions> needed) {
        OAuthFlow login = LoginAddresses.set(OASFactory.createOAuthFlow(), LoginAddresses.LOCAL)
                .authorizationUrl(LoginAddresses.LOCAL + "/protocol/openid-connect/auth")
                .addScope(OPENID, "Who logs in")
                .addScope(ORGANIZATION, "The tenant, with the person's role in it");
        OAuthFlow secret = LoginAddresses.set(OASFactory.createOAuthFlow(), LoginAddresses.LOCAL);
        needed.stream()
                .flatMap(DocumentedPermissions::scopes)
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .forEach(scope -> secret.addScope(scope, "The permission of this name"));
        components
                .addSecurityScheme(
                        PERSON,
                        scheme("A person of the tenant, or a platform administrator, who logs in at Keycloak")
                                .flows(OASFactory.createOAuthFlows().authorizationCode(login)))
                .addSecurityScheme(
                        APP,
                        scheme("A partner's app, by its client id and secret")
                                .flows(OASFactory.createOAuthFlows().clientCredentials(secret)))
                .addSecurityScheme(MEMBER, session());
    }

    private static SecurityScheme session() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("A member, by the token of `createMemberSession`");
    }

    static void addTo(Operation operation, DocumentedPermissions needed) {
        operation.setDescription(operation.getDescription() + "\n\n" + needed.sentence());
        if (needed.ofMembers()) {
            operation.addSecurityRequirement(requirement(MEMBER, List.of()));
            return;
        }
        List<String> login = needed.ofPlatform() ? List.of(OPENID) : List.of(OPENID, ORGANIZATION);
        Stream<SecurityRequirement> persons =
                needed.ofAppsAlone() ? Stream.empty() : Stream.of(requirement(PERSON, login));
        Stream.concat(persons, needed.scopes().map(scopes -> requirement(APP, scopes)))
                .forEach(operation::addSecurityRequirement);
    }

    private static SecurityRequirement requirement(String scheme, List<String> scopes) {
        return OASFactory.createSecurityRequirement().addScheme(scheme, scopes);
    }

    private static SecurityScheme scheme(String description) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description(description);
    }
}
