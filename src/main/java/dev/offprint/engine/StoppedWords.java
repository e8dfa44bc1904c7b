package dev.offprint.engine;

import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Amount;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.Stage;
import dev.offprint.session.State;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What went wrong or waits, what is saved, and what a person can do. */
public final class StoppedWords {
  private StoppedWords() {}

  static Message stopped(Facts facts, Cause cause) {
    State state = facts.state();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Why", PlainText.brief(cause.words(), 600)));
    lines.add(new Line("Saved", saved(state)));
    lines.add(new Line("Spent", HeaderWords.spent(facts) + inThisStage(facts)));
    adds(facts).ifPresent(words -> lines.add(new Line("Retry", words)));
    lines.add(new Line("Next", next(cause, state)));
    List<Button> buttons = isOpen(state) ? buttons(cause) : List.of();
    return new Message.Stopped(
        List.of(facts.owner()),
        (cause.pauses() ? "Paused" : "Failed") + during(state),
        lines,
        buttons,
        List.of());
  }

  private static boolean isOpen(State state) {
    return state.condition() instanceof Condition.Paused
        || state.condition() instanceof Condition.Failed;
  }

  private static List<Button> buttons(Cause cause) {
    Button cancel = new Button("Cancel", new Action.Cancel(), false);
    return cause instanceof Cause.OverAllowance
        ? List.of(new Button("Plan on", new Action.PlanOn(), true), cancel)
        : List.of(new Button("Try again", new Action.Retry(), true), cancel);
  }

  private static String during(State state) {
    return state.condition().work().map(stage -> " while " + StageWords.doing(stage)).orElse("");
  }

  /** What the stage that stopped has cost so far. */
  private static String inThisStage(Facts facts) {
    Optional<Stage> stage = facts.state().condition().work();
    List<Journal.Entry> calls =
        facts.calls().stream()
            .filter(call -> stage.filter(call.key().stage()::equals).isPresent())
            .toList();
    long tokens = calls.stream().mapToLong(call -> call.spent().total()).sum();
    return tokens == 0
        ? ""
        : "; "
            + facts
                .cost(calls)
                .map(Money::words)
                .orElseGet(() -> PlainText.number(tokens) + " tokens")
            + " of it "
            + stage.map(StageWords::doing).orElse("");
  }

  /** What trying again adds; no call that was answered is made again. */
  static Optional<String> adds(Facts facts) {
    State state = facts.state();
    return state
        .condition()
        .work()
        .flatMap(
            stage -> {
              Optional<Progress.Standing> standing =
                  facts.standing().filter(one -> one.stage() == stage);
              return Forecast.whileIn(
                  facts.basis(),
                  stage,
                  standing.map(Progress.Standing::done).orElse(0),
                  standing.map(Progress.Standing::all).orElse(0),
                  facts.plan().map(plan -> plan.logic().tasks().size()).orElse(0));
            })
        .map(
            forecast ->
                "adds "
                    + forecast.cost()
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
              + higher(state.budget(), over.needed())
              + "\" to raise the limit, or cancel";
      case Cause.OverAllowance over ->
          "say \"plan on\" to let planning use all of the limit, "
              + state.budget().words()
              + "; or \"budget "
              + higher(state.budget(), over.needed())
              + "\" to raise that and its share for planning; or cancel";
      case Cause.OverDay over ->
          (over.until() == null
                  ? "whoever runs Offprint can raise it ("
                  : "wait, or whoever runs Offprint raises it (")
              + setting(over.scope())
              + " in offprint.yaml); then try again";
      case Cause.NoPrice none ->
          "whoever runs Offprint writes the price of "
              + none.model()
              + " under prices: in offprint.yaml, or "
              + (none.scope().daily()
                  ? setting(none.scope()) + " in tokens; then try again"
                  : "say the limit in tokens, such as \"budget 2000000\"");
      case Cause.MustStay stays -> "see to one of these, then try again";
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

  /** Half as much again, and at least what the next call needs; as people type it. */
  public static String higher(Amount limit, Amount needed) {
    Amount half = limit.percent(150);
    Amount next = needed.comparable(limit) ? limit.plus(needed) : half;
    return typed(next.above(half) ? next : half);
  }

  private static String typed(Amount amount) {
    return switch (amount) {
      case Amount.Tokens tokens -> String.valueOf(tokens.count());
      case Amount.Dollars dollars -> "$" + dollars.count().setScale(2, RoundingMode.UP);
    };
  }

  /** Where a limit of a day is written. */
  private static String setting(Scope scope) {
    return switch (scope) {
      case SESSION -> "budget";
      case PLANNING -> "limits.planning";
      case PERSON -> "limits.person";
      case CHANNEL -> "limits.channel";
      case EVERYBODY -> "limits.everybody";
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
    String waits = HeaderWords.waits(facts).map(words -> "Still waiting " + words + ".").orElse("");
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
