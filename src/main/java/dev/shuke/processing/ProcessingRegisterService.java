package dev.shuke.processing;

import dev.shuke.platform.access.StaffRole;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.privacy.FieldMatrix;
import dev.shuke.platform.privacy.FieldPolicy;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.processing.ProcessingRegisterRepository.App;
import dev.shuke.processing.ProcessingRegisterView.Attribute;
import dev.shuke.processing.ProcessingRegisterView.Recipient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what is done with data about members from what the tenant has configured. */
@ApplicationScoped
class ProcessingRegisterService {
    private static final List<Attribute> BUILT_IN = List.of(
            new Attribute("identities", FieldGroup.CONTACT.key(), true),
            new Attribute("profile.name", FieldGroup.IDENTITY.key(), true),
            new Attribute("profile.email", FieldGroup.CONTACT.key(), true),
            new Attribute("profile.gender", FieldGroup.PROFILE.key(), false),
            new Attribute("profile.birthday", FieldGroup.PROFILE.key(), false),
            new Attribute("profile.city", FieldGroup.PROFILE.key(), false),
            new Attribute("metrics", FieldGroup.BEHAVIOUR.key(), false),
            new Attribute("metrics.monetary", FieldGroup.AMOUNT.key(), false));

    private final TenantDb db;
    private final ProcessingRegisterRepository repository;

    ProcessingRegisterService(TenantDb db, ProcessingRegisterRepository repository) {
        this.db = db;
        this.repository = repository;
    }

    Uni<ProcessingRegisterView> current() {
        return db.inTransaction(tx -> Uni.combine()
                .all()
                .unis(
                        repository.attributes(tx),
                        repository.eventTypes(tx, FieldPolicy.of(tx.call()).canReadWhole(FieldGroup.BEHAVIOUR)),
                        repository.apps(tx),
                        repository.disclosed(tx))
                .with((attributes, types, apps, disclosed) -> new ProcessingRegisterView(
                        Stream.concat(BUILT_IN.stream(), attributes.stream()).toList(),
                        types,
                        recipients(tx, apps),
                        disclosed)));
    }

    private static List<Recipient> recipients(Tx tx, List<App> apps) {
        Map<String, Map<String, String>> changes = tx.call().tenant().fieldPolicy();
        return Stream.concat(
                        Arrays.stream(StaffRole.values())
                                .map(role -> new Recipient(
                                        "role",
                                        role.key(),
                                        role.permissions().stream().sorted().toList(),
                                        null,
                                        sees(role.key(), changes))),
                        apps.stream()
                                .map(app -> new Recipient(
                                        "app",
                                        app.name(),
                                        app.scopes(),
                                        app.purposes(),
                                        sees(FieldMatrix.APP, changes))))
                .toList();
    }

    private static Map<String, String> sees(String row, Map<String, Map<String, String>> changes) {
        Map<String, String> sees = new LinkedHashMap<>();
        for (FieldGroup group : FieldGroup.values()) {
            sees.put(group.key(), FieldMatrix.of(row, group, changes).key());
        }
        return sees;
    }
}
