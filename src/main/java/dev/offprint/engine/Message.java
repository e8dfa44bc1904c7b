package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.QuestionId;
import java.util.List;

/**
 * What is said, as a value; an adapter draws it within its platform's limits. Texts are plain:
 * nothing in them formats or mentions.
 */
public sealed interface Message {
  /**
   * First reply and progress in one, edited in place.
   *
   * @param lines label and text, in order: title, asked for, found, model, stage, spent …
   */
  record Header(String title, List<Line> lines, List<Button> buttons) implements Message {}

  /** Questions to one person by name. */
  record Questions(String opening, List<Asked> asked, List<Button> buttons) implements Message {}

  /** The plan card. */
  record PlanCard(
      String title,
      String waitingFor,
      List<Line> lines,
      List<Button> buttons,
      List<Attachment> details)
      implements Message {}

  /** A delivery; the first line is one of the fixed words. */
  record Delivered(String firstLine, List<Line> lines, List<Button> buttons, List<Attachment> files)
      implements Message {}

  /** A failure or pause: what failed, what is saved, what was spent, what to do. */
  record Stopped(String firstLine, List<Line> lines, List<Button> buttons) implements Message {}

  /** Anything shorter: an echo with Undo, a choice, a reminder, a reply. */
  record Note(String text, List<Button> buttons, List<Attachment> files) implements Message {}

  /** A label and what stands beside it. */
  record Line(String label, String text) {}

  /** A question as asked, its options as buttons. */
  record Asked(QuestionId id, String text, List<Button> options) {}

  /** Something to press; {@code primary} is the one to press when in doubt. */
  record Button(String label, Action action, boolean primary) {}

  /** A file beside the words. */
  record Attachment(String name, String mediaType, BlobId content) {}
}
