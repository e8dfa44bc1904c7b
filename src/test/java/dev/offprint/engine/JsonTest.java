package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offprint.session.Analysis;
import dev.offprint.session.BlobId;
import dev.offprint.session.Brief;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Event;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.SessionId;
import dev.offprint.session.Specimens;
import dev.offprint.session.State;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
  static Stream<Class<?>> stored() {
    return Stream.of(
        State.class,
        Event.class,
        Effect.class,
        Plan.class,
        PlanDraft.class,
        Brief.class,
        Paper.class,
        Delivery.class,
        Reply.class,
        Progress.Standing.class,
        Specified.class,
        Written.class,
        Action.class);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void everyStoredValueIsReadBackAsItWas(Class<?> type) {
    for (Object value : Specimens.every(type)) {
      String stored = Json.write(value);
      assertThat((Object) Json.read(stored, type)).as(stored).isEqualTo(value);
    }
  }

  /** Two records of one name in one sealed type could not be told apart when read back. */
  @ParameterizedTest
  @MethodSource("stored")
  void namesWithinASealedTypeAreUnique(Class<?> type) {
    Set<Class<?>> seen = new HashSet<>();
    seal(type, seen);
    for (Class<?> sealed : seen) {
      assertThat(leaves(sealed)).doesNotHaveDuplicates();
    }
  }

  private static void seal(Class<?> type, Set<Class<?>> seen) {
    if (type.isSealed() && seen.add(type)) {
      for (Class<?> child : type.getPermittedSubclasses()) {
        seal(child, seen);
      }
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        seal(component.getType(), seen);
      }
    }
  }

  private static List<String> leaves(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(
            child -> child.isSealed() ? leaves(child).stream() : Stream.of(child.getSimpleName()))
        .toList();
  }

  @Test
  void listsAreReadBackAsTheyWere() {
    List<Event> events = Specimens.every(Event.class);
    assertThat(Json.readList(Json.writeList(events, Event.class), Event.class)).isEqualTo(events);
    List<Analysis> analyses = Specimens.every(Analysis.class);
    assertThat(Json.readList(Json.writeList(analyses, Analysis.class), Analysis.class))
        .isEqualTo(analyses);
  }

  @Test
  void theFormIsPlain() {
    Effect erase = new Effect.Erase(new EffectKey(new SessionId("abcd2345"), 7));
    assertThat(Json.write(erase))
        .isEqualTo(
            """
            {"format":1,"value":{"type":"Erase","key":{"session":"abcd2345","n":7}}}""");
  }

  @Test
  void aNewerFormatIsRefused() {
    String newer = Json.write(Brief.EMPTY).replace("\"format\":1", "\"format\":2");
    assertThatThrownBy(() -> Json.read(newer, Brief.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stored in format 2, this version reads up to 1");
  }

  @Test
  void whatIsNoDocumentIsRefused() {
    for (String text : List.of("{}", "[]", "null", "{\"format\":\"x\"}", "{\"format\":1", "")) {
      assertThatThrownBy(() -> Json.read(text, Brief.class))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Json.read("{\"format\":1}", Brief.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsAreCheckedWhenRead() {
    String cut = Json.write(new BlobId("0".repeat(64))).replace("0".repeat(64), "0");
    assertThatThrownBy(() -> Json.read(cut, BlobId.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blob id must match");
  }
}
