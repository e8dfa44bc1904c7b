package dev.offprint.session;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One session, lived event by event through the rules; every step keeps its effects. */
public final class Life {
  public static final Actor ADA = member("ada");
  public static final Actor BEN = member("ben");
  public static final Actor CY = member("cy");
  public static final Actor GUEST =
      new Actor(new PersonId("t:gil"), "gil", Actor.Standing.GUEST, Set.of());
  public static final Actor STRANGER =
      new Actor(new PersonId("x:dot"), "dot", Actor.Standing.OTHER_ORGANISATION, Set.of());
  public static final SessionId ID = new SessionId("abcd2345");
  public static final SessionId OTHER = new SessionId("wxyz6789");
  public static final ThreadRef THREAD = new ThreadRef("t", "c1", "1");
  public static final long BUDGET = 100_000;
  public static final PlanVersion V1 = new PlanVersion(1);
  public static final PlanVersion V2 = new PlanVersion(2);
  public static final PlanVersion V3 = new PlanVersion(3);
  public static final QuestionId Q1 = new QuestionId("Q1");
  public static final QuestionId Q2 = new QuestionId("Q2");

  private State state;
  private List<Effect> effects;
  private int events = 1;

  private Life(Step.Accepted begun) {
    state = begun.state();
    effects = begun.effects();
  }

  /** A session of ada's, with one paper. */
  public static Life begun() {
    return begun(List.of(paper("paper.pdf")));
  }

  public static Life begun(List<Source> sources) {
    return new Life(
        (Step.Accepted)
            Lifecycle.begin(
                ID,
                new EventId("e1"),
                new Event.Requested(ADA, THREAD, blob("brief"), sources, BUDGET)));
  }

  /** A session in a given state; what it does next is its own. */
  public static Life of(State state) {
    Life life = begun();
    life.state = state;
    life.effects = List.of();
    life.events = 1000 * (state.issued() + 1);
    return life;
  }

  /** What the rules say to an event; nothing is kept. */
  public Step ask(Event event) {
    return Lifecycle.next(state, new EventId("e" + (events + 1)), event);
  }

  /** Takes an event that has to be accepted. */
  public Life on(Event event) {
    Step step = ask(event);
    events++;
    if (!(step instanceof Step.Accepted accepted)) {
      throw new AssertionError(event + " in " + state.condition() + ": " + step);
    }
    state = accepted.state();
    effects = accepted.effects();
    return this;
  }

  public State state() {
    return state;
  }

  public Condition condition() {
    return state.condition();
  }

  /** The effects of the last step. */
  public List<Effect> effects() {
    return effects;
  }

  /** What the last step posted. */
  public List<Effect.Topic> posts() {
    List<Effect.Topic> topics = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Post post) {
        topics.add(post.topic());
      }
    }
    return topics;
  }

  /** What the last step started; null where it started nothing. */
  public Effect.@Nullable RunStage run() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.RunStage run) {
        return run;
      }
    }
    return null;
  }

  /** The name of the last event. */
  public EventId last() {
    return new EventId("e" + events);
  }

  /** The key of the running stage; where none runs, one that no stage has. */
  public EffectKey key() {
    return key(state);
  }

  public static EffectKey key(State state) {
    return state.condition() instanceof Condition.Working working
        ? working.key()
        : new EffectKey(ID, 1_000_000);
  }

  public Life read(SessionId... same) {
    return on(
        new Event.PaperRead(
            key(), blob("paper"), state.sources(), List.of("sha:1"), List.of(same)));
  }

  public Life planned(OpenQuestion... questions) {
    return on(new Event.DraftPlanned(key(), blob("draft"), List.of(questions)));
  }

  public Life designed() {
    return on(new Event.PlanDesigned(key(), plan(state.newest().next())));
  }

  public Life revised() {
    return on(new Event.PlanRevised(key(), plan(state.newest().next()), List.of(), List.of()));
  }

  public Life notRevised(String why) {
    List<Event.PlanRevised.Kept> kept =
        state.applying().stream()
            .map(change -> new Event.PlanRevised.Kept(change.event(), why))
            .toList();
    return on(new Event.PlanRevised(key(), null, List.of(), kept));
  }

  public Life approved(Actor by) {
    return on(new Event.PlanApproved(by, state.version()));
  }

  public Life analysed() {
    return on(new Event.Analysed(key(), blob("analyses " + state.version().number())));
  }

  public Life generated() {
    return on(new Event.Generated(key(), blob("tree " + state.version().number())));
  }

  public Life checked() {
    int number = state.deliveries() + 1;
    return on(new Event.Checked(key(), blob("checked " + number), blob("delivery " + number)));
  }

  public Life sorted(Event.FollowUpSorted.Sorted sorted) {
    return on(new Event.FollowUpSorted(key(), sorted));
  }

  public Life stopped(Cause cause) {
    return on(new Event.StageStopped(key(), cause));
  }

  public Life followsUp(Actor by, String words) {
    return on(new Event.FollowedUp(by, blob(words)));
  }

  public Life asks(Actor by, String words) {
    return on(change(by, state.version(), words));
  }

  public Life answers(Actor by, QuestionId question, int option) {
    return on(new Event.Answered(by, question, option, null));
  }

  /** On to version 1, waiting for approval, nobody asked. */
  public Life toCard() {
    return read().planned().designed();
  }

  /** On from a card to a delivery. */
  public Life toDelivery() {
    return approved(ADA).analysed().generated().checked();
  }

  public static Event.ChangeAsked change(Actor by, PlanVersion seen, String words) {
    return new Event.ChangeAsked(by, seen, new Change.What.Words(blob(words)));
  }

  public static Event.ChangeAsked planFile(Actor by, PlanVersion seen) {
    return new Event.ChangeAsked(by, seen, new Change.What.PlanFile(blob("plan.yaml")));
  }

  public static OpenQuestion withDefault(QuestionId id) {
    return new OpenQuestion(id, 3, 0, List.of(), Pick.ofDefault(0), false);
  }

  public static OpenQuestion withoutDefault(QuestionId id) {
    return new OpenQuestion(id, 2, -1, List.of(), null, false);
  }

  public static Cause down() {
    return new Cause.ProviderDown("The provider does not answer.", Duration.ofMinutes(10));
  }

  public static Cause overBudget() {
    return new Cause.OverBudget(BUDGET, 99_000, 5_000);
  }

  /** What ada's sessions may spend in a day is spent; it goes on after that time. */
  public static Cause.OverDay overDay(Duration pause) {
    return new Cause.OverDay(
        Scope.PERSON,
        Amount.dollars("20"),
        Amount.dollars("19.8"),
        Amount.dollars("0.31"),
        pause,
        Instant.parse("2026-11-23T00:00:00Z"));
  }

  public static Source paper(String name) {
    return source(Source.Role.PAPER, name);
  }

  public static Source beside(String name) {
    return source(Source.Role.BESIDE, name);
  }

  private static Source source(Source.Role role, String name) {
    return new Source(
        role, new Source.Origin.Link(URI.create("https://example.org/" + name)), name, null);
  }

  public static BlobId plan(PlanVersion version) {
    return blob("plan " + version.number());
  }

  /** The name that these words have as stored bytes. */
  public static BlobId blob(String words) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return new BlobId(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static Actor member(String name) {
    return new Actor(new PersonId("t:" + name), name, Actor.Standing.MEMBER, Set.of());
  }
}
