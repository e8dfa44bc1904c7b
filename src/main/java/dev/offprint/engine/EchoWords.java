package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.session.Effect.Taken;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Event;
import dev.offprint.session.OpenQuestion;
import dev.offprint.session.Pick;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was taken from a person's words or click, with Undo where it can be undone. */
final class EchoWords {
  private EchoWords() {}

  static Message echo(Facts facts, Topic.Echo echo) {
    String said = HeaderWords.at(echo.by().name()) + ": " + words(facts, echo);
    List<Button> buttons =
        undoable(echo.taken())
            ? List.of(new Button("Undo", new Action.Undo(echo.event()), false))
            : List.of();
    return new Message.Note(List.of(), said, buttons, List.of());
  }

  private static String words(Facts facts, Topic.Echo echo) {
    return switch (echo.taken()) {
      case Taken.Answer answer -> picked(facts, answer.question(), answer.pick());
      case Taken.RequestEdited edited -> "I take the request as it reads now: " + wish(facts);
      case Taken.RequestKept kept -> "it goes on without the message that asked";
      case Taken.ChangeQueued queued -> "I take the change: " + change(facts, echo);
      case Taken.ChangeDropped dropped -> "the change is dropped";
      case Taken.ChangeLater later -> "the change waits for the delivery";
      case Taken.Defaults defaults -> "all open questions keep their defaults";
      case Taken.Approved approved -> approved(facts, approved);
      case Taken.Held held -> "on hold: " + PlainText.brief(held.reason(), 200);
      case Taken.HoldLifted lifted -> "the hold is lifted";
      case Taken.TookOver over -> "the plan is theirs now";
      case Taken.Undone undone -> "undone";
      case Taken.Cancelled cancelled -> "cancelled; everything is saved, say \"retry\" to go on";
      case Taken.Resumed resumed -> "going on";
      case Taken.LimitRaised raised -> "the limit is " + raised.budget().words() + " now";
      case Taken.AllowanceLifted lifted -> "planning may use all of the limit";
      case Taken.SourceTaken source -> "I take " + PlainText.brief(source.name(), 100) + " with it";
      case Taken.Watching watching ->
          "session " + watching.other().value() + " has this paper; its delivery will be yours too";
      case Taken.NewRequest request ->
          PlainText.brief(request.name(), 100)
              + " is a request of its own: start a new thread with it";
      case Taken.FollowUpQueued queued -> "I read this when the running work is done";
      case Taken.Forgotten forgotten -> "forgotten; only the number and the times are left";
    };
  }

  private static String wish(Facts facts) {
    return facts.wish().isEmpty() ? "the whole paper" : PlainText.brief(facts.wish(), 200);
  }

  private static String approved(Facts facts, Taken.Approved approved) {
    List<String> unsettled = new ArrayList<>();
    for (OpenQuestion open : approved.open()) {
      Pick use = open.inUse();
      if (use != null) {
        unsettled.add(picked(facts, open.id(), use));
      }
    }
    return "approved version "
        + approved.version().number()
        + (unsettled.isEmpty()
            ? ""
            : ", with what is in use for what nobody settled: "
                + PlainText.some(unsettled, " · ", 300));
  }

  private static String picked(Facts facts, QuestionId id, Pick pick) {
    Optional<Question> question = facts.question(id);
    String said =
        question
            .map(asked -> facts.said(asked, pick))
            .orElseGet(() -> pick.words() == null ? "" : facts.words(pick.words()));
    return id.number()
        + question.map(asked -> " " + PlainText.brief(asked.text(), 80)).orElse("")
        + " → "
        + PlainText.brief(said, 200);
  }

  private static String change(Facts facts, Topic.Echo echo) {
    return facts.history().stream()
        .filter(happened -> happened.id().equals(echo.event()))
        .map(Store.Happened::event)
        .map(
            event ->
                event instanceof Event.ChangeAsked asked
                    ? PlanDifference.what(facts, asked.what())
                    : "as said")
        .findFirst()
        .orElse("as said");
  }

  private static boolean undoable(Taken taken) {
    return switch (taken) {
      case Taken.Answer answer -> true;
      case Taken.ChangeQueued queued -> queued.undoable();
      case Taken.ChangeLater later -> true;
      case Taken.Defaults defaults -> true;
      case Taken.Held held -> true;
      case Taken.RequestEdited edited -> false;
      case Taken.RequestKept kept -> false;
      case Taken.ChangeDropped dropped -> false;
      case Taken.Approved approved -> false;
      case Taken.HoldLifted lifted -> false;
      case Taken.TookOver over -> false;
      case Taken.Undone undone -> false;
      case Taken.Cancelled cancelled -> false;
      case Taken.Resumed resumed -> false;
      case Taken.LimitRaised raised -> false;
      case Taken.AllowanceLifted lifted -> false;
      case Taken.SourceTaken source -> true;
      case Taken.Watching watching -> false;
      case Taken.NewRequest request -> false;
      case Taken.FollowUpQueued queued -> false;
      case Taken.Forgotten forgotten -> false;
    };
  }
}
