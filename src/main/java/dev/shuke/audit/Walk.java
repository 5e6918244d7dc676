package dev.shuke.audit;

import static java.util.stream.Collectors.toMap;

import dev.shuke.audit.EntryRepository.OutsideChain;
import dev.shuke.audit.VerificationView.Finding;
import dev.shuke.audit.VerificationView.Kind;
import dev.shuke.audit.VerificationView.Outside;
import dev.shuke.audit.VerificationView.SealHead;
import dev.shuke.audit.VerificationView.Unsealed;
import dev.shuke.platform.privacy.TenantKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** A walk along the chain, seal by seal; what it found so far. Rules alone, without the database. */
final class Walk {
    private static final int MOST_FINDINGS = 100;

    private final TenantKeys keys;
    private final long start;
    private final Map<Long, List<Head>> heads = new HashMap<>();
    private final boolean compared;
    private final long lastHead;
    private final List<Finding> findings = new ArrayList<>();
    private Seal before;
    private long seals;
    private long entries;

    /**
     * @param before the seal behind which to begin; null for the first
     * @param outside the heads that were written down, null when none are kept
     */
    Walk(TenantKeys keys, Seal before, List<Head> outside) {
        this.keys = keys;
        this.before = before;
        this.start = before == null ? 0 : before.number();
        this.compared = outside != null;
        List<Head> known = compared ? outside : List.of();
        known.forEach(head -> heads.computeIfAbsent(head.number(), number -> new ArrayList<>())
                .add(head));
        this.lastHead = known.stream().mapToLong(Head::number).max().orElse(0);
    }

    long last() {
        return before == null ? 0 : before.number();
    }

    long entries() {
        return entries;
    }

    /** @param found those of the seal's entries that are there */
    void step(Seal seal, List<StoredEntry> found) {
        boolean gap = seal.number() != last() + 1;
        if (gap) {
            find(Finding.of(Kind.SEAL_REMOVED, last() + 1));
        }
        if (!gap && !seal.genuine(before, keys)) {
            find(Finding.of(Kind.SEAL_ALTERED, seal.number()));
        }
        if (heads.getOrDefault(seal.number(), List.of()).stream()
                .anyMatch(head -> !head.mac().equals(seal.macText()))) {
            find(Finding.of(Kind.CHAIN_CUT, seal.number()));
        }
        compare(seal, found);
        before = seal;
        seals++;
        entries += seal.entries().size();
    }

    private void compare(Seal seal, List<StoredEntry> found) {
        Map<UUID, byte[]> digests = found.stream().collect(toMap(StoredEntry::id, StoredEntry::digest));
        int whole = Math.min(seal.entries().size(), seal.digests().length / 32);
        IntStream.range(0, whole)
                .mapToObj(i -> compare(seal, i, digests.get(seal.entries().get(i))))
                .filter(Objects::nonNull)
                .forEach(this::find);
    }

    private static Finding compare(Seal seal, int i, byte[] digest) {
        UUID id = seal.entries().get(i);
        if (digest == null) {
            return new Finding(Kind.ENTRY_REMOVED, seal.number(), id);
        }
        if (Arrays.equals(digest, seal.digest(i))) {
            return null;
        }
        boolean elsewhere = IntStream.range(0, seal.digests().length / 32)
                .anyMatch(other -> Arrays.equals(digest, seal.digest(other)));
        return new Finding(elsewhere ? Kind.ENTRY_REORDERED : Kind.ENTRY_ALTERED, seal.number(), id);
    }

    /** @param ended whether there is nothing behind the last step */
    VerificationView result(OutsideChain outside, boolean ended) {
        outside.added().forEach(id -> find(new Finding(Kind.ENTRY_ADDED, null, id)));
        if (ended && lastHead > last()) {
            find(Finding.of(Kind.CHAIN_CUT, last() + 1));
        }
        return new VerificationView(
                findings.isEmpty(),
                seals,
                entries,
                last() == start ? null : new SealHead(before.number(), before.macText(), before.sealedAt()),
                new Unsealed(outside.waiting(), outside.since()),
                compared ? Outside.COMPARED : Outside.NOT_KEPT,
                List.copyOf(findings),
                ended ? null : last());
    }

    private void find(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
