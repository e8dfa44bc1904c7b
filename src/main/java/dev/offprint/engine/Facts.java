package dev.offprint.engine;

import dev.offprint.session.Amount;
import dev.offprint.session.BlobId;
import dev.offprint.session.Delivery;
import dev.offprint.session.Effect;
import dev.offprint.session.Paper;
import dev.offprint.session.Permission;
import dev.offprint.session.Person;
import dev.offprint.session.Pick;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanDraft;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Question;
import dev.offprint.session.QuestionId;
import dev.offprint.session.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of a session when something is said about it; everything is looked up once. */
final class Facts {
  private final Store.Stored session;
  private final Wording.Desk desk;
  private final PastSessions past;
  private final Artifacts artifacts;
  private @Nullable List<Store.OutboxRow> posts;
  private @Nullable List<Store.Happened> history;
  private @Nullable List<Journal.Entry> calls;

  Facts(Store.Stored session, Wording.Desk desk) {
    this(session, desk, new PastSessions(desk.journal(), desk.models()));
  }

  Facts(Store.Stored session, Wording.Desk desk, PastSessions past) {
    this.session = session;
    this.desk = desk;
    this.past = past;
    this.artifacts = new Artifacts(desk.blobs());
  }

  State state() {
    return session.state();
  }

  Person owner() {
    return state().owner();
  }

  String words(BlobId id) {
    return desk.blobs().text(id);
  }

  /** The requester's own words. */
  String wish() {
    return artifacts.brief(state().brief()).words().strip();
  }

  Optional<Paper> paper() {
    return Optional.ofNullable(state().paper()).map(artifacts::paper);
  }

  Optional<PlanDraft> draft() {
    return Optional.ofNullable(state().draft()).map(artifacts::draft);
  }

  PlanDraft draft(BlobId id) {
    return artifacts.draft(id);
  }

  Optional<Plan> plan() {
    return Optional.ofNullable(state().plan()).map(this::plan);
  }

  Plan plan(BlobId id) {
    return artifacts.plan(id);
  }

  Delivery delivery(BlobId id) {
    return artifacts.delivery(id);
  }

  /** What a delivery changed since the one before it; empty for the first. */
  Optional<DeliveryDifference> difference(Delivery delivery) {
    return Optional.ofNullable(delivery.previous())
        .map(this::delivery)
        .map(
            before ->
                DeliveryDifference.of(
                    before,
                    artifacts.written(before.tree()).tree(),
                    delivery.ledger(),
                    artifacts.written(delivery.tree()).tree()));
  }

  /** What the newest files, or specifications, are; empty before there are. */
  Optional<Built> built() {
    return Built.of(artifacts, state().tree(), state().analyses());
  }

  /** The plan that a delivery was made from. */
  Plan plan(Delivery delivery) {
    return plan(artifacts.written(delivery.tree()).plan());
  }

  /** The plan of an earlier version's card. */
  Optional<BlobId> carded(PlanVersion version) {
    for (Store.OutboxRow row : posts()) {
      if (row.effect() instanceof Effect.Post post
          && post.topic() instanceof Effect.Topic.PlanCard card
          && card.version().equals(version)) {
        return Optional.of(card.plan());
      }
    }
    return Optional.empty();
  }

  /** Where the newest post about a topic is, once the platform has it. */
  Chat.@Nullable PostId posted(Predicate<Effect.Topic> about) {
    Chat.PostId newest = null;
    for (Store.OutboxRow row : posts()) {
      if (row.effect() instanceof Effect.Post post
          && about.test(post.topic())
          && row.post() != null) {
        newest = row.post();
      }
    }
    return newest;
  }

  private List<Store.OutboxRow> posts() {
    if (posts == null) {
      posts = desk.store().posts(state().id());
    }
    return posts;
  }

  List<Store.Happened> history() {
    if (history == null) {
      history = desk.store().history(state().id());
    }
    return history;
  }

  List<Journal.Entry> calls() {
    if (calls == null) {
      calls = desk.journal().all(state().id());
    }
    return calls;
  }

  /** What the session has cost; empty where a model has no price. */
  Optional<Money> cost() {
    return cost(calls());
  }

  Optional<Money> cost(List<Journal.Entry> of) {
    return Money.spent(of, desk.models(), reader().name());
  }

  /** What the session has spent, in the unit of an amount; without what has no price. */
  Amount spentIn(Amount unit) {
    return switch (unit) {
      case Amount.Tokens tokens -> Amount.tokens(spent().settled().total());
      case Amount.Dollars dollars ->
          new Amount.Dollars(Money.known(calls(), desk.models(), reader().name()).dollars());
    };
  }

  /** What the work that is still to come is reckoned from. */
  Forecast.Basis basis() {
    return Estimates.basis(calls(), past.before(state().id()), desk.models());
  }

  /** Who has to decide about the plan that waits, where not everybody may. */
  Optional<Permission.Needed> signOff() {
    return Permission.signOff(desk.policy(), state());
  }

  Journal.Spent spent() {
    return desk.journal().spent(state().id());
  }

  Optional<Progress.Standing> standing() {
    return desk.progress().of(state().id());
  }

  Traits reader() {
    return desk.models().traits(Role.PLANNER);
  }

  /** Who answers where the reader does not. */
  Optional<Traits> standIn() {
    return desk.models().standIn();
  }

  Traits viewer() {
    return desk.models().traits(Role.VIEWER);
  }

  Instant created() {
    return session.created();
  }

  Duration since(Instant then) {
    return Duration.between(then, desk.clock().instant());
  }

  /** The question of that id, as planned. */
  Optional<Question> question(QuestionId id) {
    List<Question> questions =
        plan().map(Plan::questions).or(() -> draft().map(PlanDraft::questions)).orElse(List.of());
    return questions.stream().filter(question -> question.id().equals(id)).findFirst();
  }

  /** A pick in words. */
  String said(Question question, Pick pick) {
    BlobId own = pick.words();
    return own != null ? words(own) : question.options().get(pick.option());
  }

  BlobId put(String text) {
    return desk.blobs().putText(state().id(), text);
  }
}
