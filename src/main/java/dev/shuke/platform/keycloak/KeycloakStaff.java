package dev.shuke.platform.keycloak;

import static dev.shuke.platform.keycloak.KeycloakRealm.CONFLICT;
import static dev.shuke.platform.keycloak.KeycloakRealm.NOT_FOUND;
import static dev.shuke.platform.keycloak.KeycloakRealm.created;
import static dev.shuke.platform.keycloak.KeycloakRealm.removed;
import static dev.shuke.platform.keycloak.KeycloakRealm.unless;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.StaffEmail;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.admin.client.resource.OrganizationResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Accounts of people, and in which organizations they have which roles. A person has one account in all of them. */
@Singleton
public class KeycloakStaff {
    private static final int MORE_GROUPS_THAN_ONE_IS_IN = 100;

    private final KeycloakRealm keycloak;

    KeycloakStaff(KeycloakRealm keycloak) {
        this.keycloak = keycloak;
    }

    /** The id of the account under this address, which is the subject of its tokens; null when there is none. */
    public Uni<String> find(StaffEmail email) {
        return keycloak.ask(
                "who has an account",
                realm -> find(realm, email).map(UserRepresentation::getId).orElse(null));
    }

    /**
     * Makes the person a member of the tenant's organization with these roles and no others. Who has no account yet
     * gets one.
     *
     * @param firstPassword of a new account, to be changed at the first login; an existing account is left as it is
     * @return the account's id
     */
    public Uni<String> ensure(
            UUID tenantId, String slug, StaffEmail email, Set<StaffRole> roles, String firstPassword) {
        return keycloak.ask("for the member of staff", realm -> {
            OrganizationResource organization = KeycloakOrganizations.find(realm, tenantId, slug)
                    .orElseThrow(() -> new IllegalStateException("the tenant has no organization"));
            String userId = find(realm, email)
                    .orElseGet(() -> {
                        created(realm.users().create(user(email, firstPassword)));
                        return find(realm, email).orElseThrow();
                    })
                    .getId();
            created(organization.members().addMember(userId));
            assign(organization, userId, roles);
            return userId;
        });
    }

    /**
     * Takes the person out of the tenant's organization, and so out of its groups. The account stays: it may be
     * another tenant's too.
     */
    public Uni<Void> remove(UUID tenantId, String slug, StaffEmail email) {
        return keycloak.ask("to remove the member of staff", realm -> {
            KeycloakOrganizations.find(realm, tenantId, slug)
                    .ifPresent(organization -> find(realm, email).ifPresent(user -> {
                        assign(organization, user.getId(), Set.of());
                        removed(organization.members().removeMember(user.getId()));
                    }));
            return null;
        });
    }

    private static void assign(OrganizationResource organization, String userId, Set<StaffRole> roles) {
        Map<String, String> groups = KeycloakOrganizations.groups(organization);
        Map<String, String> joined = joined(organization, userId);
        for (StaffRole role : StaffRole.values()) {
            String group = groups.get(role.key());
            if (roles.contains(role) && !joined.containsKey(role.key())) {
                unless(CONFLICT, () -> organization.groups().group(group).addMember(userId));
            } else if (!roles.contains(role) && joined.containsKey(role.key())) {
                unless(NOT_FOUND, () -> organization.groups().group(group).removeMember(userId));
            }
        }
    }

    /** The groups that the person is in, ids by name; none of who is no member. */
    private static Map<String, String> joined(OrganizationResource organization, String userId) {
        try {
            return organization.members().member(userId).groups(0, MORE_GROUPS_THAN_ONE_IS_IN, true).stream()
                    .collect(toMap(GroupRepresentation::getName, GroupRepresentation::getId));
        } catch (NotFoundException noMember) {
            return Map.of();
        }
    }

    private static Optional<UserRepresentation> find(RealmResource realm, StaffEmail email) {
        return realm.users().searchByEmail(email.clear(), true).stream().findFirst();
    }

    /** The account and its password are made in one step: no crash can leave the one without the other. */
    private static UserRepresentation user(StaffEmail email, String firstPassword) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(requireNonNull(firstPassword, "an account has gone since it was looked for: try again"));
        password.setTemporary(true);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(email.clear());
        user.setEmail(email.clear());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        return user;
    }
}
