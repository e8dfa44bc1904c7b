package dev.offprint.engine;

import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.QuestionId;
import dev.offprint.session.SessionId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An action as the short text that a platform keeps with a button: at most {@value #MOST}
 * characters, the least that a platform allows.
 */
public final class ActionText {
  public static final int MOST = 100;

  private ActionText() {}

  public static String write(Action action) {
    return switch (action) {
      case Action.Approve approve -> "approve:" + approve.version().number();
      case Action.Change change -> "change:" + change.version().number();
      case Action.Cancel cancel -> "cancel";
      case Action.Retry retry -> "retry";
      case Action.PlanOn on -> "planon";
      case Action.KeepRequest keep -> "keep";
      case Action.UseDefaults defaults -> "defaults";
      case Action.Pick pick -> "pick:" + pick.question().value() + ":" + pick.option();
      case Action.InWords words -> "words:" + words.question().value();
      case Action.Undo undo -> "undo:" + undo.event().value();
      case Action.ChoosePaper paper -> "paper:" + paper.source();
      case Action.ChooseSame same ->
          "same:" + lower(same.same()) + (same.other() == null ? "" : ":" + same.other().value());
      case Action.Time time -> "time:" + lower(time.when()) + ":" + time.change().value();
      case Action.SortSource sort -> "sort:" + lower(sort.as()) + ":" + sort.offered().value();
      case Action.Hold hold -> "hold";
      case Action.LiftHold lift -> "lift";
      case Action.TakeOver over -> "takeover";
      case Action.ContinueHere here -> "here";
      case Action.UseAsReference reference -> "reference:" + reference.link();
      case Action.Ran ran -> "ran:" + (ran.worked() ? "yes" : "no") + ":" + ran.delivery();
      case Action.Details details -> "details:" + details.version().number();
    };
  }

  /**
   * The action that a button carries.
   *
   * @throws IllegalArgumentException where the text is none of ours
   */
  public static Action read(String text) {
    String[] part = text.split(":", 2);
    String rest = part.length > 1 ? part[1] : "";
    return switch (part[0]) {
      case "approve" -> new Action.Approve(version(rest));
      case "change" -> new Action.Change(version(rest));
      case "cancel" -> new Action.Cancel();
      case "retry" -> new Action.Retry();
      case "planon" -> new Action.PlanOn();
      case "keep" -> new Action.KeepRequest();
      case "defaults" -> new Action.UseDefaults();
      case "pick" -> {
        String[] pick = two(rest);
        yield new Action.Pick(new QuestionId(pick[0]), Integer.parseInt(pick[1]));
      }
      case "words" -> new Action.InWords(new QuestionId(rest));
      case "undo" -> new Action.Undo(new EventId(rest));
      case "paper" -> new Action.ChoosePaper(Integer.parseInt(rest));
      case "same" -> same(rest);
      case "time" -> {
        String[] time = two(rest);
        yield new Action.Time(new EventId(time[1]), Event.ChangeTimed.When.valueOf(upper(time[0])));
      }
      case "sort" -> {
        String[] sort = two(rest);
        yield new Action.SortSource(
            new EventId(sort[1]), Event.SourceSorted.As.valueOf(upper(sort[0])));
      }
      case "hold" -> new Action.Hold();
      case "lift" -> new Action.LiftHold();
      case "takeover" -> new Action.TakeOver();
      case "here" -> new Action.ContinueHere();
      case "reference" -> new Action.UseAsReference(Integer.parseInt(rest));
      case "ran" -> {
        String[] ran = two(rest);
        yield new Action.Ran(ran[0].equals("yes"), Integer.parseInt(ran[1]));
      }
      case "details" -> new Action.Details(version(rest));
      default ->
          throw new IllegalArgumentException("no action of ours: " + PlainText.brief(text, MOST));
    };
  }

  private static Action same(String rest) {
    String[] part = rest.split(":", 2);
    @Nullable SessionId other = part.length > 1 ? new SessionId(part[1]) : null;
    return new Action.ChooseSame(Event.SameChosen.Same.valueOf(upper(part[0])), other);
  }

  private static PlanVersion version(String text) {
    return new PlanVersion(Integer.parseInt(text));
  }

  private static String[] two(String text) {
    String[] part = text.split(":", 2);
    if (part.length < 2) {
      throw new IllegalArgumentException("no action of ours: " + PlainText.brief(text, MOST));
    }
    return part;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
