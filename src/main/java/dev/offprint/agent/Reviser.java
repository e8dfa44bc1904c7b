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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns changes in words into edits by id; what is not named stays. */
final class Reviser {
  private static final List<String> OPS = List.of("add", "replace", "remove");

  /** Characters; what is longer is a source or a story, not a wish. */
  private static final int LONGEST_WISH = 400;

  /** Numbers that say where or which, and those in names. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?i)\\b(?:lines?|pages?|pp?\\.|sec(?:tion|\\.)?|fig(?:ure|\\.)?|table|eq(?:uation|\\.)?"
              + "|step|version|delivery|change)\\s*[(#]?\\s*\\d+(?:[.–-]\\d+)*|\\p{L}[\\w-]*\\d[\\w.]*");

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
          left.isEmpty() ? PlainChange.of(one.words(), taken) : Optional.empty();
      if (plain.isEmpty()) {
        left.add(one);
      } else if (plain.get().changesNothing()) {
        declined.put(
            one.event(), plain.get().setting().key() + " is " + plain.get().value() + " already");
      } else {
        taken = changed(job, taken, one, plain.get());
      }
    }
    Revised rest = left.isEmpty() ? new Revised(taken, Map.of()) : asked(job, taken, left);
    declined.putAll(rest.declined());
    return new Revised(rest.plan(), declined);
  }

  private static Plan changed(Job job, Plan plan, Wanted one, PlainChange change) {
    try {
      return new Revision(job, plan, List.of(one)).applied(Edits.of(change.edit()));
    } catch (Unusable never) {
      throw new IllegalStateException("an edit of " + change.setting().key(), never);
    }
  }

  /** What no rule reads, by one call. */
  private Revised asked(Job job, Plan plan, List<Wanted> wanted) throws StageStopped {
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
        (answer, attempt) -> revised(job, plan, wanted, answer, attempt == Asking.TRIES));
  }

  /**
   * @param last whether nothing better will come: what was not made is declined then, and said
   */
  private static Revised revised(Job job, Plan plan, List<Wanted> wanted, Edits edits, boolean last)
      throws Unusable {
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
      return new Revised(plan, declined);
    }
    Map<EventId, String> unmade = unmade(plan, wanted, edits);
    unmade.keySet().removeAll(declined.keySet());
    if (!unmade.isEmpty() && !last) {
      throw new Unusable(String.join("; ", unmade.values()) + "; edit what the change is about");
    }
    unmade.forEach(
        (event, why) -> declined.put(event, why + "; say it in other words, or edit the plan"));
    if (declined.size() == wanted.size()) {
      return new Revised(plan, declined);
    }
    Plan revised = new Revision(job, plan, wanted).applied(edits);
    if (revised.as(plan.version()).equals(plan)) {
      String why = "the edits leave the plan as it was";
      if (!last) {
        throw new Unusable(why + "; edit what the change is about, or decline it");
      }
      wanted.forEach(one -> declined.putIfAbsent(one.event(), why));
      return new Revised(plan, declined);
    }
    return new Revised(revised, declined);
  }

  /**
   * The changes whose numbers stand in no edit. A number that the plan has already may name what
   * goes, and one in a long text or in a question may be anything.
   */
  private static Map<EventId, String> unmade(Plan plan, List<Wanted> wanted, Edits edits) {
    Set<BigDecimal> there = new TreeSet<>(Grounding.numbers(edits.said()));
    plan.config().forEach(setting -> there.addAll(Values.numbers(setting.value())));
    Map<EventId, String> unmade = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String words = wanted.get(i).words().replaceAll("«[^»]*»", "");
      List<String> missing =
          words.length() > LONGEST_WISH
              ? List.of()
              : Grounding.numbers(PLACE.matcher(words).replaceAll("")).stream()
                  .filter(number -> !there.contains(number))
                  .map(BigDecimal::toPlainString)
                  .toList();
      if (!missing.isEmpty()) {
        unmade.put(
            wanted.get(i).event(),
            "no edit has the " + String.join(", ", missing) + " of change " + (i + 1));
      }
    }
    return unmade;
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
