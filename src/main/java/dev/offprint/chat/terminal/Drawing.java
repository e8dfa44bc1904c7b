package dev.offprint.chat.terminal;

import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Asked;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as lines of text, none wider than the terminal. */
final class Drawing {
  private static final int LABEL = 10;
  private final int width;

  Drawing(int width) {
    this.width = width;
  }

  List<String> draw(Message message) {
    List<String> lines = new ArrayList<>();
    switch (message) {
      case Message.Header header -> {
        lines.addAll(wrap(header.title(), 0));
        header.lines().forEach(line -> lines.addAll(line(line)));
      }
      case Message.Questions questions -> {
        lines.addAll(
            beside(names(questions.to()) + questions.opening(), buttons(questions.buttons())));
        for (Asked asked : questions.asked()) {
          lines.addAll(wrap(asked.text(), 2));
          lines.addAll(wrap("  " + buttons(asked.options()), 4));
        }
      }
      case Message.PlanCard card -> {
        lines.addAll(
            beside(
                card.title(),
                card.to().isEmpty() ? "" : "waiting for " + names(card.to()).strip()));
        card.lines().forEach(line -> lines.addAll(line(line)));
        lines.addAll(wrap(buttons(card.buttons()), 2));
      }
      case Message.Delivered delivered -> {
        lines.addAll(wrap(names(delivered.to()) + delivered.firstLine(), 2));
        delivered.lines().forEach(line -> lines.addAll(line(line)));
        lines.addAll(wrap(buttons(delivered.buttons()), 2));
      }
      case Message.Stopped stopped -> {
        lines.addAll(wrap(names(stopped.to()) + stopped.firstLine(), 2));
        stopped.lines().forEach(line -> lines.addAll(line(line)));
        lines.addAll(wrap(buttons(stopped.buttons()), 2));
        lines.addAll(files(stopped.files()));
      }
      case Message.Note note -> {
        for (String part : (names(note.to()) + note.text()).split("\n")) {
          lines.addAll(wrap(part, 2));
        }
        lines.addAll(wrap(buttons(note.buttons()), 2));
        lines.addAll(files(note.files()));
      }
    }
    return lines.stream().filter(line -> !line.isBlank()).toList();
  }

  private List<String> files(List<Attachment> files) {
    return files.isEmpty()
        ? List.of()
        : wrap("with " + files.stream().map(Attachment::name).collect(Collectors.joining(", ")), 2);
  }

  List<String> line(Line line) {
    String label = line.label();
    String padded =
        label.length() >= LABEL ? label + " " : label + " ".repeat(LABEL - label.length());
    return wrap(padded + line.text(), LABEL);
  }

  static String buttons(List<Button> buttons) {
    return buttons.stream()
        .map(button -> "[" + button.label() + "]")
        .collect(Collectors.joining(" "));
  }

  private static String names(List<Person> to) {
    return to.stream().map(person -> "@" + person.name() + " ").collect(Collectors.joining());
  }

  /** Two texts on one line, the second at the right edge; on two where they do not fit. */
  private List<String> beside(String left, String right) {
    int room = width - left.length() - right.length();
    if (right.isEmpty() || room < 2) {
      List<String> lines = new ArrayList<>(wrap(left, 2));
      lines.addAll(wrap(right, 2));
      return lines;
    }
    return List.of(left + " ".repeat(room) + right);
  }

  /** Breaks at blanks, and words that are too long where the line ends. */
  List<String> wrap(String text, int indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int end = rest.lastIndexOf(' ', width);
      if (end <= indent) {
        end = Character.isHighSurrogate(rest.charAt(width - 1)) ? width - 1 : width;
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(end).strip();
    }
    if (!rest.isBlank()) {
      lines.add(rest);
    }
    return lines;
  }
}
