package dev.offprint.engine;

import dev.offprint.session.Condition;
import dev.offprint.session.Stage;
import dev.offprint.session.State;

/** Stages and conditions as people read them. */
public final class StageWords {
  private StageWords() {}

  /** What a stage does. */
  public static String doing(Stage stage) {
    return switch (stage) {
      case READING -> "reading the paper";
      case PLANNING -> "finding what the paper demands";
      case DESIGNING -> "designing the files";
      case REVISING -> "changing the plan";
      case ANALYSING -> "specifying each file";
      case GENERATING -> "writing the files";
      case CHECKING -> "checking and repairing";
      case FOLLOWING_UP -> "reading your message";
    };
  }

  /** With its place among the six stages to a delivery. */
  static String numbered(Stage stage) {
    int place =
        switch (stage) {
          case READING -> 1;
          case PLANNING -> 2;
          case DESIGNING -> 3;
          case ANALYSING -> 4;
          case GENERATING -> 5;
          case CHECKING -> 6;
          case REVISING, FOLLOWING_UP -> 0;
        };
    return (place > 0 ? place + "/6 " : "") + doing(stage);
  }

  /** Where a session stands, in a few words. */
  public static String condition(State state) {
    return condition(state.condition(), state);
  }

  private static String condition(Condition condition, State state) {
    return switch (condition) {
      case Condition.Working working -> doing(working.stage());
      case Condition.Held held -> "on hold before " + doing(held.next());
      case Condition.Choosing choosing -> "waiting for a choice";
      case Condition.Asking asking -> "waiting for an answer";
      case Condition.AwaitingApproval waiting ->
          "plan version " + state.version().number() + " waits for approval";
      case Condition.Delivered delivered -> "delivered, number " + state.deliveries();
      case Condition.Paused paused -> "paused while " + condition(paused.resume(), state);
      case Condition.Failed failed -> "failed while " + condition(failed.resume(), state);
      case Condition.Cancelled cancelled ->
          cancelled.watching() == null
              ? "cancelled"
              : "ended; watching session " + cancelled.watching().value();
      case Condition.Declined declined -> "declined";
      case Condition.Forgotten forgotten -> "forgotten";
    };
  }
}
