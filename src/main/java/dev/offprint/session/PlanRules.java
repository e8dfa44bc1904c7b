package dev.offprint.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What makes the parts of a plan fit each other, and what a change touches. */
final class PlanRules {
  private PlanRules() {}

  static void check(
      List<Requirement> requirements,
      List<Question> questions,
      List<Answer> answers,
      Architecture architecture,
      Logic logic,
      List<Setting> config) {
    Set<RequirementId> known = new HashSet<>();
    for (Requirement requirement : requirements) {
      if (!known.add(requirement.id())) {
        throw new IllegalArgumentException(
            "two requirements are called " + requirement.id().value());
      }
    }
    Set<QuestionId> asked = new HashSet<>();
    for (Question question : questions) {
      if (!asked.add(question.id())) {
        throw new IllegalArgumentException("two questions are called " + question.id().value());
      }
    }
    Set<QuestionId> answered = new HashSet<>();
    for (Answer answer : answers) {
      if (!answered.add(answer.question())) {
        throw new IllegalArgumentException(
            "question " + answer.question().value() + " is answered twice");
      }
      if (!asked.contains(answer.question())) {
        throw new IllegalArgumentException(
            "an answer names no question: " + answer.question().value());
      }
    }
    Set<String> keys = new HashSet<>();
    for (Setting setting : config) {
      if (!keys.add(setting.key())) {
        throw new IllegalArgumentException("config key given twice: " + setting.key());
      }
    }
    for (String key : keys) {
      for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
        if (keys.contains(key.substring(0, dot))) {
          throw new IllegalArgumentException(
              "config key " + key.substring(0, dot) + " is a value, so it cannot hold " + key);
        }
      }
    }
    Set<RepoPath> planned = new HashSet<>();
    architecture.files().forEach(file -> planned.add(file.path()));
    Set<RequirementId> served = new HashSet<>();
    for (Task task : logic.tasks()) {
      if (!planned.remove(task.path())) {
        throw new IllegalArgumentException(
            "task " + task.path() + " is not among the planned files");
      }
      for (RequirementId id : task.serves()) {
        if (!known.contains(id)) {
          throw new IllegalArgumentException(
              task.path() + " serves " + id.value() + ", which is no requirement");
        }
        served.add(id);
      }
      for (String key : task.configKeys()) {
        if (!keys.contains(key)) {
          throw new IllegalArgumentException(
              task.path() + " reads " + key + ", which is not in the config");
        }
      }
    }
    if (!planned.isEmpty()) {
      throw new IllegalArgumentException("no task writes " + planned);
    }
    known.removeAll(served);
    if (!known.isEmpty()) {
      throw new IllegalArgumentException(
          "no task serves " + known.stream().map(RequirementId::value).sorted().toList());
    }
  }

  static Set<RepoPath> touched(Plan old, Plan now) {
    Set<RepoPath> touched = new LinkedHashSet<>();
    for (Task task : now.logic().tasks()) {
      if (sharedDiffers(old, now)
          || !old.logic().task(task.path()).equals(now.logic().task(task.path()))
          || !design(old, task.path()).equals(design(now, task.path()))
          || !requirements(old, task).equals(requirements(now, task))
          || !settings(old, task).equals(settings(now, task))) {
        touched.add(task.path());
      }
    }
    if (!old.targets().equals(now.targets())) {
      // main.py writes the results by target.
      touched.add(Logic.MAIN);
    }
    if (!old.datasets().equals(now.datasets())) {
      now.logic().tasks().stream()
          .filter(task -> servesData(now, task))
          .forEach(task -> touched.add(task.path()));
    }
    return touched;
  }

  /** What every task is written from. */
  private static boolean sharedDiffers(Plan old, Plan now) {
    return !old.brief().equals(now.brief())
        || !old.logic().packages().equals(now.logic().packages())
        || !old.logic().conventions().equals(now.logic().conventions())
        || !old.architecture().formats().equals(now.architecture().formats())
        || !answers(old).equals(answers(now));
  }

  /**
   * Nothing in a plan says which task an answer decides, and a guess would leave stale code:
   * another answer touches all. Who gave it does not matter.
   */
  private static Map<QuestionId, String> answers(Plan plan) {
    Map<QuestionId, String> answers = new HashMap<>();
    plan.answers().forEach(answer -> answers.put(answer.question(), answer.text()));
    return answers;
  }

  /** What the architecture says of one file: its purpose, then its classes. */
  private static List<Object> design(Plan plan, RepoPath path) {
    List<Object> design = new ArrayList<>();
    plan.architecture().files().stream()
        .filter(file -> file.path().equals(path))
        .forEach(design::add);
    plan.architecture().classes().boxes().stream()
        .filter(box -> box.file().equals(path))
        .forEach(design::add);
    return design;
  }

  private static List<Requirement> requirements(Plan plan, Task task) {
    return plan.requirements().stream()
        .filter(requirement -> task.serves().contains(requirement.id()))
        .toList();
  }

  /** What code can tell of its settings; where a value comes from is a comment in the config. */
  private static List<List<Object>> settings(Plan plan, Task task) {
    return plan.config().stream()
        .filter(setting -> task.configKeys().contains(setting.key()))
        .map(setting -> List.of(setting.key(), read(setting.value()), setting.unit()))
        .toList();
  }

  /**
   * A value as the code that reads it sees it. A number comes from the config and stands in no
   * file, so that another one of its kind changes none; a text or a flag names what the code has to
   * do.
   */
  private static Object read(Setting.Value value) {
    return switch (value) {
      case Setting.Value.Num num -> num.number().scale() == 0 ? "whole" : "real";
      case Setting.Value.Items items -> items.items().stream().map(PlanRules::read).toList();
      case Setting.Value.Text text -> text;
      case Setting.Value.Flag flag -> flag;
    };
  }

  private static boolean servesData(Plan plan, Task task) {
    return requirements(plan, task).stream()
        .anyMatch(requirement -> requirement.kind() == Requirement.Kind.DATA);
  }
}
