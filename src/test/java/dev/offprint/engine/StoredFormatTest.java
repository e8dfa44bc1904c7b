package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.offprint.session.Condition;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What earlier versions stored must load and mean the same. A file here is never edited: where a
 * type changes, the reader learns the old form.
 */
class StoredFormatTest {
  private static final ObjectMapper PLAIN =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @Test
  void formatOneLoads() throws IOException {
    loads("states", State.class, true);
    loads("conditions", Condition.class, true);
    loads("events", Event.class, true);
    loads("effects", Effect.class, true);
    loads("plan", Plan.class, false);
    loads("delivery", Delivery.class, false);
    loads("reply", Reply.class, false);
  }

  private static <T> void loads(String name, Class<T> type, boolean list) throws IOException {
    String path = "/stored/format-1/" + name + ".json";
    try (InputStream in = StoredFormatTest.class.getResourceAsStream(path)) {
      String old = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      String now =
          list ? Json.writeList(Json.readList(old, type), type) : Json.write(Json.read(old, type));
      keeps(PLAIN.readTree(old).get("value"), PLAIN.readTree(now).get("value"), name);
    }
  }

  /** All that was there is there now, in its place; there may be more, and one may be a list. */
  private static void keeps(JsonNode old, JsonNode now, String at) {
    if (!old.isArray() && now.isArray()) {
      assertThat(now.size()).as(at).isEqualTo(1);
      keeps(old, now.get(0), at);
    } else if (old.isObject()) {
      old.properties()
          .forEach(
              field -> {
                String below = at + "." + field.getKey();
                assertThat(now.has(field.getKey())).as(below).isTrue();
                keeps(field.getValue(), now.get(field.getKey()), below);
              });
    } else if (old.isArray()) {
      assertThat(now.size()).as(at).isEqualTo(old.size());
      for (int i = 0; i < old.size(); i++) {
        keeps(old.get(i), now.get(i), at + "[" + i + "]");
      }
    } else {
      assertThat(now).as(at).isEqualTo(old);
    }
  }
}
