package dev.offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.offprint.agent.PaperCoderStages;
import dev.offprint.agent.Prompts;
import dev.offprint.agent.SensibleModel;
import dev.offprint.agent.TestPapers;
import dev.offprint.model.Faults;
import dev.offprint.model.HandModels;
import dev.offprint.model.ModelServer;
import dev.offprint.model.Spoken;
import dev.offprint.session.Brief;
import dev.offprint.session.Cause;
import dev.offprint.session.Change;
import dev.offprint.session.Condition;
import dev.offprint.session.Event;
import dev.offprint.session.EventId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.Source;
import dev.offprint.session.Stage;
import dev.offprint.session.ThreadRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every stage that asks a model and at every provider, through the real Worker,
 * journal, rules, agents and models, as a table. The fault stays until the stage has ended over it;
 * then it goes, and the stage must.
 */
class FaultsInStagesTest {

  @TempDir Path directory;

  static Stream<Arguments> everywhere() {
    return Arrays.stream(Stage.values())
        .flatMap(stage -> Arrays.stream(Spoken.values()).map(spoken -> arguments(stage, spoken)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void noFaultHangsAStageOrPassesForItsEnd(Stage stage, Spoken spoken) {
    AtomicReference<Faults> fault = new AtomicReference<>(Faults.STATUS_503);
    List<String> table = new ArrayList<>();
    try (ModelServer server = spoken.server(request -> fault.get().in(spoken).orElseThrow());
        Rig rig = new Rig(directory.resolve("rig"))) {
      rig.models.reallyAsked = prompt -> asks(stage, prompt.step());
      work(rig, stage);
      SessionId session = before(rig, stage, 0);
      int n = 0;
      for (Faults now : Faults.values()) {
        if (now.in(spoken).isEmpty()) {
          // It cannot happen there.
          continue;
        }
        fault.set(now);
        if (stage == Stage.READING) {
          // What was read is not read again: each fault gets a paper of its own.
          session = before(rig, stage, n + 1);
        }
        long before = rig.ports.journal().spent(session).settled().total();
        int calls = server.requests().size();
        try (HandModels models =
            new HandModels(server.impatient(now), directory.resolve("models"))) {
          rig.models.real = models;
          begin(rig, session, stage, n++);
          rig.runDue();
        }
        rig.models.real = null;
        Condition after = rig.condition(session);
        table.add(
            String.format(
                Locale.ROOT,
                "%-9s %-12s %-35s %-24s %d calls, %6d tokens lost | %s",
                spoken,
                stage,
                now,
                outcome(stage, after),
                server.requests().size() - calls,
                rig.ports.journal().spent(session).settled().total() - before,
                words(rig, session, after)));
        check(stage, now, after);
      }
      if (stage == Stage.READING) {
        session = before(rig, stage, n + 1);
      }
      begin(rig, session, stage, n);
      rig.runDue();
      assertThat(rig.condition(session)).as("once the fault is gone").isIn(ends(stage));
    } finally {
      table.forEach(System.out::println);
    }
  }

  /** The real agents, with a model that answers sensibly wherever the fault is not. */
  private static void work(Rig rig, Stage stage) {
    Stages agents = new PaperCoderStages(Prompts.load(null));
    rig.models.answer(
        prompt -> {
          List<String> users = new ArrayList<>(prompt.prefix());
          users.add(prompt.task());
          return new SensibleModel().answer(prompt.system(), users, prompt.schema());
        });
    if (stage == Stage.READING) {
      rig.fakes.paper = LookingTest.PAPER;
      rig.fakes.drawing = LookingTest::drawn;
      rig.stages.eyes = agents;
      rig.models.answer(prompt -> "ok");
    } else {
      rig.fakes.paper = TestPapers.growth();
      rig.stages.real = agents;
    }
  }

  private static void check(Stage stage, Faults fault, Condition after) {
    boolean unread = stage == Stage.READING;
    // What a change could not be made for is told, and the old plan stays.
    boolean planStays = stage == Stage.REVISING;
    switch (fault.outcome()) {
      case DOWN -> assertThat(cause(after)).as("%s", fault).isInstanceOf(Cause.ProviderDown.class);
      case CHOICE -> {
        assertThat(after).as("%s", fault).isInstanceOf(Condition.Paused.class);
        assertThat(cause(after)).as("%s", fault).isInstanceOf(Cause.NoModel.class);
      }
      case DECLINED -> {
        if (planStays || unread) {
          assertThat(after).as("%s", fault).isEqualTo(new Condition.AwaitingApproval());
        } else {
          assertThat(after).as("%s", fault).isInstanceOf(Condition.Failed.class);
          assertThat(cause(after)).as("%s", fault).isInstanceOf(Cause.Refused.class);
        }
      }
      case UNUSABLE, CONTINUED -> {
        if (planStays || unread) {
          assertThat(after).as("%s", fault).isEqualTo(new Condition.AwaitingApproval());
        } else {
          assertThat(after).as("%s", fault).isInstanceOf(Condition.Failed.class);
          assertThat(cause(after)).as("%s", fault).isInstanceOf(Cause.UnusableAnswer.class);
        }
      }
    }
  }

  private static Cause cause(Condition condition) {
    return switch (condition) {
      case Condition.Paused paused -> paused.cause();
      case Condition.Failed failed -> failed.cause();
      default -> throw new AssertionError("neither paused nor failed: " + condition);
    };
  }

  private static String outcome(Stage stage, Condition after) {
    return switch (after) {
      case Condition.Paused paused -> "paused: " + paused.cause().getClass().getSimpleName();
      case Condition.Failed failed -> "failed: " + failed.cause().getClass().getSimpleName();
      case Condition.AwaitingApproval awaiting ->
          stage == Stage.READING ? "goes on, not read" : "the old plan stays";
      default -> after.getClass().getSimpleName();
    };
  }

  /** What people read. */
  private static String words(Rig rig, SessionId session, Condition after) {
    if (after instanceof Condition.AwaitingApproval) {
      return "";
    }
    Wording.Desk desk =
        new Wording.Desk(
            rig.ports.store(),
            rig.ports.blobs(),
            rig.ports.journal(),
            rig.hand.progress(),
            rig.fakes,
            rig.models,
            rig.clock);
    Facts facts = new Facts(rig.ports.store().load(session).orElseThrow(), desk);
    Message.Stopped said = (Message.Stopped) StoppedWords.stopped(facts, cause(after));
    List<String> lines =
        said.lines().stream()
            .filter(line -> line.label().equals("Why") || line.label().equals("Next"))
            .map(Message.Line::text)
            .toList();
    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("Exception"));
    return said.firstLine() + ". " + String.join(" → ", lines);
  }

  /** Only the first question of the stage meets the fault. */
  private static boolean asks(Stage stage, String step) {
    return switch (stage) {
      case READING -> step.startsWith("look:");
      case PLANNING -> step.equals("roadmap");
      case DESIGNING -> step.equals("architecture");
      case REVISING -> step.equals("revise");
      case ANALYSING -> step.startsWith("spec:");
      case GENERATING -> step.startsWith("file:");
      case CHECKING -> step.startsWith("review:");
      case FOLLOWING_UP -> step.equals("follow-up");
    };
  }

  private static Condition ends(Stage stage) {
    return switch (stage) {
      case READING, PLANNING, DESIGNING, REVISING -> new Condition.AwaitingApproval();
      case ANALYSING, GENERATING, CHECKING, FOLLOWING_UP -> new Condition.Delivered();
    };
  }

  /** A session that comes to the stage with the next event. */
  private static SessionId before(Rig rig, Stage stage, int n) {
    SessionId session = begun(rig, n);
    if (stage == Stage.READING || stage == Stage.PLANNING || stage == Stage.DESIGNING) {
      return session;
    }
    rig.runDue();
    if (stage == Stage.FOLLOWING_UP) {
      rig.receive(session, "yes", new Event.PlanApproved(Samples.ADA, new PlanVersion(1)));
      rig.runDue();
    }
    return session;
  }

  private static SessionId begun(Rig rig, int n) {
    Source paper =
        new Source(
            Source.Role.PAPER,
            new Source.Origin.Attachment(),
            "paper.pdf",
            rig.ports.blobs().putText("paper " + n));
    Event.Requested requested =
        new Event.Requested(
            Samples.ADA,
            new ThreadRef("fake", "lab", "t" + n),
            new Artifacts(rig.ports.blobs()).put(Brief.EMPTY),
            List.of(paper),
            1_000_000_000);
    return rig.inbox.begin(new EventId("begin" + n), requested).session();
  }

  /** The event that begins the stage, or begins it again. */
  private static void begin(Rig rig, SessionId session, Stage stage, int n) {
    switch (rig.condition(session)) {
      case Condition.Paused paused -> again(rig, session, n);
      case Condition.Failed failed -> again(rig, session, n);
      case Condition.AwaitingApproval awaiting -> {
        PlanVersion version = rig.state(session).version();
        rig.receive(
            session,
            "e" + n,
            stage == Stage.REVISING
                ? new Event.ChangeAsked(
                    Samples.ADA,
                    version,
                    new Change.What.Words(rig.ports.blobs().putText("faster " + n)))
                : new Event.PlanApproved(Samples.ADA, version));
      }
      case Condition.Delivered delivered ->
          rig.receive(
              session,
              "e" + n,
              new Event.FollowedUp(Samples.ADA, rig.ports.blobs().putText("why? " + n)));
      default -> {}
    }
  }

  private static void again(Rig rig, SessionId session, int n) {
    rig.receive(session, "e" + n, new Event.RetryAsked(Samples.ADA));
  }
}
