package dev.offprint.session;

import static dev.offprint.session.Life.ADA;
import static dev.offprint.session.Life.OTHER;
import static dev.offprint.session.Life.Q1;
import static dev.offprint.session.Life.Q2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A session in every condition, each reached by events. */
public final class States {
  private States() {}

  /** By name: every condition, working in every stage. */
  public static Map<String, State> all() {
    Map<String, State> all = new LinkedHashMap<>();
    all.put("Reading", reading());
    all.put("Planning", planning());
    all.put("Designing", designing());
    all.put("Revising", revising());
    all.put("Analysing", analysing());
    all.put("Generating", generating());
    all.put("Checking", checking());
    all.put("FollowingUp", followingUp());
    all.put("Held", held());
    all.put("WhichPaper", whichPaper());
    all.put("SamePaper", samePaper());
    all.put("Asking", asking());
    all.put("AwaitingApproval", awaitingApproval());
    all.put("Delivered", delivered());
    all.put("Paused", paused());
    all.put("Failed", failed());
    all.put("Cancelled", cancelled());
    all.put("Declined", declined());
    all.put("Forgotten", forgotten());
    return all;
  }

  public static State reading() {
    return Life.begun().state();
  }

  public static State planning() {
    return Life.begun().read().state();
  }

  /** With one question, its default in use. */
  public static State designing() {
    return Life.begun().read().planned(Life.withDefault(Q1)).state();
  }

  /** Version 1, one question with its default in use. */
  public static State awaitingApproval() {
    return Life.of(designing()).designed().state();
  }

  /** Version 1 is being changed by ada. */
  public static State revising() {
    return Life.of(awaitingApproval()).asks(ADA, "smaller").state();
  }

  public static State analysing() {
    return Life.of(awaitingApproval()).approved(ADA).state();
  }

  public static State generating() {
    return Life.of(analysing()).analysed().state();
  }

  public static State checking() {
    return Life.of(generating()).generated().state();
  }

  public static State delivered() {
    return Life.of(checking()).checked().state();
  }

  public static State followingUp() {
    return Life.of(delivered()).followsUp(ADA, "why?").state();
  }

  /** Held by ada; Planning waits. */
  public static State held() {
    return Life.begun().on(new Event.HoldAsked(ADA, "a moment")).read().state();
  }

  public static State whichPaper() {
    return Life.begun(List.of(Life.paper("one.pdf"), Life.paper("two.pdf"))).state();
  }

  public static State samePaper() {
    return Life.begun().read(OTHER).state();
  }

  /** Question 2 has no default and no answer. */
  public static State asking() {
    return Life.begun().read().planned(Life.withDefault(Q1), Life.withoutDefault(Q2)).state();
  }

  /** Planning was over the budget. */
  public static State paused() {
    return Life.of(planning()).stopped(Life.overBudget()).state();
  }

  /** The provider was down in Planning. */
  public static State providerDown() {
    return Life.of(planning()).stopped(Life.down()).state();
  }

  /** Planning got no usable answer. */
  public static State failed() {
    return Life.of(planning()).stopped(new Cause.UnusableAnswer("No usable answer.")).state();
  }

  /** Cancelled in Planning. */
  public static State cancelled() {
    return Life.of(planning()).on(new Event.CancelAsked(ADA)).state();
  }

  public static State declined() {
    return Life.of(planning()).on(new Event.ScreenedOut(Life.key(planning()), "weapons")).state();
  }

  public static State forgotten() {
    return Life.of(planning()).on(new Event.ForgetAsked(ADA)).state();
  }
}
