package dev.offprint.agent;

import dev.offprint.engine.Asking;
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
import java.util.Optional;

/** Turns changes in words into edits by id; what is not named stays. */
final class Reviser {
  private static final List<String> OPS = List.of("add", "replace", "remove");

  private final Calls calls;

  Reviser(Calls calls) {
    this.calls = calls;
  }

  Revised revise(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    Plan taken = plan;
    Map<EventId, String> declined = new LinkedHashMap<>();
    List<Wanted> left = new ArrayList<>();
    for (Wanted one : wanted) {
      // In the order in which they came: behind one that a model reads, all are read by it.
      Optional<PlainChange> plain =
          one.own() && left.isEmpty() ? PlainChange.of(one.words(), taken) : Optional.empty();
      if (plain.isEmpty()) {
        left.add(one);
      } else if (plain.get().changesNothing()) {
        declined.put(
            one.event(), plain.get().setting().key() + " is " + plain.get().value() + " already");
      } else {
        taken = taken.with(plain.get().made(one.by().name()));
      }
    }
    Revised rest = left.isEmpty() ? new Revised(taken, Map.of()) : asked(job, taken, left);
    declined.putAll(rest.declined());
    return new Revised(rest.plan(), declined);
  }

  /** What no rule reads, by one call; one by one where a model mixes them up. */
  private Revised asked(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
    Optional<Revised> together = asked(job, plan, wanted, "revise");
    if (together.isPresent()) {
      return together.get();
    }
    Plan taken = plan;
    Map<EventId, String> declined = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      Revised alone = asked(job, taken, List.of(wanted.get(i)), "revise:" + (i + 1)).orElseThrow();
      taken = alone.plan();
      declined.putAll(alone.declined());
    }
    return new Revised(taken, declined);
  }

  /** Empty where of several changes some are not made after all tries. */
  private Optional<Revised> asked(Job job, Plan plan, List<Wanted> wanted, String step)
      throws StageStopped {
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
        step,
        PlanText.plan(plan),
        new Template.Revise(changes.toString().strip()),
        shape(job, calls.sizes(job, Role.PLANNER), plan),
        Edits.class,
        (answer, attempt) -> revised(job, plan, wanted, answer, attempt == Asking.TRIES));
  }

  /**
   * @param last whether nothing better will come: what was not made is declined then, and said
   */
  private static Optional<Revised> revised(
      Job job, Plan plan, List<Wanted> wanted, Edits edits, boolean last) throws Unusable {
    Map<EventId, String> declined = new LinkedHashMap<>();
    for (Edits.Declined each : edits.declined()) {
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
      return Optional.of(new Revised(plan, declined));
    }
    Map<EventId, String> unmade = Unmade.of(plan, wanted, edits);
    unmade.keySet().removeAll(declined.keySet());
    if (!unmade.isEmpty()) {
      if (!last) {
        throw new Unusable(String.join("; ", unmade.values()) + "; edit what the change is about");
      }
      if (wanted.size() > 1) {
        return Optional.empty();
      }
      unmade.forEach(
          (event, why) -> declined.put(event, why + "; say it in other words, or edit the plan"));
      return Optional.of(new Revised(plan, declined));
    }
    Plan revised = new Revision(job, plan, wanted).applied(edits);
    if (revised.as(plan.version()).equals(plan)) {
      String why = "the edits leave the plan as it was";
      if (!last) {
        throw new Unusable(why + "; edit what the change is about, or decline it");
      }
      wanted.forEach(one -> declined.putIfAbsent(one.event(), why));
      return Optional.of(new Revised(plan, declined));
    }
    return Optional.of(new Revised(revised, declined));
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
