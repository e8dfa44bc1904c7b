package dev.offprint.engine;

import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.SessionId;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a message fit a platform, visibly: long text is cut with a sign and its whole goes into a
 * file, buttons that do not fit are named so that they can be typed, a file too large is named.
 */
final class Fit {
  private static final String WHOLE = "message.txt";
  private final Blobs blobs;
  private final SessionId session;

  Fit(Blobs blobs, SessionId session) {
    this.blobs = blobs;
    this.session = session;
  }

  Message fit(Message message, Chat.Limits limits) {
    return switch (message) {
      case Message.Header header ->
          new Message.Header(
              PlainText.clip(header.title(), limits.text() / 4),
              cut(
                  header.lines(),
                  limits.text() - Math.min(header.title().length(), limits.text() / 4)),
              buttons(header.buttons(), limits));
      case Message.Questions questions -> fit(questions, limits);
      case Message.PlanCard card -> {
        List<Line> lines = new ArrayList<>(card.lines());
        List<Attachment> files = files(card.details(), lines, limits);
        String title = PlainText.clip(card.title(), limits.text() / 4);
        lines = whole(lines, files, limits.text() - title.length(), card.title());
        yield new Message.PlanCard(title, card.to(), lines, buttons(card.buttons(), limits), files);
      }
      case Message.Delivered delivered -> {
        List<Line> lines = new ArrayList<>(delivered.lines());
        List<Attachment> files = files(delivered.files(), lines, limits);
        String first = PlainText.clip(delivered.firstLine(), limits.text() / 4);
        lines = whole(lines, files, limits.text() - first.length(), delivered.firstLine());
        yield new Message.Delivered(
            delivered.to(), first, lines, buttons(delivered.buttons(), limits), files);
      }
      case Message.Stopped stopped -> {
        List<Line> lines = new ArrayList<>(stopped.lines());
        List<Attachment> files = files(stopped.files(), lines, limits);
        String first = PlainText.clip(stopped.firstLine(), limits.text() / 4);
        lines = whole(lines, files, limits.text() - first.length(), stopped.firstLine());
        yield new Message.Stopped(
            stopped.to(), first, lines, buttons(stopped.buttons(), limits), files);
      }
      case Message.Note note -> {
        List<Line> lines = new ArrayList<>(List.of(new Line("", note.text())));
        List<Attachment> files = files(note.files(), lines, limits);
        lines = whole(lines, files, limits.text(), "");
        List<String> texts = lines.stream().map(Line::text).toList();
        yield new Message.Note(
            note.to(), String.join("\n", texts), buttons(note.buttons(), limits), files);
      }
    };
  }

  private Message fit(Message.Questions questions, Chat.Limits limits) {
    int left = limits.buttons() - Math.min(questions.buttons().size(), limits.buttons());
    List<Line> texts = new ArrayList<>();
    List<List<Button>> options = new ArrayList<>();
    for (Asked asked : questions.asked()) {
      boolean pressed = asked.options().size() <= left;
      boolean cut =
          !pressed
              || asked.options().stream()
                  .anyMatch(option -> option.label().length() > limits.label());
      options.add(pressed ? buttons(asked.options(), limits) : List.of());
      left -= pressed ? asked.options().size() : 0;
      // A label that is cut, or no button at all: the options are spelled out beside the question.
      List<String> spelled = asked.options().stream().map(Button::label).toList();
      texts.add(
          new Line(
              asked.id().value(), asked.text() + (cut ? " — " + String.join(" · ", spelled) : "")));
    }
    List<Attachment> files = new ArrayList<>(questions.files());
    List<Line> brief =
        whole(texts, files, limits.text() - questions.opening().length(), questions.opening());
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < questions.asked().size(); i++) {
      asked.add(new Asked(questions.asked().get(i).id(), brief.get(i).text(), options.get(i)));
    }
    String opening =
        questions.opening()
            + (brief.size() > texts.size() ? " (" + brief.getLast().text() + ")" : "");
    return new Message.Questions(
        questions.to(),
        PlainText.clip(opening, limits.text() / 3),
        asked,
        buttons(questions.buttons(), limits),
        files);
  }

  /** Cuts lines that are too long and adds the whole as a file; as they are where they fit. */
  private List<Line> whole(List<Line> lines, List<Attachment> files, int room, String first) {
    if (size(lines) <= room) {
      return lines;
    }
    StringBuilder all = new StringBuilder(first).append('\n');
    lines.forEach(line -> all.append(line.label()).append("  ").append(line.text()).append('\n'));
    files.add(
        new Attachment(WHOLE, "text/plain", blobs.putText(session, all.toString().strip() + "\n")));
    Line more = new Line("", "all of it is in " + WHOLE);
    List<Line> cut = new ArrayList<>(cut(lines, room - size(List.of(more))));
    cut.add(more);
    return cut;
  }

  private static int size(List<Line> lines) {
    return lines.stream().mapToInt(line -> line.label().length() + line.text().length() + 2).sum();
  }

  /** Cuts the longest lines to one length, so that all together fit. */
  private static List<Line> cut(List<Line> lines, int room) {
    if (size(lines) <= room) {
      return lines;
    }
    int low = 0;
    int high = room;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (size(clipped(lines, middle)) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return clipped(lines, low);
  }

  private static List<Line> clipped(List<Line> lines, int most) {
    return lines.stream()
        .map(line -> new Line(line.label(), PlainText.clip(line.text(), most), line.post()))
        .toList();
  }

  /** The buttons that fit, the one to press when in doubt among them. */
  private static List<Button> buttons(List<Button> buttons, Chat.Limits limits) {
    List<Button> kept = new ArrayList<>(buttons);
    for (int i = kept.size() - 1; i >= 0 && kept.size() > limits.buttons(); i--) {
      if (!kept.get(i).primary()) {
        kept.remove(i);
      }
    }
    return kept.stream()
        .limit(limits.buttons())
        .map(
            button ->
                new Button(
                    PlainText.clip(button.label(), limits.label()),
                    button.action(),
                    button.primary()))
        .toList();
  }

  private List<Attachment> files(List<Attachment> files, List<Line> lines, Chat.Limits limits) {
    List<Attachment> kept = new ArrayList<>();
    for (Attachment file : files) {
      long bytes = blobs.get(file.content()).length;
      if (bytes <= limits.file()) {
        kept.add(file);
      } else {
        lines.add(
            new Line(
                "Too large",
                file.name()
                    + " has "
                    + PlainText.number(bytes / 1024)
                    + " kB, more than this chat takes; it is kept, ask whoever runs this for it"));
      }
    }
    return kept;
  }
}
