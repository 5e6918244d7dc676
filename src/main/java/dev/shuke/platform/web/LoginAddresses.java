package dev.shuke.platform.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;

/** Tells readers of the running document, Swagger UI first of all, where this deployment's tokens come from. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class LoginAddresses implements OASFilter {
    /** Of a developer's machine; the committed document has it. */
    static final String LOCAL = "http://localhost:8180/realms/shuke";

    private static final String PROTOCOL = "/protocol/openid-connect/";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        String issuer = ConfigProvider.getConfig()
                .getOptionalValue("quarkus.oidc.token.issuer", String.class)
                .orElse(LOCAL);
        document.getComponents().getSecuritySchemes().values().forEach(scheme -> {
            var flows = scheme.getFlows();
            if (flows != null && flows.getAuthorizationCode() != null) {
                set(flows.getAuthorizationCode().authorizationUrl(issuer + PROTOCOL + "auth"), issuer);
            }
            if (flows != null && flows.getClientCredentials() != null) {
                set(flows.getClientCredentials(), issuer);
            }
        });
    }

    static OAuthFlow set(OAuthFlow flow, String issuer) {
        return flow.tokenUrl(issuer + PROTOCOL + "token");
    }
}
