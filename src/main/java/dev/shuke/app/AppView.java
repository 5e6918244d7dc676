package dev.shuke.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shuke.app.StoredApp.AppClient;
import dev.shuke.platform.privacy.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An app. */
@Schema(
        name = "App",
        requiredProperties = {
            "id",
            "name",
            "clientId",
            "scopes",
            "purposes",
            "enabled",
            "status",
            "createdAt",
            "updatedAt"
        })
public record AppView(
        UUID id,
        AppName name,

        @Schema(description = "With which the app asks Keycloak for tokens", examples = "acme-tea.till-x7k2m9p4wd")
        String clientId,

        @Schema(
                description = "Shown once, in the answer to the request that makes or rotates it",
                examples = "sCMuwrHn9E2zQK6oVh5T0YbLJ8dXfPaN1gRkeBi4vUs")
        @JsonProperty
        String clientSecret,

        @Schema(description = AppPatch.SCOPES) List<AppScope> scopes,

        @Schema(description = AppPatch.PURPOSES) List<Purpose> purposes,

        boolean enabled,
        AppStatus status,

        @Schema(
                description = "Works beside `clientId`, with the secret that it has, after a rotation",
                examples = "acme-tea.till-p4wdx7k2m9")
        String formerClientId,

        @Schema(description = "Until when it does") Instant formerUntil,

        Instant createdAt,
        Instant updatedAt) {
    private static final AppClient NONE = new AppClient(null, null, null);

    static AppView of(StoredApp stored) {
        return of(stored, null);
    }

    static AppView of(StoredApp stored, String secret) {
        AppSettings settings = stored.settings();
        AppClient former =
                stored.former() == null || stored.former().until().isBefore(Instant.now()) ? NONE : stored.former();
        return new AppView(
                stored.id(),
                settings.name(),
                stored.client().id(),
                secret,
                settings.scopes(),
                settings.purposes(),
                settings.enabled(),
                stored.status(),
                former.id(),
                former.until(),
                stored.createdAt(),
                stored.updatedAt());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AppView " + id;
    }
}
