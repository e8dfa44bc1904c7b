package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Revised;
import dev.offprint.engine.Stages.Wanted;
import dev.offprint.session.EventId;
import dev.offprint.session.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns changes in words into edits by id; what is not named stays. */
final class Reviser {
  private static final List<String> OPS = List.of("add", "replace", "remove");

  private final Calls calls;

  Reviser(Calls calls) {
    this.calls = calls;
  }

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

  Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    if (wanted.isEmpty()) {
      return new Revised(plan, Map.of());
    }
    StringBuilder changes = new StringBuilder();
    for (int i = 0; i < wanted.size(); i++) {
      changes
          .append(i + 1)
          .append(". ")
          .append(Material.safe(wanted.get(i).by().name() + ": " + wanted.get(i).words()))
          .append('\n');
    }
    return calls.ask(
        job,
        Role.PLANNER,
        "revise",
        PlanText.plan(plan),
        new Template.Revise(changes.toString().strip()),
        shape(job, calls.sizes(job, Role.PLANNER), plan),
        Edits.class,
        (answer, attempt) -> revised(job, plan, wanted, answer));
  }

  private static Revised revised(Job job, Plan plan, List<Wanted> wanted, Edits edits)
      throws Unusable {
    Map<EventId, String> declined = new LinkedHashMap<>();
    for (Declined each : edits.declined()) {
      if (each.change() < 1 || each.change() > wanted.size() || each.why().isBlank()) {
        throw new Unusable(
            "declined: change is a number from 1 to " + wanted.size() + ", with why");
      }
      declined.put(wanted.get(each.change() - 1).event(), each.why());
    }
    if (edits.changesNothing()) {
      if (declined.size() < wanted.size()) {
        throw new Unusable("every change is either made by an edit or declined with the reason");
      }
      return new Revised(plan, declined);
    }
    return new Revised(new Revision(job, plan, wanted).applied(edits), declined);
  }

  private static Shape shape(Job job, Sizes sizes, Plan plan) {
    int most = sizes.compact() ? 4 : 40;
    Shape op = Shape.oneOf(OPS);
    Shape line =
        Shape.list(
            Shape.fields()
                .with("op", Shape.oneOf(List.of("add", "remove")))
                .with("text", Shape.text(300)),
            0,
            most);
    Shape path = Shape.guided(Names.FILE);
    List<String> needs =
        new ArrayList<>(plan.requirements().stream().map(r -> r.id().value()).toList());
    needs.add("");
    return Shape.fields()
        .with(
            "requirements",
            Shape.list(
                Shape.fields()
                    .with("op", op)
                    .with("id", Shape.near(needs))
                    .with("statement", Shape.text(500))
                    .with("kind", Shape.oneOf(Planner.kinds()))
                    .with(
                        "sentences",
                        Shape.list(Shape.whole(1, job.paper().sentences().size()), 0, 12)),
                0,
                most))
        .with(
            "settings",
            Shape.list(
                Shape.fields().with("op", op).and(Configurer.fields(sizes.compact(), job.paper())),
                0,
                most))
        .with(
            "files",
            Shape.list(
                Shape.fields()
                    .with("op", op)
                    .with("path", path)
                    .with("purpose", Shape.text(300))
                    .with("depends_on", Shape.list(path, 0, 30))
                    .with("serves", Shape.list(Shape.text(8), 0, 200))
                    .with("config_keys", Shape.list(Shape.text(80), 0, 80)),
                0,
                most))
        .with(
            "packages",
            Shape.list(
                Shape.fields()
                    .with("op", op)
                    .with("name", Shape.text(60))
                    .with("version", Shape.text(40)),
                0,
                most))
        .with(
            "answers",
            Shape.list(
                Shape.fields()
                    .with(
                        "question",
                        Shape.near(plan.questions().stream().map(q -> q.id().value()).toList()))
                    .with("text", Shape.text(300))
                    .with("change", Shape.whole(1, 1_000)),
                0,
                most))
        .with(
            "targets",
            Shape.list(
                Shape.fields()
                    .with("op", Shape.oneOf(List.of("remove")))
                    .with(
                        "id",
                        Shape.near(plan.targets().stream().map(t -> t.id().value()).toList())),
                0,
                most))
        .with("conventions", line)
        .with("left_out", line)
        .with(
            "declined",
            Shape.list(
                Shape.fields().with("change", Shape.whole(1, 1_000)).with("why", Shape.text(300)),
                0,
                most));
  }
}
