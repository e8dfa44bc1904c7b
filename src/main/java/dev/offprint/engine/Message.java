package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Person;
import dev.offprint.session.QuestionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said, as a value; an adapter draws it within its platform's limits. Texts are plain:
 * nothing in them formats, links or mentions. Whom a message is to, an adapter names in the
 * platform's own way, before the words.
 */
public sealed interface Message {
  /** Things to press, in order. */
  List<Button> buttons();

  /**
   * First reply and progress in one, edited in place.
   *
   * @param lines label and text, in order: asked for, found, model, stage, time, spent …
   */
  record Header(String title, List<Line> lines, List<Button> buttons) implements Message {
    public Header {
      lines = List.copyOf(lines);
      buttons = List.copyOf(buttons);
    }
  }

  /** Questions to a person by name. */
  record Questions(
      List<Person> to,
      String opening,
      List<Asked> asked,
      List<Button> buttons,
      List<Attachment> files)
      implements Message {
    public Questions {
      to = List.copyOf(to);
      asked = List.copyOf(asked);
      buttons = List.copyOf(buttons);
      files = List.copyOf(files);
    }
  }

  /** The plan card; {@code to} are those it waits for, nobody once it is decided. */
  record PlanCard(
      String title,
      List<Person> to,
      List<Line> lines,
      List<Button> buttons,
      List<Attachment> details)
      implements Message {
    public PlanCard {
      to = List.copyOf(to);
      lines = List.copyOf(lines);
      buttons = List.copyOf(buttons);
      details = List.copyOf(details);
    }
  }

  /** A delivery; the first line begins with the fixed words. */
  record Delivered(
      List<Person> to,
      String firstLine,
      List<Line> lines,
      List<Button> buttons,
      List<Attachment> files)
      implements Message {
    public Delivered {
      to = List.copyOf(to);
      lines = List.copyOf(lines);
      buttons = List.copyOf(buttons);
      files = List.copyOf(files);
    }
  }

  /** A failure or pause: what failed, what is saved, what was spent, what to do. */
  record Stopped(
      List<Person> to,
      String firstLine,
      List<Line> lines,
      List<Button> buttons,
      List<Attachment> files)
      implements Message {
    public Stopped {
      to = List.copyOf(to);
      lines = List.copyOf(lines);
      buttons = List.copyOf(buttons);
      files = List.copyOf(files);
    }
  }

  /** Anything shorter: an echo with Undo, a choice, a reminder, a reply. */
  record Note(List<Person> to, String text, List<Button> buttons, List<Attachment> files)
      implements Message {
    public Note {
      to = List.copyOf(to);
      buttons = List.copyOf(buttons);
      files = List.copyOf(files);
    }
  }

  /** A label and what stands beside it; {@code post} is a post in this thread to link to. */
  record Line(String label, String text, Chat.@Nullable PostId post) {
    public Line(String label, String text) {
      this(label, text, null);
    }
  }

  /** A question as asked, its options as buttons. */
  record Asked(QuestionId id, String text, List<Button> options) {
    public Asked {
      options = List.copyOf(options);
    }
  }

  /** Something to press; {@code primary} is the one to press when in doubt. */
  record Button(String label, Action action, boolean primary) {}

  /** A file beside the words. */
  record Attachment(String name, String mediaType, BlobId content) {}
}
