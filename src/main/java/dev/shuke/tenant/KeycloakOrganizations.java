package dev.shuke.tenant;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.OrganizationGroupResource;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Organizations, their groups and their staff in Keycloak. Every {@code ensure} looks before it creates and takes
 * "exists already" for done, so that it may be repeated after a failure anywhere, also by two calls at a time.
 *
 * <p>Blocks: never call it on an event loop. Keycloak being away, or refusing the provisioner's own credentials, ends
 * as {@link ErrorCode#UNAVAILABLE}. Its messages are not passed on and not logged: they contain addresses.
 */
@Singleton
public class KeycloakOrganizations {
    private static final Logger LOG = Logger.getLogger(KeycloakOrganizations.class);
    private static final String API_CLIENT = "shuke-api";
    /** The organization's attribute that names the tenant it was made for. */
    private static final String TENANT_ATTRIBUTE = "shuke.tenant";

    /** What Keycloak answers when the thing is there or the person is in it already. */
    private static final int CONFLICT = Response.Status.CONFLICT.getStatusCode();

    private static final int MORE_GROUPS_THAN_WE_MAKE = 100;

    private final Keycloak keycloak;
    private final String realm;

    public KeycloakOrganizations(
            Keycloak keycloak, @ConfigProperty(name = "quarkus.keycloak.admin-client.realm") String realm) {
        this.keycloak = keycloak;
        this.realm = realm;
    }

    /** Whether somebody has an account under this address. */
    public boolean knows(String email) {
        return asking("who has an account", () -> findUser(email).isPresent());
    }

    /**
     * The tenant's organization, made when it is missing.
     *
     * @return Keycloak's id of it
     * @throws ApiException {@link ErrorCode#ALREADY_EXISTS} when another organization has that alias: its people must
     *     not become staff of this tenant
     */
    public String ensureOrganization(UUID tenantId, String slug, String name) {
        OrganizationRepresentation organization = asking(
                "for the organization",
                () -> findOrganization(slug).orElseGet(() -> {
                    created(realm().organizations().create(organization(tenantId, slug, name)));
                    return findOrganization(slug).orElseThrow();
                }));
        if (!madeFor(tenantId, organization)) {
            throw new ApiException(
                    ErrorCode.ALREADY_EXISTS, "Keycloak has an organization of this name that is not this tenant's.");
        }
        return organization.getId();
    }

    /** One group a staff role, each with the role of the API that it stands for. */
    public void ensureRoleGroups(String organizationId) {
        asking("for the groups", () -> {
            String api = realm().clients().findByClientId(API_CLIENT).getFirst().getId();
            Map<String, RoleRepresentation> roles = realm().clients().get(api).roles().list().stream()
                    .collect(toMap(RoleRepresentation::getName, role -> role));
            OrganizationResource organization = realm().organizations().get(organizationId);
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

    /**
     * Makes the person a member of the organization, with the role. Who has no account yet gets one.
     *
     * @param firstPassword of a new account, to be changed at the first login; an existing account is left as it is
     */
    public void ensureStaff(String organizationId, String email, StaffRole role, String firstPassword) {
        asking("for the member of staff", () -> {
            String userId = findUser(email)
                    .orElseGet(() -> {
                        created(realm().users().create(user(email, firstPassword)));
                        return findUser(email).orElseThrow();
                    })
                    .getId();
            OrganizationResource organization = realm().organizations().get(organizationId);
            created(organization.members().addMember(userId));
            join(organization.groups().group(groups(organization).get(role.key())), userId);
            return null;
        });
    }

    private static void join(OrganizationGroupResource group, String userId) {
        try {
            group.addMember(userId);
        } catch (WebApplicationException refusal) {
            if (refusal.getResponse().getStatus() != CONFLICT) {
                throw refusal;
            }
        }
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

    private static Map<String, String> groups(OrganizationResource organization) {
        return organization.groups().getAll(null, null, null, 0, MORE_GROUPS_THAN_WE_MAKE, true, false).stream()
                .collect(toMap(GroupRepresentation::getName, GroupRepresentation::getId));
    }

    private Optional<OrganizationRepresentation> findOrganization(String alias) {
        return realm().organizations().search(alias, true, 0, 2, false).stream()
                .filter(found -> alias.equals(found.getAlias()))
                .findFirst();
    }

    private Optional<UserRepresentation> findUser(String email) {
        return realm().users().searchByEmail(email, true).stream().findFirst();
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

    /** The account and its password are made in one step: no crash can leave the one without the other. */
    private static UserRepresentation user(String email, String firstPassword) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(requireNonNull(firstPassword, "an account has gone since it was looked for: try again"));
        password.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(email);
        user.setEmail(email);
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }

    private RealmResource realm() {
        return keycloak.realm(realm);
    }

    /** Takes the answer to a creation: done, or done before. */
    private static void created(Response answer) {
        try (answer) {
            if (answer.getStatus() >= 400 && answer.getStatus() != CONFLICT) {
                throw new WebApplicationException(answer.getStatus());
            }
        }
    }

    private static <T> T asking(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (ProcessingException away) {
            throw unavailable(what, away.getCause() == null ? away : away.getCause());
        } catch (WebApplicationException refusal) {
            int status = refusal.getResponse().getStatus();
            if (status >= 500 || status == 401 || status == 403 || status == 408 || status == 429) {
                throw unavailable(what + ": " + status, refusal);
            }
            throw new IllegalStateException("Keycloak, asked " + what + ", refused with " + status);
        }
    }

    private static ApiException unavailable(String what, Throwable cause) {
        LOG.warnf("Keycloak could not be asked %s (%s)", what, cause.getClass().getSimpleName());
        return new ApiException(ErrorCode.UNAVAILABLE, "The identity provider does not answer. Send the same again.");
    }
}
