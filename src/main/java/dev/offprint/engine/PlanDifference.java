package dev.offprint.engine;

import dev.offprint.engine.Message.Line;
import dev.offprint.session.Actor;
import dev.offprint.session.Answer;
import dev.offprint.session.BlobId;
import dev.offprint.session.Change;
import dev.offprint.session.Event;
import dev.offprint.session.Plan;
import dev.offprint.session.Requirement;
import dev.offprint.session.Setting;
import dev.offprint.session.State;
import dev.offprint.session.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a version of the plan changed since the last one that had a card, and who wanted it. */
final class PlanDifference {
  private static final int MOST = 220;

  private PlanDifference() {}

  static List<Line> lines(Facts facts, BlobId since, Plan now) {
    Plan old = facts.plan(since);
    List<Line> lines = new ArrayList<>();
    List<String> wanted = wanted(facts, Optional.of(since));
    if (!wanted.isEmpty()) {
      lines.add(new Line("Wanted", PlainText.some(wanted, " · ", MOST)));
    }
    if (!old.roadmap().summary().equals(now.roadmap().summary())) {
      lines.add(new Line("Builds", PlainText.brief(now.roadmap().summary(), MOST)));
    }
    add(
        lines,
        "Not",
        by(old.roadmap().leftOut(), Function.identity()),
        by(now.roadmap().leftOut(), Function.identity()),
        Function.identity());
    add(
        lines,
        "Files",
        by(old.logic().tasks(), task -> task.path().value()),
        by(now.logic().tasks(), task -> task.path().value()),
        PlanDifference::task);
    add(
        lines,
        "Settings",
        by(old.config(), Setting::key),
        by(now.config(), Setting::key),
        PlanDifference::setting,
        PlanDifference::changed);
    add(
        lines,
        "Demands",
        by(old.requirements(), requirement -> requirement.id().value()),
        by(now.requirements(), requirement -> requirement.id().value()),
        PlanDifference::requirement);
    add(
        lines,
        "Decided",
        by(old.answers(), answer -> answer.question().value()),
        by(now.answers(), answer -> answer.question().value()),
        PlanDifference::answer);
    add(
        lines,
        "Packages",
        by(old.logic().packages(), pack -> pack.name()),
        by(now.logic().packages(), pack -> pack.name()),
        pack -> pack.name() + pack.version());
    if (lines.isEmpty()) {
      lines.add(new Line("Changed", "details only; see the files"));
    }
    return lines;
  }

  private static <T> Map<String, T> by(List<T> items, Function<T, String> key) {
    Map<String, T> map = new LinkedHashMap<>();
    items.forEach(item -> map.put(key.apply(item), item));
    return map;
  }

  private static <T> void add(
      List<Line> lines,
      String label,
      Map<String, T> old,
      Map<String, T> now,
      Function<T, String> words) {
    add(lines, label, old, now, words, (before, after) -> words.apply(after));
  }

  /** {@code + new}, {@code − gone}, {@code ~ changed}. */
  private static <T> void add(
      List<Line> lines,
      String label,
      Map<String, T> old,
      Map<String, T> now,
      Function<T, String> words,
      BiFunction<T, T, String> changes) {
    List<String> changed = new ArrayList<>();
    now.forEach(
        (key, value) -> {
          T before = old.get(key);
          if (before == null) {
            changed.add("+ " + words.apply(value));
          } else if (!before.equals(value)) {
            changed.add("~ " + changes.apply(before, value));
          }
        });
    old.forEach(
        (key, value) -> {
          if (!now.containsKey(key)) {
            changed.add("− " + words.apply(value));
          }
        });
    if (!changed.isEmpty()) {
      lines.add(new Line(label, PlainText.some(changed, " · ", MOST)));
    }
  }

  private static String task(Task task) {
    return task.path().value();
  }

  private static String requirement(Requirement requirement) {
    return requirement.id().value() + " " + PlainText.brief(requirement.statement(), 60);
  }

  private static String answer(Answer answer) {
    return answer.question().value() + " " + PlainText.brief(answer.text(), 60);
  }

  static String setting(Setting setting) {
    return PlainText.brief(setting.key(), 40) + " = " + value(setting);
  }

  private static String changed(Setting old, Setting now) {
    return old.value().equals(now.value())
        ? setting(now)
        : PlainText.brief(old.key() + " = " + value(old), 60) + " → " + value(now);
  }

  private static String value(Setting setting) {
    return PlainText.brief(value(setting.value()), 40)
        + (setting.unit().isBlank() ? "" : " " + PlainText.brief(setting.unit(), 20));
  }

  private static String value(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num num -> num.number().toPlainString();
      case Setting.Value.Text text -> text.text();
      case Setting.Value.Flag flag -> Boolean.toString(flag.flag());
      case Setting.Value.Items items ->
          "["
              + PlainText.some(items.items().stream().map(PlanDifference::value).toList(), ", ", 50)
              + "]";
    };
  }

  /** What people asked for between the two versions and got, each with the name. */
  private static List<String> wanted(Facts facts, Optional<BlobId> since) {
    List<String> wanted = new ArrayList<>();
    boolean between = false;
    for (State.Used used : facts.state().used()) {
      between = between || since.equals(Optional.ofNullable(used.before()));
      if (between) {
        wanted.add(
            HeaderWords.at(used.change().by().name()) + ": " + what(facts, used.change().what()));
      }
    }
    return wanted;
  }

  static String what(Facts facts, Change.What what) {
    return switch (what) {
      case Change.What.Words words -> PlainText.brief(facts.words(words.text()), 120);
      case Change.What.PlanFile file -> "an edited plan file";
      case Change.What.Answered answered -> "another answer to " + answered.question().number();
      case Change.What.SourceAdded added -> "with " + PlainText.brief(added.source().name(), 60);
      case Change.What.Reversed reversed -> "back: " + what(facts, reversed.original());
    };
  }

  /** A change that was not applied, with whose it is. */
  static String kept(Facts facts, Event.PlanRevised.Kept kept) {
    String who =
        facts.history().stream()
            .filter(happened -> happened.id().equals(kept.change()))
            .map(Store.Happened::event)
            .map(event -> event instanceof Event.OfPerson person ? person.by() : null)
            .filter(Objects::nonNull)
            .map(Actor::name)
            .map(HeaderWords::at)
            .findFirst()
            .orElse("somebody");
    return "as it was, for " + who + ": " + PlainText.brief(kept.why(), 200);
  }
}
