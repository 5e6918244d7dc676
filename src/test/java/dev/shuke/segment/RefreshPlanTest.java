package dev.shuke.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.touch.Touch;
import dev.shuke.platform.touch.Touches;
import dev.shuke.segment.Membership.State;
import dev.shuke.segment.RefreshPlan.Part;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each rule looks at those of whom something was written that it asks for. */
class RefreshPlanTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final int MOST = 2;

    private final UUID ann = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @Test
    void rulesOfDifferentThingsLookAtDifferentMembers() throws JsonProcessingException {
        KeptSegment buyers = counting("order.paid");
        KeptSegment visitors = counting("store.visited");
        KeptSegment readers = counting("survey.answered");
        List<Part> parts = plan(
                List.of(
                        touch("order.paid", ann),
                        touch("store.visited", bob),
                        touch("product.viewed", UUID.randomUUID())),
                List.of(buyers, visitors, readers));
        assertThat(parts).extracting(Part::segments).containsExactly(List.of(buyers.id()), List.of(visitors.id()));
        assertThat(parts).extracting(part -> List.of(part.members())).containsExactly(List.of(ann), List.of(bob));
    }

    @Test
    void rulesOfTheSameThingAreAskedTogether() throws JsonProcessingException {
        List<KeptSegment> buyers = List.of(counting("order.paid"), counting("order.paid"), counting("order.paid"));
        List<Part> parts = plan(List.of(touch("order.paid", ann), touch("order.paid", ann, bob)), buyers);
        assertThat(parts).extracting(part -> part.segments().size()).containsExactly(MOST, 1);
        assertThat(parts).allSatisfy(part -> assertThat(part.members()).containsExactlyInAnyOrder(ann, bob));
    }

    @Test
    void rulesOfManyThingsLookAtAll() throws JsonProcessingException {
        List<KeptSegment> segments = new ArrayList<>();
        List<Touch> touches = new ArrayList<>();
        for (String type : List.of("a.a", "b.b", "c.c", "d.d")) {
            segments.add(counting(type));
            touches.add(touch(type, UUID.randomUUID()));
        }
        List<Part> parts = plan(touches, segments);
        assertThat(parts.stream().flatMap(part -> part.segments().stream()))
                .containsExactlyElementsOf(
                        segments.stream().map(KeptSegment::id).toList());
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.members())
                        .containsExactlyInAnyOrderElementsOf(touches.stream()
                                .flatMap(touch -> touch.members().stream())
                                .toList()));
    }

    private static Touch touch(String type, UUID... members) {
        return new Touch(Set.of(Touches.event(type)), Set.of(members), null);
    }

    private static KeptSegment counting(String type) throws JsonProcessingException {
        Rule rule = new ObjectMapper().readValue("""
                {"type":"event","event":"%s","op":"gte","value":1}""".formatted(type), Rule.class);
        return new KeptSegment(UUID.randomUUID(), 1, State.READY, NOW, NOW, rule);
    }

    private static List<Part> plan(List<Touch> touches, List<KeptSegment> segments) {
        return RefreshPlan.of(
                        touches,
                        segments.stream().map(KeptSegment::id).toList(),
                        segments,
                        RuleAccess.allowedBefore(new Definitions(Map.of(), Map.of(), Map.of())),
                        NOW,
                        ZoneOffset.UTC)
                .parts(MOST);
    }
}
