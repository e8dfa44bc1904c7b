package dev.offprint.engine;

import dev.offprint.session.Amount;
import dev.offprint.session.Event;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people say in fixed words. */
sealed interface Command {
  /** Needs no session. */
  sealed interface Anywhere extends Command {}

  /** Is about the session of the thread. */
  sealed interface OfSession extends Command {}

  record Help() implements Anywhere {}

  record Status() implements OfSession {}

  record Sessions() implements Anywhere {}

  record Find(String words) implements Anywhere {}

  record Details() implements OfSession {}

  record Cancel() implements OfSession {}

  record Retry() implements OfSession {}

  /** Although the message that asked is deleted. */
  record GoOn() implements OfSession {}

  record Hold(String reason) implements OfSession {}

  record Lift() implements OfSession {}

  record TakeOver() implements OfSession {}

  record Defaults() implements OfSession {}

  record Forget() implements OfSession {}

  record Here() implements OfSession {}

  /** The new limit. */
  record Budget(Amount limit) implements OfSession {}

  /** Planning goes on with all that the session may spend. */
  record PlanOn() implements OfSession {}

  /** 0: the version of the last card. */
  record Approve(int version) implements OfSession {}

  record Undo() implements OfSession {}

  record When(Event.ChangeTimed.When when) implements OfSession {}

  /** The session may be left out where there is one only. */
  record Same(Event.SameChosen.Same same, String session) implements OfSession {}

  Pattern WITH_WORDS = Pattern.compile("(?is)(hold|find)(?:\\s*:\\s*|\\s+)(\\S.{0,500})");
  Pattern APPROVE = Pattern.compile("approve(?:\\s+(?:version\\s+)?v?([1-9][0-9]{0,5}))?");
  Pattern BUDGET = Pattern.compile("budget\\s*:?\\s*([$0-9].{0,20}?)(?:\\s*tokens)?");
  Pattern SAME = Pattern.compile("(use|fork)(?:\\s+([a-z0-9]{8}))?");

  /** Whether a text after an exclamation mark is a command. */
  static boolean known(String text) {
    return read(text, true).isPresent();
  }

  /**
   * The command that a text is, from its first word to its last: "cancel the ablation" is a wish,
   * not a command.
   *
   * @param addressed whether it is said to us; only then words may follow without a colon
   */
  static Optional<Command> read(String text, boolean addressed) {
    String bare = text.startsWith("!") ? text.substring(1).strip() : text;
    Matcher words = WITH_WORDS.matcher(bare);
    if (words.matches() && (addressed || bare.matches("(?is)(hold|find)\\s*:.*"))) {
      String rest = words.group(2).strip();
      return Optional.of(
          words.group(1).equalsIgnoreCase("hold")
              ? new Hold(PlainText.line(rest))
              : new Find(rest));
    }
    String said = PlainText.line(bare).toLowerCase(Locale.ROOT).replaceAll("[.!]+$", "");
    Matcher approve = APPROVE.matcher(said);
    if (approve.matches()) {
      String version = approve.group(1);
      return Optional.of(new Approve(version == null ? 0 : Integer.parseInt(version)));
    }
    Matcher budget = BUDGET.matcher(said);
    if (budget.matches()) {
      return Amount.read(budget.group(1)).map(Budget::new);
    }
    Matcher same = SAME.matcher(said);
    if (same.matches()) {
      String session = same.group(2);
      return Optional.of(
          new Same(
              same.group(1).equals("use") ? Event.SameChosen.Same.USE : Event.SameChosen.Same.FORK,
              session == null ? "" : session));
    }
    return Optional.ofNullable(
        switch (said) {
          case "help", "?" -> new Help();
          case "status" -> new Status();
          case "list" -> new Sessions();
          case "details" -> new Details();
          case "cancel", "stop" -> new Cancel();
          case "retry", "try again", "resume" -> new Retry();
          case "go on" -> new GoOn();
          case "plan on" -> new PlanOn();
          case "hold" -> new Hold("no reason given");
          case "lift", "lift hold", "lift the hold", "unhold" -> new Lift();
          case "take over", "takeover" -> new TakeOver();
          case "defaults", "use defaults" -> new Defaults();
          case "forget" -> new Forget();
          case "continue here" -> new Here();
          case "undo" -> new Undo();
          case "now", "stop and apply now" -> new When(Event.ChangeTimed.When.NOW);
          case "after the delivery", "after delivery", "later" ->
              new When(Event.ChangeTimed.When.AFTER_DELIVERY);
          case "drop", "drop it" -> new When(Event.ChangeTimed.When.DROP);
          case "anew" -> new Same(Event.SameChosen.Same.ANEW, "");
          default -> null;
        });
  }
}
