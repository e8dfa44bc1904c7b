package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What went wrong or waits, what is saved, and what a person can do. */
final class StoppedWords {
  private StoppedWords() {}

  static Message stopped(Facts facts, Cause cause) {
    State state = facts.state();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Why", PlainText.brief(cause.words(), 600)));
    lines.add(new Line("Saved", saved(state)));
    lines.add(new Line("Spent", HeaderWords.spent(facts) + inThisStage(facts)));
    adds(facts).ifPresent(words -> lines.add(new Line("Retry", words)));
    lines.add(new Line("Next", next(cause, state)));
    boolean open =
        state.condition() instanceof Condition.Paused
            || state.condition() instanceof Condition.Failed;
    List<Button> buttons =
        open
            ? List.of(
                new Button("Try again", new Action.Retry(), true),
                new Button("Cancel", new Action.Cancel(), false))
            : List.of();
    return new Message.Stopped(
        List.of(facts.owner()),
        (cause.pauses() ? "Paused" : "Failed") + during(state),
        lines,
        buttons,
        List.of());
  }

  private static String during(State state) {
    return state.condition().work().map(stage -> " while " + StageWords.doing(stage)).orElse("");
  }

  /** What the stage that stopped has cost so far. */
  private static String inThisStage(Facts facts) {
    Optional<Stage> stage = facts.state().condition().work();
    long tokens =
        facts.calls().stream()
            .filter(call -> stage.filter(call.key().stage()::equals).isPresent())
            .mapToLong(call -> call.spent().total())
            .sum();
    return tokens == 0
        ? ""
        : ", " + PlainText.number(tokens) + " of them " + stage.map(StageWords::doing).orElse("");
  }

  /** What trying again adds; no call that was answered is made again. */
  private static Optional<String> adds(Facts facts) {
    State state = facts.state();
    return state
        .condition()
        .work()
        .flatMap(
            stage -> {
              Optional<Progress.Standing> standing =
                  facts.standing().filter(one -> one.stage() == stage);
              return Forecast.whileIn(
                  facts.calls(),
                  stage,
                  standing.map(Progress.Standing::done).orElse(0),
                  standing.map(Progress.Standing::all).orElse(0),
                  facts.plan().map(plan -> plan.logic().tasks().size()).orElse(0),
                  Math.max(1, facts.reader().parallel()));
            })
        .map(
            forecast ->
                "adds "
                    + forecast.tokens()
                    + " until "
                    + HeaderWords.goal(state.condition().work().orElseThrow()));
  }

  private static String saved(State state) {
    List<String> saved = new ArrayList<>();
    if (state.paper() != null) {
      saved.add("the paper as read");
    }
    if (!state.version().equals(PlanVersion.NONE)) {
      saved.add("plan version " + state.version().number());
    } else if (state.draft() != null) {
      saved.add("what the paper demands");
    }
    if (state.analyses() != null) {
      saved.add("the specifications");
    }
    if (state.tree() != null) {
      saved.add("the files");
    }
    if (state.deliveries() > 0) {
      saved.add("deliveries up to number " + state.deliveries());
    }
    saved.add("every answer of the model");
    return String.join(", ", saved) + "; nothing is asked twice";
  }

  private static String next(Cause cause, State state) {
    return switch (cause) {
      case Cause.OverBudget over ->
          "say \"budget "
              + Math.max(state.budget() + over.needed(), state.budget() * 3 / 2)
              + "\" to raise the limit, or cancel";
      case Cause.ProviderDown down ->
          "it goes on by itself in about " + Forecast.time(down.pause()) + ", or try again now";
      case Cause.NoModel none -> "see to the model, then try again";
      case Cause.StoreFull full -> "make room, then try again";
      case Cause.ThreadUnreachable gone -> "go on in another thread";
      case Cause.UnreadablePaper paper -> "send another file in a new thread, or try again";
      case Cause.Refused refused -> "the model will not; another model may";
      case Cause.UnusableAnswer unusable -> "try again, or choose a stronger model";
      case Cause.Broken broken ->
          "try again; if it stays, tell whoever runs this the number "
              + PlainText.brief(broken.errorId(), 40);
    };
  }

  static Message declined(Facts facts, String reason) {
    return new Message.Stopped(
        List.of(facts.owner()),
        "Declined",
        List.of(
            new Line("Why", PlainText.brief(reason, 600)),
            new Line("Spent", HeaderWords.spent(facts))),
        List.of(),
        List.of());
  }

  static Message reminder(Facts facts) {
    State state = facts.state();
    String waits = HeaderWords.waits(state).map(words -> "Still waiting " + words + ".").orElse("");
    List<Button> buttons =
        state.condition() instanceof Condition.AwaitingApproval
            ? List.of(
                new Button(
                    "Approve v" + state.version().number(),
                    new Action.Approve(state.version()),
                    true),
                new Button("Cancel", new Action.Cancel(), false))
            : List.of();
    return new Message.Note(
        List.of(facts.owner()),
        (waits + " Nothing goes on without it, and I will not ask again.").strip(),
        buttons,
        List.of());
  }

  static Message unreachable(Facts facts) {
    return new Message.Note(
        List.of(facts.owner()),
        "I cannot reach the thread of "
            + HeaderWords.title(facts)
            + ". Everything is saved. Shall I go on here?",
        List.of(
            new Button("Continue here", new Action.ContinueHere(), true),
            new Button("Cancel", new Action.Cancel(), false)),
        List.of());
  }
}
