package dev.offprint.engine;

import dev.offprint.session.Actor;
import dev.offprint.session.Amount;
import dev.offprint.session.BlobId;
import dev.offprint.session.Cause;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PersonId;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One random life of one or two sessions, the same for the same seed: people do what they like, in
 * any order and twice over, models and platform fail, and the process dies and comes back.
 */
final class Life {
  private static final List<Actor> PEOPLE =
      List.of(
          Samples.ADA,
          Samples.ADA,
          Samples.ADA,
          Samples.BEN,
          Samples.member("cy"),
          new Actor(new PersonId("fake:dee"), "dee", Actor.Standing.GUEST, Set.of()));

  private final Random random;
  private final Crashes crashes = new Crashes();
  private final List<SessionId> sessions = new ArrayList<>();
  private final List<Crashes.Sent> sent = new ArrayList<>();
  private final List<Crashes.Sent> late = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final List<String> reached = new ArrayList<>();
  private int unknown;
  private boolean calm;
  private Rig rig;

  Life(Path directory, long seed) {
    random = new Random(seed);
    FakeModels models = new FakeModels();
    models.answering = (prompt, call) -> answer(prompt);
    FakeStages stages = new FakeStages();
    stages.before = this::approved;
    FakeChat chat = new FakeChat();
    chat.findable = random.nextBoolean();
    chat.trouble = () -> trouble(chat);
    FakePorts fakes = new FakePorts();
    if (random.nextInt(4) == 0) {
      crashes.rules = new HouseRules(ofDays(), PaperPolicy.ANYWHERE);
    }
    rig = new Rig(directory, crashes, new SettableClock(), models, stages, chat, fakes);
  }

  /** Lives it; empty where everything held, else what did not. */
  List<String> live() {
    try {
      long budget = budget();
      long allowance = random.nextInt(4) == 0 ? budget / 5 : budget;
      again(() -> sessions.add(rig.begin(new EventId("begin"), Samples.THREAD, budget, allowance)));
      arm();
      int steps = 30 + random.nextInt(60);
      for (int i = 0; i < steps; i++) {
        step();
        withinTheDay();
      }
      end();
      sessions.forEach(this::check);
      return crashes.violations;
    } finally {
      rig.close();
    }
  }

  List<String> trace() {
    return trace;
  }

  /** Where the process died. */
  List<String> died() {
    return crashes.died;
  }

  /** Stages of models that ran, and how the sessions ended. */
  List<String> reached() {
    return reached;
  }

  /** Now and then less than a session takes. */
  private Limits ofDays() {
    return new Limits(
        Amount.tokens(Rig.BUDGET), new Limits.Planning.Share(100), some(100), some(150), some(200));
  }

  private @Nullable Amount some(int least) {
    return random.nextBoolean() ? Amount.tokens(least + random.nextInt(300)) : null;
  }

  private long budget() {
    return random.nextInt(5) == 0 ? 100 + random.nextInt(400) : Rig.BUDGET;
  }

  private void arm() {
    if (random.nextInt(3) > 0) {
      crashes.dieAfter(1 + random.nextInt(120));
    } else {
      crashes.live();
    }
  }

  /** Does something until it got through: a platform delivers again, a schedule runs again. */
  private void again(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (Crashes.CrashError died) {
        trace.add("died " + died.getMessage());
        rig = rig.reopened();
        arm();
      }
    }
  }

  private void step() {
    int what = random.nextInt(100);
    if (what < 50) {
      int index = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
      run(index);
    } else if (what < 86) {
      person();
    } else if (what < 90 && !sent.isEmpty()) {
      deliver(sent.get(random.nextInt(sent.size())));
    } else if (what < 93 && !late.isEmpty()) {
      deliver(late.remove(random.nextInt(late.size())));
    } else if (what < 97) {
      rig.clock.pass(Duration.ofSeconds(1L << random.nextInt(18)));
    } else if (what < 98) {
      trace.add("restarted");
      rig = rig.reopened();
    } else if (what < 99 && sessions.size() == 1) {
      ThreadRef thread = new ThreadRef("fake", "lab", "2");
      again(() -> second(rig.begin(new EventId("second"), thread, budget())));
    } else {
      again(() -> rig.live.tick());
    }
  }

  private void second(SessionId session) {
    if (!sessions.contains(session)) {
      sessions.add(session);
    }
  }

  private void run(int index) {
    try {
      if (!rig.hand.schedule().run(index)) {
        rig.hand.schedule().runOne();
      }
    } catch (Crashes.CrashError died) {
      trace.add("died " + died.getMessage());
      rig = rig.reopened();
      arm();
    }
  }

  private void person() {
    SessionId session = sessions.get(random.nextInt(sessions.size()));
    Supplier<Event> event = () -> event(session);
    // Words are stored before they are said: that too may be where the process dies.
    List<Event> made = new ArrayList<>();
    again(() -> made.add(event.get()));
    Crashes.Sent one =
        new Crashes.Sent(session, new EventId("e" + (sent.size() + late.size())), made.getLast());
    if (random.nextInt(8) == 0) {
      late.add(one);
    } else {
      deliver(one);
    }
  }

  private void deliver(Crashes.Sent one) {
    boolean before = sent.contains(one);
    sent.add(one);
    long version = rig.ports.store().load(one.session()).orElseThrow().version();
    List<Inbox.Receipt> receipts = new ArrayList<>();
    again(() -> receipts.add(rig.inbox.receive(one.session(), one.id(), one.event())));
    trace.add(one.id().value() + " " + one.event() + " -> " + receipts.getLast());
    if (before) {
      hold(receipts.getLast().equals(new Inbox.Receipt.Duplicate()), "counted twice: " + one);
      hold(
          rig.ports.store().load(one.session()).orElseThrow().version() == version,
          "a duplicate changed the session: " + one);
    }
  }

  private Event event(SessionId session) {
    State state = rig.state(session);
    Actor by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    PlanVersion version =
        random.nextInt(4) == 0
            ? new PlanVersion(random.nextInt(state.newest().number() + 2))
            : state.version();
    return switch (random.nextInt(34)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> new Event.PlanApproved(by, version);
      case 8, 9 ->
          new Event.Answered(
              by,
              random.nextBoolean() ? Samples.Q1 : Samples.Q2,
              random.nextInt(3) - 1,
              random.nextBoolean() ? words("mine") : null);
      case 10 -> new Event.DefaultsTaken(by);
      case 11, 12 -> new Event.ChangeAsked(by, version, new Change.What.Words(words("faster")));
      case 13 ->
          new Event.ChangeAsked(
              by,
              version,
              new Change.What.PlanFile(
                  words(random.nextBoolean() ? "no plan" : Json.write(uploaded()))));
      case 14, 15 ->
          new Event.ChangeTimed(
              by,
              some(),
              Event.ChangeTimed.When.values()[
                  random.nextInt(Event.ChangeTimed.When.values().length)]);
      case 16 -> new Event.SourceAdded(by, beside());
      case 17 ->
          new Event.SourceSorted(
              by,
              some(),
              Event.SourceSorted.As.values()[
                  random.nextInt(Event.SourceSorted.As.values().length)]);
      case 18, 19, 20 -> new Event.FollowedUp(by, words("it says " + random.nextInt(9)));
      case 21 -> new Event.HoldAsked(by, "wait");
      case 22, 23 -> new Event.HoldLifted(by);
      case 24 -> new Event.TakenOver(by);
      case 25 -> new Event.UndoAsked(by, some());
      case 26 -> new Event.CancelAsked(by);
      case 27, 28, 29 -> new Event.RetryAsked(by);
      case 30 ->
          random.nextBoolean()
              ? new Event.AllowanceLifted(by)
              : new Event.LimitRaised(by, state.budget().plus(Amount.tokens(1_000)));
      case 31 -> random.nextInt(6) == 0 ? new Event.ForgetAsked(by) : new Event.PaperChosen(by, 0);
      case 32 ->
          new Event.ContinuedHere(by, new ThreadRef("fake", "lab", "again" + random.nextInt(3)));
      default -> new Event.SameChosen(by, Event.SameChosen.Same.ANEW, null, null);
    };
  }

  private Plan uploaded() {
    return Samples.plan(
        Samples.draft(Samples.plan().questions()), List.of(), "0." + (1 + random.nextInt(8)));
  }

  private Source beside() {
    return new Source(
        random.nextBoolean() ? Source.Role.BESIDE : Source.Role.PAPER,
        new Source.Origin.Attachment(),
        "notes.txt",
        words("notes"));
  }

  private BlobId words(String text) {
    return rig.ports.blobs().putText(text);
  }

  private EventId some() {
    return sent.isEmpty() ? new EventId("none") : sent.get(random.nextInt(sent.size())).id();
  }

  private String answer(Prompt prompt) throws Models.CallFailed {
    int what = calm ? 99 : random.nextInt(100);
    if (what < 6) {
      return "bad";
    }
    if (what < 9) {
      throw new Models.CallFailed(
          new Cause.ProviderDown("The provider is down.", Duration.ofMinutes(1)), FakeModels.COST);
    }
    if (what < 10) {
      throw new Models.CallFailed(new Cause.Refused("The model declined."), FakeModels.COST);
    }
    if (what < 11) {
      throw new Models.CallFailed(new Cause.NoModel("No model."), dev.offprint.session.Usage.NONE);
    }
    if (what < 12) {
      throw new IllegalStateException("a fault in an adapter");
    }
    String step = prompt.step();
    if (what < 40 && step.equals("sort")) {
      return List.of("traceback", "change", "number").get(random.nextInt(3));
    }
    if (what < 20 && (step.equals("screening") || step.equals("screen") || step.equals("revise"))) {
      return what < 14 ? "decline" : "ok";
    }
    if (what < 40 && step.equals("questions")) {
      return "open";
    }
    if (what < 40 && step.startsWith("review")) {
      return "missing";
    }
    return "ok" + random.nextInt(50);
  }

  private Chat.@Nullable Posted trouble(FakeChat chat) {
    int what = calm ? 99 : random.nextInt(100);
    chat.throughAllTheSame = false;
    if (what < 2) {
      return new Chat.Posted.Refused(false, "too long");
    }
    if (what < 3) {
      return new Chat.Posted.Refused(true, "the thread is gone");
    }
    if (what < 8) {
      return new Chat.Posted.Later(Duration.ofSeconds(5));
    }
    if (what < 11) {
      chat.throughAllTheSame = random.nextBoolean();
      unknown++;
      return new Chat.Posted.Unknown("timed out");
    }
    return null;
  }

  /** While the first day lasts, no more is spent of it than any of its limits. */
  private void withinTheDay() {
    Limits limits = crashes.rules.limits();
    Amount spent = Amount.tokens(0);
    for (SessionId one : sessions) {
      spent = spent.plus(Amount.tokens(rig.ports.journal().spent(one).settled().total()));
    }
    boolean first = rig.clock.instant().isBefore(Instant.parse("2026-01-02T00:00:00Z"));
    for (Amount limit : new Amount[] {limits.channel(), limits.everybody()}) {
      hold(limit == null || !first || !spent.above(limit), spent + " spent, more than " + limit);
    }
  }

  /** Nothing is specified or written unless somebody approved exactly that version. */
  private void approved(String stage, Stages.Job job) {
    if (stage.equals("analyse") || stage.equals("generate")) {
      hold(
          rig.ports.store().history(job.key().session()).stream()
              .anyMatch(
                  happened ->
                      happened.event() instanceof Event.PlanApproved approval
                          && approval.version().equals(job.version())
                          && happened.outcome().equals(Inbox.ACCEPTED)),
          stage + " without an approval of version " + job.version().number());
    }
  }

  /** All goes well from now on, and time passes until nothing is left to do. */
  private void end() {
    calm = true;
    crashes.live();
    for (Crashes.Sent one : List.copyOf(late)) {
      deliver(one);
    }
    for (int i = 0; i < 200 && open(); i++) {
      rig.runDue();
      Instant next = rig.hand.schedule().next().orElse(null);
      if (next != null && next.isAfter(rig.clock.instant())) {
        rig.clock.set(next);
      }
    }
    rig = rig.reopened();
  }

  private boolean open() {
    return sessions.stream()
        .anyMatch(
            session ->
                rig.condition(session) instanceof Condition.Working
                    || rig.ports.store().posts(session).stream()
                        .anyMatch(row -> row.state().compareTo(Store.PostState.DONE) < 0));
  }

  private void check(SessionId session) {
    State state = rig.state(session);
    reached.addAll(rig.stages.ran);
    reached.add(state.condition().getClass().getSimpleName());
    hold(!(state.condition() instanceof Condition.Working), "nobody can act: " + state.condition());
    if (state.condition() instanceof Condition.Forgotten) {
      return;
    }
    Map<EventId, Integer> counted = new HashMap<>();
    for (Store.Happened happened : rig.ports.store().history(session)) {
      counted.merge(happened.id(), 1, Integer::sum);
    }
    counted.forEach((id, times) -> hold(times == 1, id + " is in the history " + times + " times"));
    for (Crashes.Sent one : sent) {
      hold(!one.session().equals(session) || counted.containsKey(one.id()), "lost: " + one.id());
    }
    posts(session);
  }

  private void posts(SessionId session) {
    Map<Chat.PostKey, Integer> times = new HashMap<>();
    List<Chat.PostKey> order = new ArrayList<>();
    for (FakeChat.Got got : rig.chat.posts) {
      if (times.merge(got.key(), 1, Integer::sum) == 1) {
        order.add(got.key());
      }
    }
    int most = rig.chat.findable ? 1 : 1 + crashes.died.size() + unknown;
    times.forEach((key, n) -> hold(n <= most, key + " was posted " + n + " times"));
    int doubled = times.values().stream().mapToInt(n -> n - 1).sum();
    hold(
        doubled <= (rig.chat.findable ? 0 : crashes.died.size() + unknown),
        doubled + " posts doubled");
    List<Chat.PostKey> rows = new ArrayList<>();
    Set<Chat.PostKey> seen = new HashSet<>();
    for (Store.OutboxRow row : rig.ports.store().posts(session)) {
      Chat.PostKey key = new Chat.PostKey(row.effect().key());
      hold(seen.add(key), "two rows for " + key);
      switch (row.state()) {
        case DONE -> hold(times.containsKey(key), "never posted: " + row);
        case REFUSED -> {}
        case WAITING, SENDING -> hold(false, "still open: " + row);
      }
      if (times.containsKey(key)) {
        rows.add(key);
      }
    }
    List<Chat.PostKey> own =
        order.stream().filter(key -> key.effect().session().equals(session)).toList();
    hold(own.equals(rows), "posted out of order: " + own + " instead of " + rows);
  }

  private void hold(boolean held, String otherwise) {
    if (!held) {
      crashes.violations.add(otherwise);
    }
  }
}
