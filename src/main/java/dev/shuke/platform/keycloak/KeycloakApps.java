package dev.shuke.platform.keycloak;

import static dev.shuke.platform.keycloak.KeycloakRealm.CONFLICT;
import static dev.shuke.platform.keycloak.KeycloakRealm.NOT_FOUND;
import static dev.shuke.platform.keycloak.KeycloakRealm.created;
import static dev.shuke.platform.keycloak.KeycloakRealm.unless;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/**
 * Apps: confidential clients whose service account is a member of a tenant's organization. What they may ask for are
 * their optional scopes, and Keycloak refuses any other.
 */
@Singleton
public class KeycloakApps {
    /** Who calls, for whom, and that it is an app: in every token. */
    private static final List<String> ALWAYS = List.of("basic", "shuke-api", "organization", "app");

    private static final int MORE_THAN_A_TENANT_HAS = 10_000;

    private final KeycloakRealm keycloak;

    KeycloakApps(KeycloakRealm keycloak) {
        this.keycloak = keycloak;
    }

    /**
     * How an app is to be.
     *
     * @param scopes all that it may ask for
     * @param secret null to leave the one that is there
     */
    public record WantedApp(String clientId, String name, List<String> scopes, boolean enabled, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return clientId;
        }
    }

    /** @return the service account's id, which is the subject of the app's tokens */
    public Uni<String> ensure(UUID tenantId, String slug, WantedApp wanted) {
        return keycloak.ask("for the app", realm -> {
            OrganizationResource organization = KeycloakOrganizations.find(realm, tenantId, slug)
                    .orElseThrow(() -> new IllegalStateException("the tenant has no organization"));
            ClientResource client = find(realm, wanted.clientId()).orElseGet(() -> {
                created(realm.clients().create(client(wanted)));
                return find(realm, wanted.clientId()).orElseThrow();
            });
            update(client, wanted);
            grant(realm, client, wanted.scopes());
            String subject = client.getServiceAccountUser().getId();
            created(organization.members().addMember(subject));
            return subject;
        });
    }

    /** With its service account. */
    public Uni<Void> remove(String clientId) {
        return keycloak.ask("to remove the app", realm -> {
            find(realm, clientId).ifPresent(client -> unless(NOT_FOUND, client::remove));
            return null;
        });
    }

    /** All of a tenant: their names begin with its slug and a dot, and no slug has a dot. */
    public Uni<Void> removeAll(String slug) {
        return keycloak.ask("to remove the tenant's apps", realm -> {
            realm.clients().findAll(slug + ".", false, true, 0, MORE_THAN_A_TENANT_HAS).stream()
                    .filter(found -> found.getClientId().startsWith(slug + "."))
                    .forEach(found -> unless(NOT_FOUND, realm.clients().get(found.getId())::remove));
            return null;
        });
    }

    private static Optional<ClientResource> find(RealmResource realm, String clientId) {
        return realm.clients().findByClientId(clientId).stream()
                .findFirst()
                .map(found -> realm.clients().get(found.getId()));
    }

    private static ClientRepresentation client(WantedApp wanted) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(wanted.clientId());
        client.setSecret(wanted.secret());
        client.setPublicClient(false);
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setFullScopeAllowed(false);
        client.setDefaultClientScopes(ALWAYS);
        client.setOptionalClientScopes(List.of());
        client.setEnabled(false);
        return client;
    }

    private static void update(ClientResource client, WantedApp wanted) {
        ClientRepresentation changed = client.toRepresentation();
        if (wanted.secret() != null) {
            changed.setSecret(wanted.secret());
        }
        changed.setName(wanted.name());
        changed.setEnabled(wanted.enabled());
        client.update(changed);
    }

    private static void grant(RealmResource realm, ClientResource client, List<String> scopes) {
        Map<String, String> granted = ids(client.getOptionalClientScopes());
        granted.forEach((scope, id) -> {
            if (!scopes.contains(scope)) {
                unless(NOT_FOUND, () -> client.removeOptionalClientScope(id));
            }
        });
        if (!granted.keySet().containsAll(scopes)) {
            Map<String, String> all = ids(realm.clientScopes().findAll());
            scopes.stream()
                    .filter(scope -> !granted.containsKey(scope))
                    .forEach(scope -> unless(CONFLICT, () -> client.addOptionalClientScope(all.get(scope))));
        }
    }

    /** By name. */
    private static Map<String, String> ids(List<ClientScopeRepresentation> scopes) {
        return scopes.stream().collect(toMap(ClientScopeRepresentation::getName, ClientScopeRepresentation::getId));
    }
}
