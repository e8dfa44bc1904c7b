package dev.offprint.chat.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Action;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of message as Block Kit, kept; {@code -Dgolden=write} writes them anew. */
class SlackDrawingTest {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Stream<String> names() {
    return Drawn.all().keySet().stream();
  }

  private static Message named(String name) {
    return Objects.requireNonNull(Drawn.all().get(name));
  }

  static SlackDrawing draw(Message message) {
    return SlackDrawing.draw(
        message,
        post -> "https://lab.slack.example.com/archives/C01/p" + post.value().replace(".", ""));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyKindOfMessageIsDrawnAsKept(String name) throws IOException {
    SlackDrawing drawing = draw(named(name));
    ObjectNode drawn = MAPPER.createObjectNode().put("text", drawing.text());
    drawn.set("blocks", drawing.blocks());
    String now = MAPPER.writeValueAsString(drawn) + "\n";
    if (System.getProperty("golden", "").equals("write")) {
      Files.writeString(Path.of("src/test/resources/slack/" + name + ".json"), now, UTF_8);
    }
    try (var kept = getClass().getResourceAsStream("/slack/" + name + ".json")) {
      assertThat(kept).as("a kept drawing of " + name).isNotNull();
      assertThat(now).isEqualTo(new String(kept.readAllBytes(), UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void slackTakesEveryKindOfMessage(String name) {
    SlackDrawing drawing = draw(named(name));
    assertThat(BlockRules.message(drawing.blocks())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theTextAloneNamesEverythingThatCanBePressed(String name) {
    Message message = named(name);
    SlackDrawing drawing = draw(message);
    for (Button button : message.buttons()) {
      assertThat(drawing.text()).contains("[" + button.label() + "]");
    }
  }

  @Test
  void whatIsCutSaysSo() {
    SlackDrawing drawing =
        draw(new Message.Header("t", List.of(new Line("Why", "x".repeat(20_000))), List.of()));
    assertThat(FakeSlack.text(message(drawing))).contains("characters and more)");
  }

  @Test
  void linesAndAnswersThatDoNotFitAreCounted() {
    List<Line> lines = IntStream.range(0, 60).mapToObj(i -> new Line("", "line " + i)).toList();
    List<Button> buttons =
        IntStream.range(0, 120)
            .mapToObj(i -> new Button("paper " + i, new Action.ChoosePaper(i), false))
            .toList();
    assertThat(FakeSlack.text(message(draw(new Message.Header("t", lines, buttons)))))
        .contains("20 more lines do not fit here")
        .contains("20 more do not fit into the list");
  }

  static ObjectNode message(SlackDrawing drawing) {
    ObjectNode message = MAPPER.createObjectNode().put("text", drawing.text());
    message.set("blocks", drawing.blocks());
    return message;
  }
}
