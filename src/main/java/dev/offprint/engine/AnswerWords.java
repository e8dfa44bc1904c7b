package dev.offprint.engine;

import dev.offprint.session.Event;
import dev.offprint.session.Paper;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoFile;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Target;
import dev.offprint.session.TargetId;
import dev.offprint.session.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is answered to a message after delivery. Files, lines and pages are named only where they
 * exist; how a number compares is reckoned here and never said by a model.
 */
final class AnswerWords {
  private static final Pattern FILE =
      Pattern.compile("(?<![\\w/.-])(?:[\\w-]+/){0,5}[\\w-]+\\.(?:py|ya?ml|sh)\\b");
  private static final Pattern PAGE = Pattern.compile("(?i)\\b(?:page|p\\.)\\s?(\\d{1,4})\\b");

  private final Plan plan;
  private final Tree tree;
  private final Paper paper;

  AnswerWords(Plan plan, Tree tree, Paper paper) {
    this.plan = plan;
    this.tree = tree;
    this.paper = paper;
  }

  /** The answer with what it rests on, as far as that exists. */
  String answered(Stages.Sorted.Answered answer) {
    Set<String> rests = new LinkedHashSet<>();
    answer.places().forEach(place -> place(place).ifPresent(rests::add));
    for (int page : answer.pages()) {
      if (page >= 1 && page <= paper.pages()) {
        rests.add("paper p. " + page);
      }
    }
    List<String> missing = missing(answer.words());
    return answer.words().strip()
        + (rests.isEmpty() ? "" : " (" + String.join(", ", rests) + ")")
        + (missing.isEmpty()
            ? ""
            : "\nNot confirmed: there is no " + String.join(", no ", missing) + ".");
  }

  private Optional<String> place(Stages.Sorted.Place place) {
    Optional<RepoFile> file = tree.file(place.file());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    int first = place.firstLine();
    int last = Math.max(first, place.lastLine());
    boolean there = first >= 1 && last <= file.get().text().lines().count();
    return Optional.of(
        place.file() + (there ? ":" + first + (last > first ? "–" + last : "") : ""));
  }

  /** Files and pages that the words name and that do not exist. */
  private List<String> missing(String words) {
    List<String> missing = new ArrayList<>();
    Matcher file = FILE.matcher(words);
    while (file.find()) {
      String name = file.group();
      boolean known =
          tree.files().stream()
              .map(RepoFile::path)
              .map(RepoPath::value)
              .anyMatch(path -> path.equals(name) || path.endsWith("/" + name));
      if (!known && !missing.contains(name)) {
        missing.add(name);
      }
    }
    Matcher page = PAGE.matcher(words);
    while (page.find()) {
      int number = Integer.parseInt(page.group(1));
      if (number < 1 || number > paper.pages()) {
        missing.add("page " + number + " in the paper");
      }
    }
    return missing;
  }

  /** How numbers compare with those of the paper. */
  String reported(List<Event.Reported> numbers, Person by) {
    if (numbers.isEmpty()) {
      return "None of that is a number that the plan names. " + wanted();
    }
    return numbers.stream().map(number -> compared(number, by)).collect(Collectors.joining("\n"));
  }

  private String compared(Event.Reported number, Person by) {
    Target target = target(number.target()).orElseThrow();
    String words =
        named(target)
            + ": "
            + number.value().toPlainString()
            + " here, "
            + target.value().toPlainString()
            + " ± "
            + target.tolerance().toPlainString()
            + " in the paper: ";
    BigDecimal off = number.value().subtract(target.value()).abs();
    return words
        + (target.met(number.value())
            ? met(by)
            : "target not met, off by " + off.toPlainString() + ", reported by " + at(by));
  }

  /** The fixed words; more is never said. */
  static String met(Person by) {
    return "target met, reported by " + at(by);
  }

  private static String at(Person by) {
    return HeaderWords.at(by.name());
  }

  String synthetic() {
    return "These results come from a run on made-up data: they say nothing about the paper and"
        + " are not compared. Run main.py without --smoke and send me outputs/results.json.";
  }

  String ran(Person by) {
    return "Noted: it ran for " + at(by) + ". " + wanted();
  }

  private String wanted() {
    if (plan.targets().isEmpty()) {
      return "The plan names no number of the paper to compare.";
    }
    Target first = plan.targets().getFirst();
    return "To compare: "
        + plan.targets().stream().map(AnswerWords::named).collect(Collectors.joining("; "))
        + ". Send me outputs/results.json, or say \""
        + first.id().value()
        + " is …\".";
  }

  Optional<Target> target(TargetId id) {
    return plan.targets().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  private static String named(Target target) {
    return target.id().value()
        + " "
        + PlainText.brief(target.metric(), 60)
        + " ("
        + PlainText.brief(target.where(), 40)
        + (target.page() > 0 ? ", p. " + target.page() : "")
        + ")";
  }
}
