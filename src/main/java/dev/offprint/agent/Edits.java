package dev.offprint.agent;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What shall be different in a plan, by ids; what is not named stays. */
record Edits(
    List<NeedEdit> requirements,
    List<SettingEdit> settings,
    List<FileEdit> files,
    List<PackageEdit> packages,
    List<AnswerEdit> answers,
    List<TargetEdit> targets,
    List<LineEdit> conventions,
    List<LineEdit> leftOut,
    List<Declined> declined) {
  record NeedEdit(String op, String id, String statement, String kind, List<Integer> sentences) {}

  record SettingEdit(String op, String key, String value, String unit, int sentence, String why) {}

  record FileEdit(
      String op,
      String path,
      String purpose,
      List<String> dependsOn,
      List<String> serves,
      List<String> configKeys) {}

  record PackageEdit(String op, String name, String version) {}

  record AnswerEdit(String question, String text, int change) {}

  record TargetEdit(String op, String id) {}

  record LineEdit(String op, String text) {}

  record Declined(int change, String why) {}

  /** What they put into the plan, without ids, places and reasons. */
  String said() {
    return Stream.of(
            requirements.stream().map(NeedEdit::statement),
            settings.stream().map(edit -> edit.key() + " " + edit.value()),
            files.stream().map(FileEdit::purpose),
            packages.stream().map(PackageEdit::version),
            answers.stream().map(AnswerEdit::text),
            conventions.stream().map(LineEdit::text),
            leftOut.stream().map(LineEdit::text))
        .flatMap(texts -> texts)
        .collect(Collectors.joining("\n"));
  }

  boolean removes() {
    return Stream.of(
            requirements.stream().map(NeedEdit::op),
            settings.stream().map(SettingEdit::op),
            files.stream().map(FileEdit::op),
            packages.stream().map(PackageEdit::op),
            targets.stream().map(TargetEdit::op),
            conventions.stream().map(LineEdit::op),
            leftOut.stream().map(LineEdit::op))
        .flatMap(ops -> ops)
        .anyMatch("remove"::equals);
  }

  boolean changesNothing() {
    return requirements.isEmpty()
        && settings.isEmpty()
        && files.isEmpty()
        && packages.isEmpty()
        && answers.isEmpty()
        && targets.isEmpty()
        && conventions.isEmpty()
        && leftOut.isEmpty();
  }
}
