package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Sorted;
import dev.offprint.engine.Traits;
import dev.offprint.session.Ledger;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.Target;
import dev.offprint.session.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sorts what somebody wrote after a delivery, and answers what is a question. */
final class Answerer {
  private static final List<String> KINDS = List.of("question", "number", "traceback", "change");

  private final Calls calls;

  Answerer(Calls calls) {
    this.calls = calls;
  }

  record Answer(String kind, String answer, String file, int page, String target, String value) {}

  Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words) throws StageStopped {
    // Python says itself what this is.
    if (words.contains("Traceback (most recent call last)")) {
      return new Sorted.Traceback();
    }
    Traits traits = job.asking().traits(Role.ANSWERER);
    Sizes sizes = Sizes.of(traits);
    List<String> targets =
        new ArrayList<>(plan.targets().stream().map(t -> t.id().value()).toList());
    targets.add("");
    List<String> files = new ArrayList<>(tree.files().stream().map(f -> f.path().value()).toList());
    files.add("");
    Shape shape =
        Shape.fields()
            .with("kind", Shape.oneOf(KINDS))
            .with("answer", Shape.text(sizes.compact() ? 600 : 2_000))
            .with("file", Shape.near(files))
            .with("page", Shape.whole(0, Math.max(1, job.paper().pages())))
            .with("target", Shape.near(targets))
            .with("value", Shape.text(40));
    return calls.ask(
        job,
        Role.ANSWERER,
        "follow-up",
        PlanText.plan(
            plan,
            PlanText.ledger(ledger),
            Material.block("code", code(tree, traits))),
        new Template.FollowUp(Material.safe(words)),
        shape,
        Answer.class,
        (answer, attempt) -> sorted(answer, plan, tree, job.paper().pages()));
  }

  private static Sorted sorted(Answer answer, Plan plan, Tree tree, int pages) throws Unusable {
    return switch (answer.kind()) {
      case "traceback" -> new Sorted.Traceback();
      case "change" -> new Sorted.ChangeWanted();
      case "number" -> number(answer, plan);
      default -> {
        if (answer.answer().isBlank()) {
          throw new Unusable("answer: a question needs an answer, be it that nothing tells");
        }
        yield new Sorted.Answered(answer.answer() + where(answer, tree, pages));
      }
    };
  }

  private static Sorted number(Answer answer, Plan plan) throws Unusable {
    Optional<Target> target =
        plan.targets().stream().filter(t -> t.id().value().equals(answer.target())).findFirst();
    if (target.isEmpty()) {
      throw new Unusable(
          "target: one of "
              + plan.targets().stream().map(t -> t.id().value()).toList()
              + " is wanted for a number; if it is about none of them, kind is question");
    }
    return new Sorted.Reported(target.get().id(), Values.number(answer.value()), answer.answer());
  }

  /** File and page, as far as they exist. */
  private static String where(Answer answer, Tree tree, int pages) {
    List<String> places = new ArrayList<>();
    tree.files().stream()
        .map(file -> file.path().value())
        .filter(path -> path.equals(answer.file()))
        .forEach(places::add);
    if (answer.page() >= 1 && answer.page() <= pages) {
      places.add("paper p. " + answer.page());
    }
    return places.isEmpty() ? "" : " (" + String.join(", ", places) + ")";
  }

  /** Code as far as it fits, main.py and the shorter files first. */
  private static String code(Tree tree, Traits traits) {
    int room = traits.context() / 2 - Sizes.of(traits).paper() / 2;
    List<RepoFile> shown = new ArrayList<>();
    List<RepoFile> python =
        tree.files().stream()
            .filter(file -> file.path().isPython() && !Names.ours(file.path().value()))
            .sorted(java.util.Comparator.comparingInt(file -> file.text().length()))
            .toList();
    for (RepoFile file : python) {
      room -= PaperText.tokens(PlanText.numbered(List.of(file)));
      if (room > 0) {
        shown.add(file);
      }
    }
    return PlanText.numbered(shown);
  }
}
