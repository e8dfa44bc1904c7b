package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.Actor;
import dev.offprint.session.Amount;
import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.Effect.Topic;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Estimate;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Permission;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.Scope;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import dev.offprint.session.Usage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, estimates and sign-offs from the request to the delivery, and how they are said. */
class SpendingInStagesTest {
  private static final PlanVersion V1 = new PlanVersion(1);

  /** A cent for a token read, two for one written: the usual answer costs 20 cents. */
  private static final Price CENTS =
      new Price(new BigDecimal("10000"), new BigDecimal("1000"), null, new BigDecimal("20000"));

  @TempDir Path directory;
  private @Nullable Rig rig;

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
  }

  private Rig open(HouseRules rules, Permission.Policy policy) {
    Rig made =
        new Rig(
            directory,
            new Seams() {
              @Override
              public HouseRules rules() {
                return rules;
              }

              @Override
              public Permission.Policy policy() {
                return policy;
              }
            });
    rig = made;
    return made;
  }

  private Rig open(@Nullable Amount person) {
    return open(
        new HouseRules(
            new Limits(
                Amount.tokens(Rig.BUDGET), new Limits.Planning.Share(100), person, null, null),
            PaperPolicy.ANYWHERE),
        Permission.Policy.DEFAULT);
  }

  private static void priced(Rig rig) {
    rig.models.local = false;
    rig.models.price = CENTS;
  }

  private static SessionId begin(Rig rig, String id, Amount budget, @Nullable Amount allowance) {
    Source paper =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.Attachment(),
            "rates.pdf",
            rig.ports.blobs().putText("paper " + id));
    return rig.inbox
        .begin(
            new EventId(id),
            new Event.Requested(
                Samples.ADA,
                new ThreadRef("fake", "lab", id),
                new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
                List.of(paper),
                budget,
                allowance))
        .session();
  }

  private static Cause cause(Rig rig, SessionId session) {
    return ((Condition.Paused) rig.condition(session)).cause();
  }

  private static String line(List<Line> lines, String label) {
    return lines.stream()
        .filter(line -> line.label().equals(label))
        .map(Line::text)
        .findFirst()
        .orElse("");
  }

  private static String header(Rig rig, SessionId session, String label) {
    return line(((Message.Header) HeaderWords.header(rig.facts(session))).lines(), label);
  }

  private static Message.PlanCard card(Rig rig, SessionId session) {
    Facts facts = rig.facts(session);
    return (Message.PlanCard)
        PlanCardWords.card(
            facts,
            new Topic.PlanCard(
                Objects.requireNonNull(facts.state().plan()), V1, PlanVersion.NONE, List.of()),
            new PlanFiles(rig.fakes, rig.ports.blobs()));
  }

  private static void delivered(Rig rig, SessionId session) {
    rig.receive(session, "yes " + session.value(), new Event.PlanApproved(Samples.ADA, V1));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
  }

  @Test
  void headerAndCardSayMoneyInTheUnitOfTheCap() {
    Rig rig = open(null);
    priced(rig);
    SessionId session = begin(rig, "a", Amount.dollars("9.50"), null);
    rig.runDue();
    // Three calls of Planning, one of Designing.
    assertThat(header(rig, session, "Spent")).isEqualTo("$0.80 of $9.50, 60 tokens");
    // 2 × 2 files and 2 more at 20 cents; half as many again, and 8 of repair.
    assertThat(line(card(rig, session).lines(), "Cost"))
        .isEqualTo("$1.20–3.40, cap $9.50, up to 20 s · spent $0.80");
    delivered(rig, session);
    assertThat(line(card(rig, session).lines(), "Cost")).isEqualTo("cap $9.50");
    assertThat(header(rig, session, "Spent")).isEqualTo("$1.80 of $9.50, 135 tokens");
  }

  @Test
  void aCapInTokensIsSaidInTokensWithMoneyBeside() {
    Rig rig = open(null);
    priced(rig);
    SessionId session = begin(rig, "a", Amount.tokens(2_000_000), Amount.tokens(1_000_000));
    assertThat(header(rig, session, "Spent"))
        .isEqualTo("$0.00, 0 of 2,000,000 tokens; until the plan at most 1,000,000 tokens");
    rig.runDue();
    assertThat(header(rig, session, "Spent")).isEqualTo("$0.80, 60 of 2,000,000 tokens");
    assertThat(line(card(rig, session).lines(), "Cost"))
        .isEqualTo("$1.20–3.40, cap 2,000,000 tokens, up to 20 s · spent 60 tokens ($0.80)");
  }

  @Test
  void withoutAPriceEverythingIsInTokens() {
    Rig rig = open(null);
    SessionId session = begin(rig, "a", Amount.tokens(2_000_000), null);
    rig.runDue();
    assertThat(header(rig, session, "Spent")).isEqualTo("60 of 2,000,000 tokens");
    assertThat(line(card(rig, session).lines(), "Cost"))
        .isEqualTo("up to 1,000 tokens, cap 2,000,000 tokens, up to 20 s · spent 60 tokens");
  }

  @Test
  void aModelOnThisMachineSpendsNothingOfALimitInDollars() {
    Rig rig = open(Amount.dollars("0.01"));
    SessionId session = begin(rig, "a", Amount.dollars("0.01"), Amount.dollars("0.005"));
    rig.runDue();
    assertThat(header(rig, session, "Spent")).isEqualTo("$0.00 of $0.01, 60 tokens");
    delivered(rig, session);
  }

  @Test
  void theDeliverySaysWhatItCost() {
    Rig rig = open(null);
    priced(rig);
    SessionId session = begin(rig, "a", Amount.dollars("9.50"), null);
    rig.runDue();
    delivered(rig, session);
    Facts facts = rig.facts(session);
    Message said =
        DeliveryWords.delivered(
            facts, new Topic.Delivered(Objects.requireNonNull(facts.state().delivered())));
    assertThat(line(((Message.Delivered) said).lines(), "By"))
        .startsWith("one · 135 tokens (0 from the cache; $1.80), ");
    assertThat(rig.fakes.packed.get("on-rates/provenance.json")).contains("\"dollars\" : 1.8");
  }

  @Test
  void aFailureSaysInMoneyWhatItCostAndWhatARetryAdds() {
    Rig rig = open(null);
    priced(rig);
    rig.models.answer(prompt -> prompt.step().equals("architecture") ? "bad" : "ok");
    SessionId session = begin(rig, "a", Amount.dollars("9.50"), null);
    rig.runDue();
    List<Line> lines =
        ((Message.Stopped)
                StoppedWords.stopped(rig.facts(session), new Cause.UnusableAnswer("no answer")))
            .lines();
    // Three calls of Planning, two tries of Designing: the same again is not asked for a third
    // time.
    assertThat(line(lines, "Spent"))
        .isEqualTo("$1.00 of $9.50, 75 tokens; $0.40 of it designing the files");
    assertThat(line(lines, "Retry")).isEqualTo("adds $0.60–0.90 until the plan");
    Wording wording =
        new Wording(
            new Wording.Desk(
                rig.ports.store(),
                rig.ports.blobs(),
                rig.ports.journal(),
                rig.hand.progress(),
                rig.fakes,
                rig.models,
                rig.clock),
            connection -> rig.chat.limits());
    assertThat(wording.spending(rig.ports.store().load(session).orElseThrow()))
        .containsExactly(
            "Spent: $1.00 of $9.50, 75 tokens", "Retry: adds $0.60–0.90 until the plan");
  }

  @Test
  void aPersonsDayEndsAtMidnightAndTheirSessionsGoOnByThemselves() {
    // Each call reserves 50 cents and takes 20.
    Rig rig = open(Amount.dollars("1.29"));
    priced(rig);
    rig.clock.pass(Duration.ofHours(20));
    SessionId first = begin(rig, "a", Amount.dollars("9.50"), null);
    rig.runDue();
    assertThat(rig.condition(first)).isEqualTo(new Condition.AwaitingApproval());
    SessionId second = begin(rig, "b", Amount.dollars("9.50"), null);
    rig.runDue();
    assertThat(cause(rig, second))
        .isInstanceOfSatisfying(
            Cause.OverDay.class,
            over -> {
              assertThat(over.scope()).isEqualTo(Scope.PERSON);
              assertThat(over.spent()).isEqualTo(Amount.dollars("0.8"));
              assertThat(over.needed()).isEqualTo(Amount.dollars("0.5"));
              assertThat(over.pause()).isEqualTo(Duration.ofHours(4));
            });
    assertThat(header(rig, second, "Waits"))
        .isEqualTo(
            "The limit for one person in a day, $1.29, does not cover the next call ($0.80 spent,"
                + " up to $0.50 more needed). It goes on by itself at 2026-01-02 00:00 UTC.");
    Message.Stopped stopped =
        (Message.Stopped) StoppedWords.stopped(rig.facts(second), cause(rig, second));
    assertThat(line(stopped.lines(), "Next"))
        .isEqualTo(
            "wait, or whoever runs Offprint raises it (limits.person in offprint.yaml); then try"
                + " again");
    rig.clock.pass(Duration.ofHours(4));
    rig.runDue();
    assertThat(rig.condition(second)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void whoTakesOverPaysFromThenOn() {
    Rig rig = open(Amount.tokens(59));
    SessionId session = begin(rig, "a", Amount.tokens(Rig.BUDGET), null);
    rig.runDue();
    assertThat(cause(rig, session)).isInstanceOf(Cause.OverDay.class);
    rig.receive(session, "mine", new Event.TakenOver(Samples.BEN));
    rig.receive(session, "on", new Event.RetryAsked(Samples.BEN));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void planningThatHasUsedItsPartAsksAndGoesOnWhenToldTo() {
    Rig rig = open(null);
    SessionId session = begin(rig, "a", Amount.tokens(1_000), Amount.tokens(45));
    rig.runDue();
    assertThat(cause(rig, session))
        .isEqualTo(
            new Cause.OverAllowance(Amount.tokens(45), Amount.tokens(30), Amount.tokens(30)));
    Message.Stopped stopped =
        (Message.Stopped) StoppedWords.stopped(rig.facts(session), cause(rig, session));
    assertThat(line(stopped.lines(), "Why"))
        .isEqualTo(
            "What planning may spend, 45 tokens, does not cover the next call (30 spent, up to 30"
                + " more needed).");
    assertThat(line(stopped.lines(), "Next"))
        .isEqualTo(
            "say \"plan on\" to let planning use all of the limit, 1,000 tokens; or \"budget"
                + " 1500\" to raise that and its share for planning; or cancel");
    assertThat(stopped.buttons()).extracting(Button::action).contains(new Action.PlanOn());
    rig.receive(session, "on", new Event.AllowanceLifted(Samples.ADA));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void planningGoesOnByWordAndByClick() {
    assertThat(Command.read("plan on", true)).contains(new Command.PlanOn());
    assertThat(Command.read("budget $2.50", true))
        .contains(new Command.Budget(Amount.dollars("2.5")));
    assertThat(Command.read("budget: 3,000,000 tokens", true))
        .contains(new Command.Budget(Amount.tokens(3_000_000)));
    assertThat(Command.read("budget is too small", true)).isEmpty();
  }

  private static final Permission.Policy SIGNED =
      new Permission.Policy(
          Set.of(),
          false,
          false,
          new Permission.SignOff(List.of(Amount.dollars("3")), Set.of("heads"), List.of()));
  private static final Actor HEAD =
      new Actor(new PersonId("fake:hal"), "hal", Actor.Standing.MEMBER, Set.of("heads"));

  @Test
  void theCardNamesWhoAloneDecidesAndTheirClickCounts() {
    Rig rig = open(HouseRules.NONE, SIGNED);
    priced(rig);
    SessionId session = begin(rig, "a", Amount.tokens(Rig.BUDGET), null);
    rig.runDue();
    assertThat(line(card(rig, session).lines(), "Decides"))
        .isEqualTo(
            "people of heads. Version 1 may cost up to $3.40, and above $3.00 not everybody"
                + " decides.");
    assertThat(card(rig, session).to()).isEmpty();
    assertThat(header(rig, session, "Waits"))
        .isEqualTo("for people of heads to approve plan version 1");
    assertThat(rig.receive(session, "ada", new Event.PlanApproved(Samples.ADA, V1)))
        .isEqualTo(
            new Inbox.Receipt.Refused(
                "Version 1 may cost up to $3.40, and above $3.00 not everybody decides. Only people"
                    + " of heads can decide that."));
    // The estimate that decides is the one that was kept: a price that falls changes nothing.
    rig.models.price = null;
    assertThat(rig.receive(session, "ada2", new Event.PlanApproved(Samples.ADA, V1)))
        .isInstanceOf(Inbox.Receipt.Refused.class);
    assertThat(rig.receive(session, "hal", new Event.PlanApproved(HEAD, V1)))
        .isEqualTo(new Inbox.Receipt.Accepted());
  }

  @Test
  void whatIsFreeIsNeverAboveAnAmount() {
    Rig rig = open(HouseRules.NONE, SIGNED);
    SessionId session = begin(rig, "a", Amount.tokens(Rig.BUDGET), null);
    rig.runDue();
    assertThat(line(card(rig, session).lines(), "Decides")).isEmpty();
    delivered(rig, session);
  }

  @Test
  void theEstimateRestsOnEarlierSessionsOfTheModelAndOutlivesARestart() {
    Rig rig = open(null);
    priced(rig);
    rig.models.name = "fake:one";
    // In the files each call took four times what the others took.
    rig.models.costs =
        prompt -> prompt.step().startsWith("file") ? new Usage(40, 0, 20) : FakeModels.COST;
    for (String earlier : List.of("a", "b", "c")) {
      SessionId session = begin(rig, earlier, Amount.tokens(Rig.BUDGET), null);
      rig.runDue();
      delivered(rig, session);
    }
    Rig again = rig.reopened();
    this.rig = again;
    SessionId session = begin(again, "d", Amount.dollars("9.50"), null);
    again.runDue();
    // Two specifications, two files of 60 tokens at 80 cents, one review.
    Estimate estimate =
        new Estimate(
            165,
            165,
            new BigDecimal("2.2"),
            new BigDecimal("2.2"),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
    assertThat(again.state(session).estimate()).isEqualTo(estimate);
    assertThat(line(card(again, session).lines(), "Cost"))
        .isEqualTo("about $2.20, cap $9.50, up to 10 s · spent $0.80");
    Rig later = again.reopened();
    this.rig = later;
    assertThat(later.state(session).estimate()).isEqualTo(estimate);
  }

  @Test
  void afterReadingTheEstimateRestsOnEarlierSessionsTooAndHasTimes() {
    Rig rig = open(null);
    priced(rig);
    rig.models.name = "fake:one";
    SessionId first = begin(rig, "a", Amount.tokens(Rig.BUDGET), null);
    assertThat(rig.hand.schedule().runOne()).isTrue();
    while (rig.state(first).paper() == null) {
      rig.hand.schedule().runOne();
    }
    assertThat(header(rig, first, "Estimate")).endsWith(" for all, before the plan");
    assertThat(header(rig, first, "Estimate")).doesNotContain(" s ");
    rig.runDue();
    delivered(rig, first);
    SessionId second = begin(rig, "b", Amount.tokens(Rig.BUDGET), null);
    while (rig.state(second).paper() == null) {
      rig.hand.schedule().runOne();
    }
    assertThat(header(rig, second, "Estimate"))
        .startsWith("$")
        .endsWith(" s for all, before the plan");
  }

  @Test
  void aCallIsReckonedByWhatItReadsHereAgainstWhatItReadElsewhere() {
    SessionId other = new SessionId("otherone");
    Map<Stage, List<Journal.Took>> took =
        Map.of(
            Stage.PLANNING,
            List.of(took(other, Stage.PLANNING, 4, 4, 4_000)),
            Stage.ANALYSING,
            List.of(took(other, Stage.ANALYSING, 5, 6, 6_000)),
            Stage.GENERATING,
            List.of(took(other, Stage.GENERATING, 5, 10, 10_000)),
            Stage.CHECKING,
            List.of(took(other, Stage.CHECKING, 3, 3, 3_000)));
    Past past = Past.of(took, new SessionId("thisones"));
    assertThat(past.fewestFiles()).isEqualTo(5);
    assertThat(past.of(Stage.GENERATING)).contains(new Past.Typical(2, 3, 1_000, 0, 100, 2));
    assertThat(Past.of(took, other)).as("nobody is their own past").isEqualTo(Past.NONE);

    Journal.Entry twice =
        new Journal.Entry(
            new CallKey(
                new SessionId("thisones"), PlanVersion.NONE, 1, Stage.PLANNING, "roadmap", 0),
            new EffectKey(new SessionId("thisones"), 1),
            "",
            0,
            new Reply(
                "", Reply.Finish.COMPLETE, new Usage(2_000, 0, 10), "m", Duration.ofSeconds(1)),
            true,
            null,
            "",
            new Usage(2_000, 0, 10),
            0);
    Forecast forecast =
        Forecast.afterApproval(
                new Forecast.Basis(
                    List.of(twice), Optional.empty(), past, stage -> Optional.empty(), 10),
                10)
            .orElseThrow();
    // 12 specifications, 20 files, 3 checks, each reading 2,000 and writing 100 tokens.
    assertThat(forecast.fewest()).isEqualTo((12 + 20 + 3) * 2_100);
    // Of one session nobody knows how far the next goes: half as much again.
    assertThat(forecast.most()).isEqualTo(Math.round((18 + 30 + 4.5) * 2_100));
    assertThat(forecast.least()).isNull();
  }

  private static Journal.Took took(
      SessionId session, Stage stage, int steps, int calls, long read) {
    return new Journal.Took(
        session,
        stage,
        steps,
        calls,
        new Usage(read, 0, 100L * calls),
        calls,
        Duration.ofSeconds(2L * calls));
  }
}
