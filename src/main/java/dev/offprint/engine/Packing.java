package dev.offprint.engine;

import dev.offprint.session.BlobId;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Requirement;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.Tree;
import dev.offprint.session.Usage;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Packs a checked repository with the documents beside it. The paper itself is never packed. */
final class Packing {
  private static final int LONGEST_NAME = 40;

  private final Ports ports;
  private final InstantSource clock;

  Packing(Ports ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  Delivery pack(
      Effect.RunStage effect, Stages.Job job, Plan plan, Repair.Version best, BlobId tree) {
    SessionId session = effect.key().session();
    List<Journal.Entry> calls = ports.journal().all(session);
    BlobId previous = effect.inputs().delivered();
    Duration worked = Worked.until(clock.instant(), ports.store().history(session));
    Map<RepoPath, byte[]> beside = new LinkedHashMap<>();
    beside.put(new RepoPath("docs/plan.md"), utf8(ports.documents().planMarkdown(plan)));
    for (Documents.Picture picture : ports.documents().pictures(plan)) {
      beside.put(new RepoPath("docs/" + slug(picture.name()) + ".png"), picture.png());
      beside.put(new RepoPath("docs/" + slug(picture.name()) + ".svg"), utf8(picture.svg()));
    }
    beside.put(
        new RepoPath("docs/ledger.md"),
        utf8(ports.documents().ledgerMarkdown(plan, best.ledger())));
    beside.put(
        new RepoPath("provenance.json"),
        utf8(
            Provenance.of(
                effect,
                job,
                plan,
                calls,
                ports.store().history(session),
                worked,
                previous == null ? null : since(previous, best),
                ports.models())));
    String name = slug(plan.title());
    return new Delivery(
        job.delivery(),
        effect.inputs().version(),
        ports
            .blobs()
            .put(
                session, ports.archives().zip(name, without(best.tree(), beside.keySet()), beside)),
        name + "-" + session.value() + "-" + job.delivery() + ".zip",
        tree,
        best.gates(),
        best.ledger(),
        notes(effect, job, plan, best, calls),
        models(calls),
        usage(calls),
        worked,
        previous);
  }

  private DeliveryDifference since(BlobId previous, Repair.Version best) {
    Delivery before = ports.artifacts().delivery(previous);
    return DeliveryDifference.of(
        before, ports.artifacts().written(before.tree()).tree(), best.ledger(), best.tree());
  }

  private List<String> notes(
      Effect.RunStage effect,
      Stages.Job job,
      Plan plan,
      Repair.Version best,
      List<Journal.Entry> calls) {
    List<String> notes = new ArrayList<>();
    State.FollowUp reported = effect.inputs().followUp();
    if (reported != null) {
      String last =
          ports.blobs().text(reported.words()).strip().lines().reduce("", (one, two) -> two);
      notes.add(
          "After what "
              + HeaderWords.at(reported.by().name())
              + " reported: "
              + PlainText.brief(last, 150));
    }
    notes.addAll(best.notes());
    stoodIn(calls).ifPresent(words -> notes.add(words + "."));
    Traits coder = job.asking().traits(Role.CODER);
    if (coder.compact()) {
      String kind = coder.local() ? "small local model" : "small model";
      notes.add("A " + kind + " (" + coder.name() + ") wrote this: expect mistakes.");
    }
    if (job.asking().traits(Role.SCREENER).compact()) {
      notes.add("Not screened by a model: only fixed rules looked at the request.");
    }
    HeaderWords.seen(job.paper()).ifPresent(words -> notes.add("Pictures " + words + "."));
    job.paper().notRead().forEach(notes::add);
    List<String> ungrounded =
        plan.requirements().stream()
            .filter(requirement -> !requirement.grounded())
            .map(Requirement::id)
            .map(id -> id.value())
            .toList();
    if (!ungrounded.isEmpty()) {
      notes.add("Not grounded in a sentence of the paper: " + String.join(", ", ungrounded) + ".");
    }
    return notes;
  }

  /** Documents stand in for generated files of their names. */
  private static Tree without(Tree tree, Set<RepoPath> documents) {
    Set<String> folds = documents.stream().map(RepoPath::fold).collect(Collectors.toSet());
    return new Tree(
        tree.files().stream().filter(file -> !folds.contains(file.path().fold())).toList());
  }

  /** Which model stood in for which, and how often; empty where none did. */
  static Optional<String> stoodIn(List<Journal.Entry> calls) {
    Map<String, Integer> answers = new TreeMap<>();
    for (Journal.Entry call : calls) {
      Reply reply = call.reply();
      if (reply != null && reply.insteadOf() != null) {
        answers.merge(reply.model() + " stood in for " + reply.insteadOf(), 1, Integer::sum);
      }
    }
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            answers.entrySet().stream()
                .map(
                    one ->
                        one.getKey() + " in " + one.getValue() + " of " + calls.size() + " answers")
                .collect(Collectors.joining("; ")));
  }

  static List<String> models(List<Journal.Entry> calls) {
    return calls.stream()
        .map(Journal.Entry::reply)
        .filter(Objects::nonNull)
        .map(Reply::model)
        .distinct()
        .sorted()
        .toList();
  }

  static Usage usage(List<Journal.Entry> calls) {
    return calls.stream().map(Journal.Entry::spent).reduce(Usage.NONE, Usage::plus);
  }

  /** A title as a file name: ASCII letters, digits and dashes. */
  static String slug(String title) {
    String ascii =
        Normalizer.normalize(title, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = ascii.substring(0, Math.min(LONGEST_NAME, ascii.length()));
    String bare = cut.replaceAll("^-+|-+$", "");
    return bare.isEmpty() ? "repository" : bare;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
