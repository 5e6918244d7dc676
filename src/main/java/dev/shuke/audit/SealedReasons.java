package dev.shuke.audit;

import static java.util.stream.Collectors.toSet;

import dev.shuke.member.RevealReasonService;
import dev.shuke.platform.audit.Reason;
import dev.shuke.platform.privacy.MemberKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Opens the reasons that stand in the log sealed under the key of the member whom the entry is about. */
@ApplicationScoped
class SealedReasons {
    private final RevealReasonService reasons;

    SealedReasons(RevealReasonService reasons) {
        this.reasons = reasons;
    }

    /** As they are to be read; of members who are erased without the reason. */
    Uni<List<StoredEntry>> open(List<StoredEntry> entries) {
        Set<UUID> members = entries.stream()
                .filter(SealedReasons::isSealed)
                .map(entry -> UUID.fromString(entry.aboutId()))
                .collect(toSet());
        return reasons.keys(members)
                .map(keys -> entries.stream().map(entry -> open(entry, keys)).toList());
    }

    private static boolean isSealed(StoredEntry entry) {
        return entry.aboutKind().equals("member") && Reason.isSealed(entry.reason());
    }

    private static StoredEntry open(StoredEntry entry, Map<UUID, MemberKey> keys) {
        if (!isSealed(entry)) {
            return entry;
        }
        MemberKey key = keys.get(UUID.fromString(entry.aboutId()));
        return entry.because(key == null ? null : RevealReasonService.open(key, entry.reason()));
    }
}
