package dev.offprint.chat.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Action;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.BlobId;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.QuestionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a paper, a model or a person wrote: Slack takes the message, and it stays words. */
class HostileTextTest {
  private static final int RUNS = 1_500;
  private static final int MOST_BLOCK_TEXT = 13_200;
  private static final int MOST_TEXT = 4_000;
  private static final List<String> PIECES =
      List.of(
          "<!channel>",
          "<!here|here>",
          "<@U0BEN>",
          "<#C01|general>",
          "<!subteam^S01>",
          "@channel",
          "@here",
          "@everyone",
          "<https://example.com|click me>",
          "https://example.com/x?a=1&b=2",
          "mailto:ada@example.com",
          ":smile:",
          ":+1::skin-tone-3:",
          "*bold*",
          "_italic_",
          "__init__",
          "~gone~",
          "`code`",
          "```\nblock\n```",
          "> quoted",
          "&lt;!channel&gt;",
          "&amp;",
          "\n\n",
          "\n> a\n* b\n1. c",
          "\u202eright to left\u202c",
          "\u2066isolated\u2069",
          "\u200bzero\u200bwidth\u2060",
          "مرحبا",
          "שלום",
          "\ud800",
          "\udc00",
          "\u0000\u0007\u001b[2J",
          "😀👩‍🔬🇫🇷",
          "a\u0301\u0302\u0303\u0304",
          "{{mustache}}",
          "\"},{\"type\":\"divider\"}",
          "plain words of a paper",
          "x",
          " ",
          "");

  /** What Slack reads as markup in a message's text. */
  private static final List<Pattern> MARKUP =
      Stream.of(
              "\\*",
              "~",
              "`",
              "(?<![\\p{L}\\p{N}])_",
              "_(?![\\p{L}\\p{N}])",
              ":[\\p{L}\\p{N}_+'-]+:",
              "(?m)^\\s*(>|&gt;)",
              "&(?!amp;|lt;|gt;)",
              "<(?!@U0ADA>)",
              "[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]",
              "[\\x00-\\x08\\x0b-\\x1f\\x7f]")
          .map(Pattern::compile)
          .toList();

  private Random random = new Random();

  @Test
  void nothingLeavesItsPlace() {
    for (long seed = 0; seed < RUNS; seed++) {
      random = new Random(seed);
      Message message = message();
      SlackDrawing drawing =
          SlackDrawing.draw(message, post -> "https://lab.slack.example.com/" + post.value());
      String as = "seed " + seed + ": " + message.getClass().getSimpleName();
      fits(drawing, as);
      staysInPlace(drawing, as);
    }
  }

  private static void fits(SlackDrawing drawing, String as) {
    assertThat(BlockRules.message(drawing.blocks())).as(as).isEmpty();
    assertThat(BlockRules.characters(drawing.blocks())).as(as).isLessThanOrEqualTo(MOST_BLOCK_TEXT);
    assertThat(drawing.blocks().size()).as(as).isBetween(1, 50);
    assertThat(drawing.text().length()).as(as).isBetween(1, MOST_TEXT);
    List<String> ids = drawing.blocks().findValuesAsText("action_id");
    assertThat(ids).as(as).doesNotHaveDuplicates();
    String json = drawing.blocks() + drawing.text();
    assertThat(new String(json.getBytes(UTF_8), UTF_8)).as(as).isEqualTo(json);
  }

  private static void staysInPlace(SlackDrawing drawing, String as) {
    ObjectNode message = SlackDrawingTest.message(drawing);
    assertThat(FakeSlack.called(message)).as(as).isSubsetOf("@U0ADA");
    Set<String> types = new TreeSet<>();
    types(drawing.blocks(), types);
    assertThat(types)
        .as(as)
        .isSubsetOf(
            "header",
            "plain_text",
            "rich_text",
            "rich_text_section",
            "text",
            "user",
            "link",
            "actions",
            "button",
            "static_select",
            "context");
    assertThat(new HashSet<>(drawing.blocks().findValuesAsText("url")))
        .as(as)
        .isSubsetOf("https://lab.slack.example.com/1.2");
    assertThat(drawing.blocks().findValues("emoji")).as(as).allMatch(emoji -> !emoji.asBoolean());
    for (Pattern markup : MARKUP) {
      assertThat(drawing.text()).as(as + " " + markup).doesNotContainPattern(markup);
    }
    for (String shown : drawing.blocks().findValuesAsText("text")) {
      assertThat(shown)
          .as(as)
          .doesNotContainPattern("[\\u200b\\u202a-\\u202e\\u2060-\\u2069\\x00-\\x08\\x0b-\\x1f]");
    }
  }

  private static void types(JsonNode of, Set<String> into) {
    if (of.hasNonNull("type")) {
      into.add(of.path("type").asText());
    }
    of.forEach(part -> types(part, into));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      boolean many = random.nextInt(12) == 0;
      text.append(many ? piece.repeat(1 + random.nextInt(2_000)) : piece);
      text.append(random.nextBoolean() ? " " : "");
    }
    return text.toString();
  }

  private <T> List<T> some(int most, Supplier<T> one) {
    int often = random.nextInt(10) == 0 ? most : 4;
    List<T> some = new ArrayList<>();
    int count = random.nextInt(often + 1);
    for (int i = 0; i < count; i++) {
      some.add(one.get());
    }
    return some;
  }

  private List<Button> buttons(int most) {
    return some(
        most,
        () ->
            new Button(
                text(), new Action.ChoosePaper(random.nextInt(1_000)), random.nextBoolean()));
  }

  private List<Line> lines() {
    return some(
        200,
        () ->
            new Line(
                random.nextBoolean() ? "Why" : text(),
                text(),
                random.nextInt(4) == 0 ? new Chat.PostId("1.2") : null));
  }

  private List<Person> people() {
    return some(
        30,
        () ->
            random.nextBoolean()
                ? Drawn.ADA
                : new Person(
                    new PersonId(random.nextBoolean() ? "slack:<!here>" : "test:x"), text()));
  }

  private List<Attachment> files() {
    return some(40, () -> new Attachment(text(), "text/plain", BlobId.EMPTY));
  }

  private Message message() {
    return switch (random.nextInt(6)) {
      case 0 -> new Message.Header(text(), lines(), buttons(150));
      case 1 ->
          new Message.Questions(
              people(),
              text(),
              some(40, () -> new Asked(new QuestionId("Q1"), text(), buttons(150))),
              buttons(30),
              files());
      case 2 -> new Message.PlanCard(text(), people(), lines(), buttons(30), files());
      case 3 -> new Message.Delivered(people(), text(), lines(), buttons(30), files());
      case 4 -> new Message.Stopped(people(), text(), lines(), buttons(30), files());
      default -> new Message.Note(people(), text(), buttons(150), files());
    };
  }
}
