package dev.offprint.agent;

import dev.offprint.engine.Asking.Part;
import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Looked;
import dev.offprint.engine.Stages.View;
import dev.offprint.session.Cause;
import dev.offprint.session.Paper;
import dev.offprint.session.Paper.Seen;
import dev.offprint.session.Paper.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks at parts of a paper's pages: describes a figure, transcribes an equation or a page that is
 * a picture. What it is told is of the paper alone, so that the same picture is asked about alike
 * in every session.
 */
final class Viewer {
  static final String UNCLEAR = "the model could not make it out";

  private static final int MOST_MENTIONS = 6;
  private static final int MOST_AROUND = 2_000;

  /** Sentences before and after an equation. */
  private static final int NEAR = 2;

  private final Calls calls;

  Viewer(Calls calls) {
    this.calls = calls;
  }

  record Answer(String readable, String text) {}

  /** What came of one part. */
  private sealed interface Sight {
    record Told(Seen seen) implements Sight {}

    record Untold(Unread unread) implements Sight {}
  }

  /** Characters and tokens of an answer. */
  private record Length(int characters, int tokens) {
    static Length of(Paper.Part.Kind kind) {
      return switch (kind) {
        case FIGURE -> new Length(2_500, 1_000);
        case EQUATION -> new Length(2_000, 1_000);
        case PAGE -> new Length(16_000, 6_000);
      };
    }
  }

  Looked look(Job job, List<View> views) throws StageStopped {
    List<Part<Sight>> parts = new ArrayList<>();
    for (View view : views) {
      parts.add(() -> sight(job, view));
    }
    List<Seen> seen = new ArrayList<>();
    List<Unread> unread = new ArrayList<>();
    for (Sight sight : job.asking().together(Role.VIEWER, parts)) {
      switch (sight) {
        case Sight.Told told -> seen.add(told.seen());
        case Sight.Untold untold -> unread.add(untold.unread());
      }
    }
    return new Looked(seen, unread);
  }

  /** A picture less does not stop the work; no model at all, or a provider that is down, does. */
  private Sight sight(Job job, View view) throws StageStopped {
    try {
      String text = told(job, view);
      return text.isEmpty()
          ? new Sight.Untold(new Unread(view.part(), UNCLEAR))
          : new Sight.Told(new Seen(view.part(), text, job.asking().traits(Role.VIEWER).name()));
    } catch (StageStopped stopped) {
      String why =
          switch (stopped.why()) {
            case Cause.Refused no -> "the model declined to look at it";
            case Cause.UnusableAnswer no -> "the model gave no usable answer";
            case Cause.OverBudget no -> "what may be spent on pictures is used up";
            case Cause.OverAllowance no -> throw stopped;
            case Cause.OverDay no -> throw stopped;
            case Cause.NoPrice no -> throw stopped;
            case Cause.MustStay no -> throw stopped;
            case Cause.NoModel no -> throw stopped;
            case Cause.ProviderDown no -> throw stopped;
            case Cause.UnreadablePaper no -> throw stopped;
            case Cause.StoreFull no -> throw stopped;
            case Cause.ThreadUnreachable no -> throw stopped;
            case Cause.Broken no -> throw stopped;
          };
      return new Sight.Untold(new Unread(view.part(), why));
    }
  }

  private String told(Job job, View view) throws StageStopped {
    Paper.Part part = view.part();
    Length length = Length.of(part.kind());
    String around = Material.safe(around(job.paper(), part)).strip();
    Shape shape =
        Shape.fields()
            .with("readable", Shape.oneOf(List.of("yes", "no")))
            .with("text", Shape.raw(length.characters()));
    return calls.look(
        job,
        view.picture(),
        step(view),
        new Template.Look(
            part.kind() == Paper.Part.Kind.FIGURE,
            part.kind() == Paper.Part.Kind.EQUATION,
            part.kind() == Paper.Part.Kind.PAGE,
            !around.isEmpty(),
            around),
        shape,
        length.tokens(),
        Answer.class,
        (answer, attempt) -> text(answer, length.characters()));
  }

  private static String text(Answer answer, int most) throws Unusable {
    String text = printable(answer.text()).strip();
    if (answer.readable().equals("no")) {
      return "";
    }
    if (text.isEmpty()) {
      throw new Unusable("text: say what is to be seen, or that it is not readable");
    }
    if (text.length() > 2 * most) {
      throw new Unusable("text: at most " + most + " characters are wanted");
    }
    return text;
  }

  /** Nothing that steers a screen or hides: line ends and tabs are kept. */
  private static String printable(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(
            point ->
                point == '\n'
                    || point == '\t'
                    || Character.getType(point) != Character.CONTROL
                        && Character.getType(point) != Character.FORMAT
                        && Character.getType(point) != Character.PRIVATE_USE)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** Names the picture too: another file under the same number is another question. */
  private static String step(View view) {
    Paper.Part part = view.part();
    String name = part.label().replaceAll("[^\\p{L}\\p{N}.]", "");
    return "look:"
        + part.kind().name().toLowerCase(Locale.ROOT)
        + ":p"
        + part.page()
        + ":"
        + name.substring(0, Math.min(20, name.length()))
        + ":"
        + view.picture().hash();
  }

  private static String around(Paper paper, Paper.Part part) {
    StringBuilder text = new StringBuilder();
    switch (part.kind()) {
      case FIGURE -> {
        paper.caption(part).ifPresent(caption -> add(text, caption.text()));
        paper.mentions(part).stream()
            .limit(MOST_MENTIONS)
            .forEach(sentence -> add(text, sentence.text()));
      }
      case EQUATION -> {
        for (Paper.Sentence sentence : paper.sentences()) {
          if (Math.abs(sentence.number() - part.sentence()) <= NEAR) {
            add(text, sentence.text());
          }
        }
      }
      case PAGE -> {
        // A page is read as it is.
      }
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String line) {
    if (text.length() + line.length() < MOST_AROUND) {
      text.append(line).append('\n');
    }
  }
}
