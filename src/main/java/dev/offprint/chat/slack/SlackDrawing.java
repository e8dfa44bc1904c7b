package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.engine.PlainText;
import dev.offprint.session.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A message as Block Kit, within Slack's limits however long its texts are, with the text that
 * Slack shows where it shows no blocks.
 *
 * @param text alone enough to decide: everything said, and what can be pressed
 */
record SlackDrawing(ArrayNode blocks, String text) {
  /** All texts of a message's blocks together; Slack takes about 13,200 characters. */
  private static final int WORDS = 7_000;

  private static final int MOST_LINES = 40;
  private static final int MOST_ASKED = 12;
  private static final int TITLE = 400;
  private static final int LEAST = 60;

  /**
   * @param link where an earlier post can be seen; empty where nobody can say
   */
  static SlackDrawing draw(Message message, Function<Chat.PostId, String> link) {
    return draw(message, link, List.of());
  }

  /**
   * @param failed files that could not be sent, with why
   */
  static SlackDrawing draw(
      Message message, Function<Chat.PostId, String> link, List<String> failed) {
    Drawer drawer = new Drawer(blocks(message), link);
    switch (message) {
      case Message.Header header -> {
        drawer.title(header.title());
        drawer.lines(header.lines());
        drawer.buttons(header.buttons());
      }
      case Message.Questions questions -> drawer.questions(questions);
      case Message.PlanCard card -> {
        drawer.title(card.title());
        drawer.waiting(card.to());
        drawer.lines(card.lines());
        drawer.buttons(card.buttons());
        drawer.files(card.details());
      }
      case Message.Delivered delivered -> {
        drawer.first(delivered.to(), delivered.firstLine());
        drawer.lines(delivered.lines());
        drawer.buttons(delivered.buttons());
        drawer.files(delivered.files());
      }
      case Message.Stopped stopped -> {
        drawer.first(stopped.to(), stopped.firstLine());
        drawer.lines(stopped.lines());
        drawer.buttons(stopped.buttons());
        drawer.files(stopped.files());
      }
      case Message.Note note -> {
        drawer.note(note.to(), note.text());
        drawer.buttons(note.buttons());
        drawer.files(note.files());
      }
    }
    drawer.failed(failed);
    return drawer.drawn();
  }

  private static SlackBlocks blocks(Message message) {
    List<Asked> asked =
        message instanceof Message.Questions questions
            ? questions.asked().stream().limit(MOST_ASKED).toList()
            : List.of();
    int options = asked.stream().mapToInt(one -> one.options().size()).sum();
    return new SlackBlocks(message.buttons().size() + options, asked.size() + 1);
  }

  /** Draws from the top, blocks and text side by side. */
  private static final class Drawer {
    private final Function<Chat.PostId, String> link;
    private final SlackBlocks blocks;
    private final List<String> said = new ArrayList<>();

    Drawer(SlackBlocks blocks, Function<Chat.PostId, String> link) {
      this.blocks = blocks;
      this.link = link;
    }

    SlackDrawing drawn() {
      String text = String.join("\n", said);
      if (text.isBlank()) {
        blocks.add(empty());
        text = "(no words)";
      }
      return new SlackDrawing(blocks.all(), clipped(text));
    }

    private SlackBlocks.Lines empty() {
      SlackBlocks.Lines lines = blocks.lines();
      lines.line().text("(no words)");
      return lines;
    }

    /** Never within one of the three escapes. */
    private static String clipped(String text) {
      if (text.length() <= SlackWords.TEXT) {
        return text;
      }
      String start = PlainText.clip(text, SlackWords.TEXT - 40).replaceFirst("&[a-z]{0,3}…$", "…");
      return start + " (cut; the message has it all)";
    }

    void title(String title) {
      String line = PlainText.line(title);
      blocks.header(line);
      if (line.length() > 150) {
        SlackBlocks.Lines whole = blocks.lines();
        whole.line().text(SlackWords.cut(line, TITLE));
        blocks.add(whole);
      }
      say(SlackWords.literal(SlackWords.cut(line, TITLE)));
    }

    void waiting(List<Person> to) {
      if (!to.isEmpty()) {
        SlackBlocks.Lines lines = blocks.lines();
        lines.line().text("waiting for ").to(to);
        blocks.add(lines);
        say("waiting for " + SlackWords.calls(to).strip());
      }
    }

    void first(List<Person> to, String words) {
      SlackBlocks.Lines lines = blocks.lines();
      String line = SlackWords.cut(PlainText.line(words), TITLE);
      lines.line().to(to).bold(line);
      blocks.add(lines);
      say(SlackWords.calls(to) + SlackWords.literal(line));
    }

    void note(List<Person> to, String words) {
      String text = SlackWords.cut(PlainText.lines(words), WORDS);
      if (to.isEmpty() && text.isEmpty()) {
        return;
      }
      SlackBlocks.Lines lines = blocks.lines();
      lines.line().to(to).text(text);
      blocks.add(lines);
      say(SlackWords.calls(to) + SlackWords.literal(text));
    }

    void lines(List<Line> all) {
      List<Line> clean =
          all.stream()
              .limit(MOST_LINES)
              .map(
                  line ->
                      new Line(
                          PlainText.brief(line.label(), 40),
                          PlainText.line(line.text()),
                          line.post()))
              .filter(line -> !line.label().isEmpty() || !line.text().isEmpty())
              .toList();
      int most = longest(clean.stream().map(Line::text).toList());
      SlackBlocks.Lines lines = blocks.lines();
      for (Line line : clean) {
        line(lines.line(), line, SlackWords.cut(line.text(), most));
      }
      blocks.add(lines);
      if (all.size() > MOST_LINES) {
        more(all.size() - MOST_LINES, "lines");
      }
    }

    private void line(SlackBlocks.Line into, Line line, String text) {
      into.bold(line.label().isEmpty() ? "" : line.label() + "  ");
      Chat.PostId post = line.post();
      String url = post == null ? "" : link.apply(post);
      if (url.isEmpty() || text.isEmpty()) {
        into.text(text);
      } else {
        into.link(url, text);
      }
      String label = line.label().isEmpty() ? "" : line.label() + ": ";
      say(SlackWords.literal(label + text));
    }

    void questions(Message.Questions questions) {
      note(questions.to(), PlainText.brief(questions.opening(), WORDS / 3));
      List<Asked> asked = questions.asked().stream().limit(MOST_ASKED).toList();
      int most = longest(asked.stream().map(one -> PlainText.line(one.text())).toList());
      for (Asked one : asked) {
        SlackBlocks.Lines lines = blocks.lines();
        String text = SlackWords.cut(PlainText.line(one.text()), most);
        lines.line().bold(text);
        blocks.add(lines);
        say(SlackWords.literal(text));
        blocks.options(one.options());
        press(one.options());
      }
      if (questions.asked().size() > MOST_ASKED) {
        more(questions.asked().size() - MOST_ASKED, "questions");
      }
      buttons(questions.buttons());
      files(questions.files());
    }

    /** One length for all texts, so that together they fit. */
    private static int longest(List<String> texts) {
      int most = WORDS;
      while (most > LEAST && sum(texts, most) > WORDS) {
        most = Math.max(LEAST, most * 4 / 5);
      }
      return most;
    }

    private static int sum(List<String> texts, int most) {
      return texts.stream().mapToInt(text -> Math.min(text.length(), most)).sum();
    }

    private void more(int left, String of) {
      String words = left + " more " + of + " do not fit here: say \"details\" for the whole";
      blocks.aside(words);
      say(words);
    }

    void buttons(List<Button> buttons) {
      blocks.buttons(buttons);
      press(buttons);
    }

    private void press(List<Button> buttons) {
      if (!buttons.isEmpty()) {
        say(
            buttons.stream()
                .limit(20)
                .map(button -> "[" + SlackWords.literal(PlainText.brief(button.label(), 75)) + "]")
                .collect(Collectors.joining(" ")));
      }
    }

    void files(List<Attachment> files) {
      if (!files.isEmpty()) {
        String names =
            "With "
                + files.stream()
                    .map(file -> PlainText.brief(file.name(), 80))
                    .collect(Collectors.joining(", "));
        String words = SlackWords.cut(names, 600);
        blocks.aside(words);
        say(SlackWords.literal(words));
      }
    }

    void failed(List<String> files) {
      if (!files.isEmpty()) {
        String words =
            SlackWords.cut("Could not be sent to Slack: " + String.join(", ", files), 600);
        blocks.aside(words);
        say(SlackWords.literal(words));
      }
    }

    private void say(String words) {
      if (!words.isBlank()) {
        said.add(words.strip());
      }
    }
  }
}
