package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.session.Answer;
import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.Plan;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.State;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir Path directory;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private SessionId approved() {
    SessionId session = rig.begin();
    rig.runDue();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    return session;
  }

  @Test
  void aPaperBecomesAPlanThatWaits() {
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.queries.plan(session)).contains(Samples.plan());
    assertThat(rig.stages.ran).containsExactly("plan", "design");
  }

  @Test
  void anApprovedPlanBecomesADelivery() {
    SessionId session = approved();
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    assertThat(rig.queries.delivery(session).orElseThrow().draft()).isFalse();
    assertThat(rig.fakes.packed.keySet())
        .containsExactlyInAnyOrder(
            "on-rates/README.md",
            "on-rates/main.py",
            "on-rates/model.py",
            "on-rates/docs/plan.md",
            "on-rates/docs/classes.png",
            "on-rates/docs/classes.svg",
            "on-rates/docs/ledger.md",
            "on-rates/provenance.json");
  }

  @Test
  void theArchiveTellsWhereItComesFromAndHoldsNoPaper() {
    SessionId session = approved();
    rig.runDue();
    String provenance = String.valueOf(rig.fakes.packed.get("on-rates/provenance.json"));
    assertThat(provenance)
        .contains("\"session\" : \"" + session.value() + "\"")
        .contains("\"sha256\"")
        .contains("\"prompt_sha256\"")
        .contains("\"what\" : \"PlanApproved\"")
        .contains("\"by\" : \"default\"");
    assertThat(rig.fakes.packed.values()).noneMatch(text -> text.equals("paper"));
  }

  @Test
  void whatOpensAPrivateFileIsInNoArchive() {
    Event.Requested asked = rig.requested(Samples.ADA, Samples.THREAD, Rig.BUDGET);
    List<Source> sources = new ArrayList<>(asked.sources());
    URI link = URI.create("https://files.test/data.zip?id=7&token=s3cret&X-Amz-Signature=s3cret");
    sources.add(new Source(Source.Role.BESIDE, new Source.Origin.Link(link), "data.zip", null));
    SessionId session =
        rig.inbox
            .begin(
                new EventId("begin"),
                new Event.Requested(asked.by(), asked.thread(), asked.brief(), sources, Rig.BUDGET))
            .session();
    rig.runDue();
    rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
    rig.runDue();
    assertThat(rig.fakes.packed.get("on-rates/provenance.json"))
        .contains("https://files.test/data.zip?id=7&token=…&X-Amz-Signature=…");
    assertThat(rig.fakes.packed.values()).noneMatch(text -> text.contains("s3cret"));
  }

  @Test
  void aStageWhoseSessionWasCancelledIsNotRun() {
    SessionId session = approved();
    rig.receive(session, "stop", new Event.CancelAsked(Samples.ADA));
    rig.runDue();
    assertThat(rig.condition(session)).isInstanceOf(Condition.Cancelled.class);
    assertThat(rig.stages.ran).containsExactly("plan", "design");
  }

  @Test
  void cancellingAbortsTheCallThatIsOut() {
    rig.models.answering =
        (prompt, call) -> {
          SessionId session = rig.queries.list().getFirst().state().id();
          List<String> aborted = new ArrayList<>();
          call.onCancel(() -> aborted.add("aborted"));
          rig.receive(session, "stop", new Event.CancelAsked(Samples.ADA));
          while (aborted.isEmpty() && rig.hand.schedule().runOne()) {
            // The abort is among what is due.
          }
          throw new Models.CallFailed(new Cause.Refused("it came to " + aborted), FakeModels.COST);
        };
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isInstanceOf(Condition.Cancelled.class);
    assertThat(rig.models.asked).hasSize(1);
    assertThat(rig.hand.journal().all(session).getFirst().why()).isEqualTo("it came to [aborted]");
  }

  @Test
  void aStageThatIsCutOffWithoutItsSessionComesBack() {
    rig.models.answer(
        prompt -> {
          throw new CancellationException("the program ends");
        });
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isInstanceOf(Condition.Working.class);
    rig.models.answer(prompt -> "ok");
    rig.clock.pass(Duration.ofMinutes(1));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void aFaultInAStageFailsWithAShortIdAndNoStackTrace() {
    rig.models.answer(
        prompt -> {
          throw new IllegalStateException("secret detail");
        });
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isInstanceOf(Condition.Failed.class);
    Cause cause = ((Condition.Failed) rig.condition(session)).cause();
    assertThat(cause).isInstanceOf(Cause.Broken.class);
    assertThat(cause.words())
        .matches("Something went wrong inside Offprint \\(error [0-9a-f]{8}\\)\\.");
  }

  @Test
  void aRetryAsksNothingThatIsInTheJournal() {
    rig.models.answering =
        (prompt, call) -> {
          if (prompt.step().equals("questions") && rig.models.asked.size() < 4) {
            throw new Models.CallFailed(new Cause.Refused("no"), FakeModels.COST);
          }
          return "ok";
        };
    SessionId session = rig.begin();
    rig.runDue();
    assertThat(rig.condition(session)).isInstanceOf(Condition.Failed.class);
    rig.receive(session, "again", new Event.RetryAsked(Samples.ADA));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.models.steps())
        .containsExactly("screening", "roadmap", "questions", "questions", "architecture");
  }

  @Test
  void anUnreadablePaperIsSaidToBeOne() {
    SessionId session =
        rig.inbox
            .begin(
                new EventId("begin"),
                new Event.Requested(
                    Samples.ADA,
                    Samples.THREAD,
                    new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
                    List.of(
                        new Source(
                            Source.Role.PAPER,
                            new Source.Origin.Link(URI.create("http://a.test/p.pdf")),
                            "p.pdf",
                            null)),
                    Rig.BUDGET))
            .session();
    rig.runDue();
    assertThat(((Condition.Failed) rig.condition(session)).cause())
        .isEqualTo(new Cause.UnreadablePaper("not there"));
  }

  private SessionId delivered() {
    SessionId session = approved();
    rig.runDue();
    return session;
  }

  private void followUp(SessionId session, String words, String sorted) {
    rig.models.answer(prompt -> prompt.step().equals("sort") ? sorted : "ok");
    rig.receive(
        session, "follow-up", new Event.FollowedUp(Samples.BEN, rig.ports.blobs().putText(words)));
    rig.runDue();
  }

  @Test
  void aChangeWritesOnlyTheFilesThatItTouches() {
    SessionId session = delivered();
    rig.models.asked.clear();
    rig.receive(
        session,
        "change",
        new Event.ChangeAsked(
            Samples.ADA,
            new PlanVersion(1),
            new Change.What.Words(rig.ports.blobs().putText("another rate"))));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    rig.receive(session, "yes2", new Event.PlanApproved(Samples.ADA, new PlanVersion(2)));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    assertThat(rig.queries.delivery(session).orElseThrow().number()).isEqualTo(2);
    assertThat(rig.models.steps())
        .containsExactly("revise", "screen", "analysis:model.py", "file:model.py", "review:0");
  }

  @Test
  void aReportedNumberIsStoredAgainstItsTarget() {
    SessionId session = delivered();
    followUp(session, "I get 10 for T1", "number");
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    assertThat(rig.state(session).reports())
        .containsExactly(
            new State.Report(
                Samples.T1, BigDecimal.TEN, Samples.BEN.person(), rig.state(session).delivered()));
  }

  @Test
  void aTracebackIsMendedAndDeliveredAgain() {
    SessionId session = delivered();
    followUp(session, "File \"/x/model.py\", line 1\nValueError: no", "traceback");
    assertThat(rig.condition(session)).isEqualTo(new Condition.Delivered());
    assertThat(rig.queries.delivery(session).orElseThrow().number()).isEqualTo(2);
    assertThat(rig.stages.ran).endsWith("followUp", "fix", "review");
  }

  @Test
  void anInvalidPlanFileLeavesThePlanAsItIs() {
    SessionId session = rig.begin();
    rig.runDue();
    rig.receive(
        session,
        "file",
        new Event.ChangeAsked(
            Samples.ADA,
            new PlanVersion(1),
            new Change.What.PlanFile(rig.ports.blobs().putText("no plan"))));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.AwaitingApproval());
    assertThat(rig.queries.plan(session)).contains(Samples.plan());
    assertThat(rig.ports.store().history(session).getLast().event())
        .isInstanceOfSatisfying(
            Event.PlanRevised.class,
            revised ->
                assertThat(revised.kept())
                    .containsExactly(
                        new Event.PlanRevised.Kept(
                            new EventId("file"), "the plan file is not valid: line 1: no plan")));
  }

  @Test
  void aValidPlanFileIsTakenAsItIs() {
    SessionId session = rig.begin();
    rig.runDue();
    Plan edited =
        Samples.plan(Samples.draft(Samples.plan().questions()), Samples.plan().answers(), "0.7");
    rig.receive(
        session,
        "file",
        new Event.ChangeAsked(
            Samples.ADA,
            new PlanVersion(1),
            new Change.What.PlanFile(rig.ports.blobs().putText(Json.write(edited)))));
    rig.runDue();
    assertThat(rig.queries.plan(session)).contains(edited.as(new PlanVersion(2)));
    assertThat(rig.stages.ran).containsExactly("plan", "design", "screen");
  }

  @Test
  void anotherAnswerIsInTheNextVersion() {
    SessionId session = rig.begin();
    rig.runDue();
    rig.receive(session, "answer", new Event.Answered(Samples.ADA, Samples.Q1, 1, null));
    rig.runDue();
    assertThat(rig.queries.plan(session).orElseThrow().answers())
        .containsExactly(new Answer(Samples.Q1, "0.2", Samples.ADA.person()));
    assertThat(rig.state(session).version()).isEqualTo(new PlanVersion(2));
  }

  @Test
  void whatIsForgottenLeavesNoBytes() {
    SessionId session = delivered();
    rig.receive(session, "forget", new Event.ForgetAsked(Samples.ADA));
    rig.runDue();
    assertThat(rig.condition(session)).isEqualTo(new Condition.Forgotten());
    assertThat(rig.hand.journal().all(session)).isEmpty();
    assertThat(rig.ports.store().history(session))
        .extracting(Store.Happened::event)
        .doesNotHaveAnyElementsOfTypes(Event.PaperRead.class, Event.Requested.class);
  }
}
