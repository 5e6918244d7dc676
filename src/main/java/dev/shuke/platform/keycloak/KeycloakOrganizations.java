package dev.shuke.platform.keycloak;

import static dev.shuke.platform.keycloak.KeycloakRealm.created;
import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** One organization a tenant, with one group a staff role. The organization's alias is the tenant's slug. */
@Singleton
public class KeycloakOrganizations {
    private static final String API_CLIENT = "shuke-api";
    /** The organization's attribute that names the tenant it was made for. */
    private static final String TENANT_ATTRIBUTE = "shuke.tenant";

    private static final int MORE_GROUPS_THAN_WE_MAKE = 100;

    private final KeycloakRealm keycloak;

    KeycloakOrganizations(KeycloakRealm keycloak) {
        this.keycloak = keycloak;
    }

    /**
     * The tenant's organization, made when it is missing.
     *
     * @return Keycloak's id of it
     * @throws ApiException {@link ErrorCode#ALREADY_EXISTS} when another organization has that alias: its people must
     *     not become staff of this tenant
     */
    public Uni<String> ensure(UUID tenantId, String slug, String name) {
        return keycloak.ask("for the organization", realm -> {
            OrganizationRepresentation organization = find(realm, slug).orElseGet(() -> {
                created(realm.organizations().create(organization(tenantId, slug, name)));
                return find(realm, slug).orElseThrow();
            });
            if (!madeFor(tenantId, organization)) {
                throw new ApiException(
                        ErrorCode.ALREADY_EXISTS,
                        "Keycloak has an organization of this name that is not this tenant's.");
            }
            return organization.getId();
        });
    }

    /** One group a staff role, each with the role of the API that it stands for. */
    public Uni<Void> ensureRoleGroups(String organizationId) {
        return keycloak.ask("for the groups", realm -> {
            String api = realm.clients().findByClientId(API_CLIENT).getFirst().getId();
            Map<String, RoleRepresentation> roles = realm.clients().get(api).roles().list().stream()
                    .collect(toMap(RoleRepresentation::getName, role -> role));
            OrganizationResource organization = realm.organizations().get(organizationId);
            Map<String, String> groups = ensureGroups(organization);
            for (StaffRole role : StaffRole.values()) {
                organization
                        .groups()
                        .group(groups.get(role.key()))
                        .roles()
                        .clientLevel(api)
                        .add(List.of(roles.get(role.key())));
            }
            return null;
        });
    }

    /** Whether tokens name the organization; one that is not there stays so. */
    public Uni<Void> enable(UUID tenantId, String slug, boolean enabled) {
        return keycloak.ask("to open or close the organization", realm -> {
            find(realm, tenantId, slug).ifPresent(organization -> {
                OrganizationRepresentation stored = organization.toRepresentation();
                if (stored.isEnabled() != enabled) {
                    stored.setEnabled(enabled);
                    created(organization.update(stored));
                }
            });
            return null;
        });
    }

    /** With its groups; the accounts of its people stay, for they may be another merchant's too. */
    public Uni<Void> remove(UUID tenantId, String slug) {
        return keycloak.ask("to remove the organization", realm -> {
            find(realm, tenantId, slug).ifPresent(organization -> created(organization.delete()));
            return null;
        });
    }

    private static Map<String, String> ensureGroups(OrganizationResource organization) {
        Map<String, String> present = groups(organization);
        List<StaffRole> missing = Arrays.stream(StaffRole.values())
                .filter(role -> !present.containsKey(role.key()))
                .toList();
        for (StaffRole role : missing) {
            GroupRepresentation group = new GroupRepresentation();
            group.setName(role.key());
            created(organization.groups().addTopLevelGroup(group));
        }
        return missing.isEmpty() ? present : groups(organization);
    }

    /** Ids by name. */
    static Map<String, String> groups(OrganizationResource organization) {
        return organization.groups().getAll(null, null, null, 0, MORE_GROUPS_THAN_WE_MAKE, true, false).stream()
                .collect(toMap(GroupRepresentation::getName, GroupRepresentation::getId));
    }

    /** The organization that was made for this tenant; empty when there is none. */
    static Optional<OrganizationResource> find(RealmResource realm, UUID tenantId, String slug) {
        return find(realm, slug)
                .filter(found -> madeFor(tenantId, found))
                .map(found -> realm.organizations().get(found.getId()));
    }

    private static Optional<OrganizationRepresentation> find(RealmResource realm, String alias) {
        return realm.organizations().search(alias, true, 0, 2, false).stream()
                .filter(found -> alias.equals(found.getAlias()))
                .findFirst();
    }

    private static boolean madeFor(UUID tenantId, OrganizationRepresentation organization) {
        return organization.getAttributes() != null
                && List.of(tenantId.toString())
                        .equals(organization.getAttributes().get(TENANT_ATTRIBUTE));
    }

    /** Alias and name are each unique in a realm: both are the slug. */
    private static OrganizationRepresentation organization(UUID tenantId, String slug, String name) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setAlias(slug);
        organization.setName(slug);
        organization.setDescription(name);
        organization.setAttributes(Map.of(TENANT_ATTRIBUTE, List.of(tenantId.toString())));
        return organization;
    }
}
