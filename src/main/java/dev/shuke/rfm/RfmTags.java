package dev.shuke.rfm;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.shuke.attribute.AttributeConstraints;
import dev.shuke.eventtype.Bilingual;
import dev.shuke.platform.privacy.FieldGroup;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.rfm.TaggedRepository.Lagging;
import dev.shuke.tag.MemberTagService;
import dev.shuke.tag.TagKind;
import dev.shuke.tag.TagRequest;
import dev.shuke.tag.TagService;
import dev.shuke.tag.TagValueType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A member's tier and stage as tags, whose values are the keys of the settings: so rules ask for them, and their history
 * is told. What the staff say of a member stands, for they know better.
 */
@ApplicationScoped
class RfmTags {
    /** Members whose tags are brought up to date by a step. */
    static final int PAGE = 1_000;

    private final TagService tags;
    private final MemberTagService memberTags;
    private final TaggedRepository repository;

    RfmTags(TagService tags, MemberTagService memberTags, TaggedRepository repository) {
        this.tags = tags;
        this.memberTags = memberTags;
        this.repository = repository;
    }

    /** Whether the two tags are there; not when the merchant has others of these keys. */
    Uni<Boolean> define(Tx tx, RfmSettings settings) {
        Stream<String> tiers = settings.tiers().stream().map(RfmTier::key);
        Stream<String> stages = settings.stages().stream().map(LifecycleStage::key);
        return tags.define(
                        tx,
                        request(
                                TaggedRepository.tag(TransitionMatrix.Kind.TIER),
                                new Bilingual("RFM 等级", "RFM tier"),
                                tiers))
                .chain(tier -> tags.define(
                                tx,
                                request(
                                        TaggedRepository.tag(TransitionMatrix.Kind.STAGE),
                                        new Bilingual("生命周期阶段", "Lifecycle stage"),
                                        stages))
                        .map(stage -> tier && stage));
    }

    private static TagRequest request(String key, Bilingual name, Stream<String> values) {
        return new TagRequest(
                key,
                name,
                TagKind.VALUE,
                false,
                false,
                null,
                TagValueType.ENUM,
                new AttributeConstraints(null, null, null, values.toList()),
                FieldGroup.BEHAVIOUR,
                null,
                null);
    }

    /**
     * Gives members behind one the tags that they ought to have.
     *
     * @return the last of them; null when these were all
     */
    Uni<UUID> follow(Tx tx, TransitionMatrix.Kind kind, UUID after) {
        return repository
                .lagging(tx, kind, after, PAGE)
                .call(page -> give(tx, TaggedRepository.tag(kind), page))
                .map(page -> page.size() < PAGE ? null : page.getLast().member());
    }

    private Uni<Void> give(Tx tx, String tag, List<Lagging> page) {
        Map<Optional<String>, List<UUID>> byValue = page.stream()
                .collect(groupingBy(member -> Optional.ofNullable(member.value()), mapping(Lagging::member, toList())));
        return Multi.createFrom()
                .iterable(byValue.entrySet())
                .onItem()
                .transformToUniAndConcatenate(same -> memberTags.giveBySystem(
                        tx, tag, same.getKey().orElse(null), same.getValue().toArray(UUID[]::new)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
