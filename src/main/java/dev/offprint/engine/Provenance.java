package dev.offprint.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.session.Answer;
import dev.offprint.session.BlobId;
import dev.offprint.session.Effect;
import dev.offprint.session.Event;
import dev.offprint.session.Paper;
import dev.offprint.session.Plan;
import dev.offprint.session.RepoPath;
import dev.offprint.session.Source;
import dev.offprint.session.Usage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery comes from, as {@code provenance.json}: sources and hashes, plan version, who
 * decided what, models, prompt hashes, tokens, money where prices are known, times, calls that a
 * crash cut off.
 */
final class Provenance {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Calls that were made side by side began in any order. */
  private static final Comparator<Journal.Entry> IN_ORDER =
      Comparator.comparing(
          Journal.Entry::key,
          Comparator.comparing(CallKey::delivery)
              .thenComparing(CallKey::version)
              .thenComparing(CallKey::stage)
              .thenComparing(CallKey::step)
              .thenComparingInt(key -> key.attempt()));

  private Provenance() {}

  static String of(
      Effect.RunStage effect,
      Stages.Job job,
      Plan plan,
      List<Journal.Entry> calls,
      List<Store.Happened> history,
      Duration worked,
      @Nullable DeliveryDifference since,
      Models prices) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", 1);
    root.put("session", job.key().session().value());
    root.put("delivery", job.delivery());
    root.put("title", job.paper().title());
    root.put("asked_for", job.brief().words());
    ArrayNode sources = root.putArray("sources");
    effect.inputs().sources().forEach(source -> source(sources.addObject(), source));
    ArrayNode seen = root.putArray("described_by_a_model");
    for (Paper.Seen one : job.paper().seen()) {
      part(seen.addObject(), one.part()).put("model", one.model());
    }
    ArrayNode unread = root.putArray("not_read");
    for (Paper.Unread one : job.paper().unread()) {
      part(unread.addObject(), one.part()).put("why", one.why());
    }
    ObjectNode planned = root.putObject("plan");
    planned.put("version", plan.version().number());
    planned.put("sha256", text(effect.inputs().plan()));
    if (since != null) {
      ObjectNode changed = root.putObject("since");
      changed.put("delivery", since.since());
      paths(changed.putArray("changed"), since.changed());
      paths(changed.putArray("added"), since.added());
      paths(changed.putArray("removed"), since.removed());
      changed.put("kept", since.kept());
    }
    decided(root, plan, history);
    ObjectNode tokens = root.putObject("tokens");
    usage(tokens, Packing.usage(calls));
    thoughts(tokens, calls);
    Money.spent(calls, prices, job.asking().traits(Role.PLANNER).name())
        .ifPresent(cost -> root.put("dollars", cost.dollars()));
    root.put("calls_cut_off_by_a_crash", calls.stream().mapToInt(Journal.Entry::lost).sum());
    root.put("seconds_at_work", worked.toSeconds());
    Map<String, Usage> models = new TreeMap<>();
    ArrayNode made = root.putArray("calls");
    for (Journal.Entry call : calls.stream().sorted(IN_ORDER).toList()) {
      Reply reply = call.reply();
      ObjectNode one = made.addObject();
      one.put("stage", call.key().stage().name());
      one.put("step", call.key().step());
      one.put("plan", call.key().version().number());
      one.put("delivery", call.key().delivery());
      one.put("attempt", call.key().attempt());
      one.put("prompt_sha256", call.promptHash());
      one.put("used", Boolean.TRUE.equals(call.used()));
      ObjectNode own = one.putObject("tokens");
      usage(own, call.spent());
      thoughts(own, List.of(call));
      if (reply != null) {
        one.put("model", reply.model());
        if (reply.insteadOf() != null) {
          one.put("instead_of", reply.insteadOf());
        }
        one.put("seconds", reply.took().toMillis() / 1000.0);
        models.merge(reply.model(), call.spent(), Usage::plus);
      }
    }
    ObjectNode byModel = root.putObject("models");
    models.forEach(
        (name, spent) -> {
          ObjectNode one = byModel.putObject(name);
          usage(one, spent);
          prices.price(name).ifPresent(price -> one.put("dollars", price.of(spent).dollars()));
        });
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values cannot be written", impossible);
    }
  }

  private static void paths(ArrayNode all, List<RepoPath> paths) {
    paths.forEach(path -> all.add(path.value()));
  }

  private static void source(ObjectNode one, Source source) {
    one.put("role", source.role().name());
    one.put("name", source.name());
    one.put(
        "origin",
        switch (source.origin()) {
          case Source.Origin.Attachment file -> "attachment";
          case Source.Origin.PlatformFile file -> "file of the platform";
          case Source.Origin.Link link -> LinkText.of(link.address());
        });
    one.put("sha256", text(source.content()));
  }

  private static ObjectNode part(ObjectNode one, Paper.Part part) {
    one.put("kind", part.kind().name());
    one.put("label", part.label());
    one.put("page", part.page());
    return one;
  }

  private static String text(@Nullable BlobId id) {
    return id == null ? "" : id.value();
  }

  private static void decided(ObjectNode root, Plan plan, List<Store.Happened> history) {
    ArrayNode answers = root.putArray("answers");
    for (Answer answer : plan.answers()) {
      ObjectNode one = answers.addObject();
      one.put("question", answer.question().value());
      one.put("answer", answer.text());
      one.put("by", answer.by() == null ? "default" : answer.by().name());
    }
    ArrayNode decisions = root.putArray("decisions");
    for (Store.Happened happened : history) {
      if (happened.event() instanceof Event.OfPerson event
          && happened.outcome().equals(Inbox.ACCEPTED)) {
        ObjectNode one = decisions.addObject();
        one.put("at", happened.at().toString());
        one.put("by", event.by().name());
        one.put("what", event.getClass().getSimpleName());
        if (event instanceof Event.PlanApproved approved) {
          one.put("plan", approved.version().number());
        }
      }
    }
  }

  /** Hidden thoughts, which are among the tokens written, where a provider told them apart. */
  private static void thoughts(ObjectNode one, List<Journal.Entry> calls) {
    List<Long> told =
        calls.stream()
            .map(Journal.Entry::reply)
            .filter(Objects::nonNull)
            .map(Reply::thoughts)
            .filter(Objects::nonNull)
            .toList();
    if (!told.isEmpty()) {
      one.put("thoughts", told.stream().mapToLong(Long::longValue).sum());
    }
  }

  private static void usage(ObjectNode one, Usage usage) {
    one.put("read", usage.read());
    one.put("cached", usage.cached());
    one.put("written", usage.written());
  }
}
