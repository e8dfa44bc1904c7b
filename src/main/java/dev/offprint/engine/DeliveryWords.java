package dev.offprint.engine;

import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.BlobId;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.Finding;
import dev.offprint.session.Gate;
import dev.offprint.session.GateResult;
import dev.offprint.session.Ledger;
import dev.offprint.session.Person;
import dev.offprint.session.Plan;
import dev.offprint.session.Requirement;
import dev.offprint.session.RequirementId;
import dev.offprint.session.State;
import dev.offprint.session.TargetId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A delivery: never more than the gates have shown. */
final class DeliveryWords {
  private static final int MOST = 400;

  private DeliveryWords() {}

  static Message delivered(Facts facts, Topic.Delivered topic) {
    Delivery delivery = facts.delivery(topic.delivery());
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "Archive", delivery.fileName() + ", from plan version " + delivery.plan().number()));
    lines.add(new Line("Ledger", ledger(facts, delivery.ledger())));
    facts
        .difference(delivery)
        .ifPresent(changed -> lines.add(new Line("Since " + changed.since(), changed.words(MOST))));
    gates(delivery, GateResult.Outcome.FAILED)
        .forEach(words -> lines.add(new Line("Fails", words)));
    gates(delivery, GateResult.Outcome.NOT_RUN)
        .forEach(words -> lines.add(new Line("Not run", words)));
    lines.add(
        new Line(
            "Run",
            "unzip it, then: pip install -r requirements.txt; python main.py --config config.yaml --smoke"));
    for (String note : delivery.notes()) {
      lines.add(new Line("Note", PlainText.brief(note, 250)));
    }
    lines.add(
        new Line(
            "By",
            PlainText.some(delivery.models(), ", ", 120)
                + " · "
                + PlainText.number(delivery.usage().total())
                + " tokens ("
                + PlainText.number(delivery.usage().cached())
                + " from the cache"
                + facts
                    .cost(
                        facts.calls().stream()
                            .filter(call -> call.key().delivery() <= delivery.number())
                            .toList())
                    .map(cost -> "; " + cost.words())
                    .orElse("")
                + "), "
                + Forecast.time(delivery.worked())
                + " of work"));
    List<Button> buttons =
        List.of(
            new Button("It ran", new Action.Ran(true, delivery.number()), false),
            new Button(
                "It failed: paste the error", new Action.Ran(false, delivery.number()), false),
            new Button("Change something", new Action.Change(delivery.plan()), false));
    return new Message.Delivered(
        to(facts),
        firstLine(delivery) + met(facts, topic.delivery()).map(words -> "; " + words).orElse(""),
        lines,
        buttons,
        List.of(new Attachment(delivery.fileName(), "application/zip", delivery.archive())));
  }

  private static List<Person> to(Facts facts) {
    Person requester = facts.state().requester();
    return requester.equals(facts.owner()) ? List.of(requester) : List.of(requester, facts.owner());
  }

  /** The fixed words for what the gates have shown, or a draft and what fails. */
  static String firstLine(Delivery delivery) {
    if (delivery.draft()) {
      String wrong =
          delivery.gates().stream()
              .filter(
                  result ->
                      result.outcome() == GateResult.Outcome.FAILED
                          || (result.outcome() == GateResult.Outcome.NOT_RUN
                              && result.gate() != Gate.SMOKE))
              .map(
                  result ->
                      result.outcome() == GateResult.Outcome.FAILED
                          ? "fails: " + result.gate().meaning()
                          : "not run: " + result.gate().meaning())
              .collect(Collectors.joining("; "));
      return "draft; " + wrong;
    }
    return passed(delivery, Gate.SMOKE)
        ? "ran on synthetic data"
        : passed(delivery, Gate.IMPORTS)
            ? "imports resolved"
            : passed(delivery, Gate.PARSE) ? "parsed" : "draft; nothing was checked";
  }

  /**
   * {@code target met, reported by @ada (T1)}: what people got of a delivery, each number as it was
   * said last; empty where none is as the paper has it.
   */
  static Optional<String> met(Facts facts, BlobId id) {
    List<State.Report> reports =
        facts.state().reports().stream().filter(one -> id.equals(one.delivery())).toList();
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = facts.plan(facts.delivery(id));
    Map<Person, Map<TargetId, BigDecimal>> last = new LinkedHashMap<>();
    for (State.Report report : reports) {
      last.computeIfAbsent(report.by(), by -> new LinkedHashMap<>())
          .put(report.target(), report.value());
    }
    List<String> met = new ArrayList<>();
    last.forEach(
        (by, numbers) -> {
          String targets =
              plan.targets().stream()
                  .filter(
                      target -> {
                        BigDecimal number = numbers.get(target.id());
                        return number != null && target.met(number);
                      })
                  .map(target -> target.id().value())
                  .collect(Collectors.joining(", "));
          if (!targets.isEmpty()) {
            met.add(AnswerWords.met(by) + " (" + targets + ")");
          }
        });
    return met.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", met));
  }

  private static boolean passed(Delivery delivery, Gate gate) {
    return delivery.gates().stream()
        .anyMatch(result -> result.gate() == gate && result.outcome() == GateResult.Outcome.PASSED);
  }

  private static List<String> gates(Delivery delivery, GateResult.Outcome outcome) {
    return delivery.gates().stream()
        .filter(result -> result.outcome() == outcome)
        .map(DeliveryWords::gate)
        .toList();
  }

  private static String gate(GateResult result) {
    if (result.findings().isEmpty()) {
      return (result.gate() == Gate.SMOKE ? "smoke run" : result.gate().meaning())
          + ": "
          + PlainText.brief(result.reason(), 150);
    }
    return result.gate().meaning()
        + ": "
        + PlainText.some(
            result.findings().stream().map(DeliveryWords::finding).toList(), "; ", 250);
  }

  private static String finding(Finding finding) {
    return finding.path()
        + (finding.line() > 0 ? ":" + finding.line() : "")
        + " "
        + PlainText.brief(finding.message(), 120);
  }

  /** {@code 12 implemented, 2 assumed, 1 missing: …}. */
  static String ledger(Facts facts, Ledger ledger) {
    Map<RequirementId, String> statements =
        facts.plan().map(Plan::requirements).orElse(List.of()).stream()
            .collect(Collectors.toMap(Requirement::id, Requirement::statement));
    List<String> missing =
        ledger.entries().stream()
            .filter(entry -> entry.verdict() == Ledger.Verdict.MISSING)
            .map(Ledger.Entry::requirement)
            .map(id -> id.value() + " " + PlainText.brief(statements.getOrDefault(id, ""), 80))
            .map(String::strip)
            .toList();
    return ledger.count(Ledger.Verdict.IMPLEMENTED)
        + " implemented, "
        + ledger.count(Ledger.Verdict.ASSUMED)
        + " assumed, "
        + missing.size()
        + " missing"
        + (missing.isEmpty() ? "" : ": " + PlainText.some(missing, "; ", 250));
  }
}
