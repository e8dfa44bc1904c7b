package dev.offprint.agent;

import dev.offprint.engine.Asking.Unusable;
import dev.offprint.engine.Role;
import dev.offprint.engine.StageStopped;
import dev.offprint.engine.Stages.Job;
import dev.offprint.engine.Stages.Sorted;
import dev.offprint.engine.Stages.Sorted.Place;
import dev.offprint.engine.Traits;
import dev.offprint.session.Event;
import dev.offprint.session.Ledger;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.Target;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sorts what somebody wrote after a delivery, and answers what is a question. */
final class Answerer {
  private static final List<String> KINDS = List.of("question", "number", "traceback", "change");
  private static final Pattern NUMBER =
      Pattern.compile("[-−]?(?:\\d[\\d,]*(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,3})?");

  private final Calls calls;

  Answerer(Calls calls) {
    this.calls = calls;
  }

  record Shown(String file, int firstLine, int lastLine) {}

  record Got(String target, String value) {}

  record Answer(
      String kind, String answer, List<Shown> places, List<Integer> pages, List<Got> numbers) {}

  Sorted followUp(Job job, Plan plan, Tree tree, Ledger ledger, String words) throws StageStopped {
    if (PlainChange.of(words, plan).filter(PlainChange::ordered).isPresent()) {
      return new Sorted.ChangeWanted();
    }
    Traits traits = job.asking().traits(Role.ANSWERER);
    return calls.ask(
        job,
        Role.ANSWERER,
        "follow-up",
        PlanText.plan(plan, PlanText.ledger(ledger), Material.block("code", code(tree, traits))),
        new Template.FollowUp(Material.safe(words)),
        shape(job, plan, tree, Sizes.of(traits).compact()),
        Answer.class,
        (answer, attempt) -> sorted(answer, job.paper(), plan, tree, words));
  }

  private static Shape shape(Job job, Plan plan, Tree tree, boolean compact) {
    List<String> files = orNone(tree.files().stream().map(f -> f.path().value()).toList());
    List<String> targets = orNone(plan.targets().stream().map(t -> t.id().value()).toList());
    int most = compact ? 2 : 8;
    return Shape.fields()
        .with("kind", Shape.oneOf(KINDS))
        .with("answer", Shape.text(compact ? 600 : 2_000))
        .with(
            "places",
            Shape.list(
                Shape.fields()
                    .with("file", Shape.near(files))
                    .with("first_line", Shape.whole(0, 100_000))
                    .with("last_line", Shape.whole(0, 100_000)),
                0,
                most))
        .with("pages", Shape.list(Shape.whole(0, Math.max(1, job.paper().pages())), 0, most))
        .with(
            "numbers",
            Shape.list(
                Shape.fields().with("target", Shape.near(targets)).with("value", Shape.text(40)),
                0,
                most));
  }

  /** A schema with nothing to choose from would be none. */
  private static List<String> orNone(List<String> words) {
    return words.isEmpty() ? List.of("") : words;
  }

  private static Sorted sorted(Answer answer, Paper paper, Plan plan, Tree tree, String words)
      throws Unusable {
    return switch (answer.kind()) {
      case "traceback" -> new Sorted.Traceback();
      case "change" -> new Sorted.ChangeWanted();
      case "number" -> numbers(answer, plan, words);
      default -> {
        if (answer.answer().isBlank()) {
          throw new Unusable("answer: a question needs an answer, be it that nothing tells");
        }
        yield new Sorted.Answered(
            answer.answer(),
            answer.places().stream().flatMap(shown -> place(shown, tree).stream()).toList(),
            new Bearing(paper).pages(answer.answer(), answer.pages()));
      }
    };
  }

  private static Optional<Place> place(Shown shown, Tree tree) {
    return tree.files().stream()
        .map(RepoFile::path)
        .filter(path -> path.value().equals(shown.file()))
        .findFirst()
        .map(path -> new Place(path, shown.firstLine(), shown.lastLine()));
  }

  private static Sorted numbers(Answer answer, Plan plan, String words) throws Unusable {
    List<Event.Reported> numbers = new ArrayList<>();
    for (Got got : answer.numbers()) {
      Optional<Target> target =
          plan.targets().stream().filter(t -> t.id().value().equals(got.target())).findFirst();
      if (target.isPresent()) {
        numbers.add(
            new Event.Reported(
                target.get().id(), written(Values.number(got.value()), target.get(), words)));
      }
    }
    if (numbers.isEmpty()) {
      throw new Unusable(
          "numbers: one of "
              + plan.targets().stream().map(t -> t.id().value()).toList()
              + " is wanted for a number; if it is about none of them, kind is question");
    }
    return new Sorted.Reported(numbers);
  }

  /** Only what the message has counts; per cent of what the paper gives as a fraction is one. */
  private static BigDecimal written(BigDecimal value, Target target, String words) throws Unusable {
    Matcher number = NUMBER.matcher(words);
    while (number.find()) {
      if (!number.group().equals("-") && Values.number(number.group()).compareTo(value) == 0) {
        boolean perCent = words.substring(number.end()).stripLeading().startsWith("%");
        return perCent && target.value().abs().compareTo(BigDecimal.ONE) <= 0
            ? value.movePointLeft(2)
            : value;
      }
    }
    throw new Unusable(
        "numbers: " + value.toPlainString() + " is not in the message; give it as they wrote it");
  }

  /** Code as far as it fits, the shorter files first, then what follows from the plan. */
  private static String code(Tree tree, Traits traits) {
    int room = traits.context() / 2 - Sizes.of(traits).paper() / 2;
    List<RepoFile> shown = new ArrayList<>();
    List<RepoFile> files =
        tree.files().stream()
            .filter(file -> file.path().isPython() || !traits.compact())
            .filter(file -> !file.path().isPython() || !Names.ours(file.path().value()))
            .sorted(
                Comparator.comparing((RepoFile file) -> !file.path().isPython())
                    .thenComparing(file -> file.text().length()))
            .toList();
    for (RepoFile file : files) {
      room -= PaperText.tokens(PlanText.numbered(List.of(file)));
      if (room > 0) {
        shown.add(file);
      }
    }
    return PlanText.numbered(shown);
  }
}
