package dev.offprint.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    for (Answer answer : answers) {
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
    Set<RepoPath> all = new LinkedHashSet<>();
    now.logic().tasks().forEach(task -> all.add(task.path()));
    if (!old.brief().equals(now.brief())
        || !old.logic().packages().equals(now.logic().packages())
        || !old.logic().conventions().equals(now.logic().conventions())
        || !old.answers().equals(now.answers())) {
      return all;
    }
    Map<RequirementId, Requirement> oldRequirements = new HashMap<>();
    old.requirements().forEach(requirement -> oldRequirements.put(requirement.id(), requirement));
    Map<RequirementId, Requirement> requirements = new HashMap<>();
    now.requirements().forEach(requirement -> requirements.put(requirement.id(), requirement));
    Map<String, Setting> oldSettings = new HashMap<>();
    old.config().forEach(setting -> oldSettings.put(setting.key(), setting));
    Map<String, Setting> settings = new HashMap<>();
    now.config().forEach(setting -> settings.put(setting.key(), setting));
    Set<RepoPath> touched = new LinkedHashSet<>();
    for (Task task : now.logic().tasks()) {
      boolean same =
          old.logic().task(task.path()).filter(task::equals).isPresent()
              && task.serves().stream()
                  .allMatch(id -> Objects.equals(oldRequirements.get(id), requirements.get(id)))
              && task.configKeys().stream()
                  .allMatch(key -> Objects.equals(oldSettings.get(key), settings.get(key)));
      if (!same) {
        touched.add(task.path());
      }
    }
    return touched;
  }
}
