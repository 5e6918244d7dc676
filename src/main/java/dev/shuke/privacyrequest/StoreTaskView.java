package dev.shuke.privacyrequest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What stores have to do about a privacy request. */
@Schema(
        name = "StoreTask",
        requiredProperties = {"id", "type", "memberId", "dueAt", "stores"})
public record StoreTaskView(
        @Schema(description = "The request's") UUID id,
        PrivacyRequestType type,

        @Schema(description = "Of one who is erased it leads to nobody any more")
        UUID memberId,

        @Schema(description = "When the request is to be answered")
        Instant dueAt,

        @Schema(
                description = "Codes of those that have not confirmed yet, as far as they are the caller's",
                examples = "[\"S-01\"]")
        List<String> stores) {

    static StoreTaskView of(PrivacyRequestView request, List<String> own) {
        List<String> open = request.tasks().stream()
                .filter(task -> task.confirmed() == null)
                .map(PrivacyRequestView.Task::store)
                .filter(store -> own == null || own.contains(store))
                .toList();
        return new StoreTaskView(request.id(), request.type(), request.memberId(), request.dueAt(), open);
    }
}
