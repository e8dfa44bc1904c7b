package dev.offprint.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Seams;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.Condition;
import dev.offprint.session.PersonId;
import dev.offprint.session.Pick;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread with three people and a guest over the real engine, the same for every chat: what they
 * say and click, late, doubled and against each other, with restarts in between.
 */
public abstract class ThreadContract extends ChatContract {
  protected static final Actor ADA_HERE = person("ada", Actor.Standing.MEMBER);
  protected static final Actor BEN = person("ben", Actor.Standing.MEMBER);
  protected static final Actor CY = person("cy", Actor.Standing.MEMBER);
  protected static final Actor GUEST = person("gil", Actor.Standing.GUEST);

  @TempDir Path home;
  private World world;
  private int messages;

  private static Actor person(String name, Actor.Standing standing) {
    return new Actor(new PersonId("test:" + name), name, standing, Set.of());
  }

  /** What the platform does when people do something; the words come back that only they see. */
  protected interface Driver {
    String says(World world, String id, Actor by, String text);

    /** Clicks the newest button of that label, or one that was there earlier. */
    String clicks(World world, String id, Actor by, String label);

    /** Clicks a button that opens a place to write, and writes. */
    String writes(World world, String id, Actor by, String label, String words);

    String uploads(World world, String id, Actor by, String text, String name, byte[] file);
  }

  protected abstract Driver driver();

  /** The chat, with the bytes of what is posted. */
  protected Chat chat(Blobs blobs) {
    return chat();
  }

  /** What the engine gets instead of its own ports. */
  protected Seams seams() {
    return Seams.NONE;
  }

  @BeforeEach
  void open() {
    world = World.open(home, seams(), this::chat);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void restartAll() {
    restart();
    world = world.restarted(this::chat);
  }

  private String next() {
    messages++;
    return "m" + messages;
  }

  private String says(Actor by, String text) {
    return driver().says(world, next(), by, text);
  }

  private String clicks(Actor by, String label) {
    return driver().clicks(world, next(), by, label);
  }

  private void begin() {
    driver().uploads(world, next(), ADA_HERE, "@offprint only the rate", "rates.pdf", World.PDF);
    world.runDue();
  }

  private State state() {
    return world.state(thread());
  }

  private Condition condition() {
    return state().condition();
  }

  private Pick inUse() {
    return Objects.requireNonNull(state().questions().getFirst().inUse());
  }

  @Test
  void aPaperBecomesAPlanThatAnotherMemberApprovesAndADelivery() {
    begin();
    assertThat(shown())
        .contains("only the rate")
        .contains("1 Which rate?")
        .contains("Approve v1")
        .contains("Table 1 is yours to run");
    assertThat(clicks(BEN, "Approve v1")).isEmpty();
    world.runDue();
    assertThat(condition()).isEqualTo(new Condition.Delivered());
    assertThat(shown())
        .contains("approved by @ben, version 1")
        .contains("2 implemented, 0 assumed, 0 missing")
        .contains("smoke run: no sandbox");
  }

  @Test
  void aLateAnswerIsAChangeOfThePlan() {
    begin();
    clicks(ADA_HERE, "b 0.2");
    world.runDue();
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
    assertThat(shown()).contains("Plan v2").contains("@ada: another answer to 1");
  }

  @Test
  void aMessageThatComesTwiceCountsOnce() {
    begin();
    driver().says(world, "same", ADA_HERE, "@offprint change: rate 0.3");
    driver().says(world, "same", ADA_HERE, "@offprint change: rate 0.3");
    world.runDue();
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
  }

  @Test
  void aSecondApprovalSaysWhatAlreadyHappened() {
    begin();
    clicks(ADA_HERE, "Approve v1");
    assertThat(says(BEN, "@offprint approve 1")).contains("@ada");
    world.runDue();
    assertThat(state().deliveries()).isEqualTo(1);
  }

  @Test
  void twoWhoDifferAreNamedAndTheOwnerDecides() {
    begin();
    says(BEN, "@offprint 1b");
    says(CY, "1a");
    world.runDue();
    assertThat(state().questions().getFirst().contested()).isTrue();
    assertThat(shown()).contains("@ben says 0.2").contains("@cy says 0.1");
    says(ADA_HERE, "1a");
    world.runDue();
    assertThat(state().questions().getFirst().contested()).isFalse();
    assertThat(inUse().option()).isEqualTo(0);
  }

  @Test
  void aPersonsLastAnswerReplacesTheirOwn() {
    begin();
    says(ADA_HERE, "1b");
    says(ADA_HERE, "1: the rate of Table 1");
    world.runDue();
    assertThat(inUse().option()).isEqualTo(-1);
    assertThat(state().questions().getFirst().contested()).isFalse();
  }

  @Test
  void aClickOnAnOldVersionApprovesNothing() {
    begin();
    says(ADA_HERE, "@offprint change: rate 0.3");
    world.runDue();
    assertThat(clicks(BEN, "Approve v1")).contains("version 2");
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(shown()).contains("replaced by version 2");
  }

  @Test
  void aHoldStopsApprovalUntilItIsLifted() {
    begin();
    says(BEN, "@offprint hold let me read § 3 first");
    assertThat(clicks(ADA_HERE, "Approve v1")).contains("@ben").contains("let me read");
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
    says(BEN, "@offprint lift");
    clicks(ADA_HERE, "Approve v1");
    world.runDue();
    assertThat(condition()).isEqualTo(new Condition.Delivered());
  }

  @Test
  void whoTakesOverIsWaitedFor() {
    begin();
    says(BEN, "@offprint take over");
    world.runDue();
    assertThat(state().owner().name()).isEqualTo("ben");
    assertThat(shown()).contains("for @ben to approve plan version 1");
  }

  @Test
  void undoTakesBackWhatWasUsed() {
    begin();
    says(ADA_HERE, "@offprint change: rate 0.3");
    world.runDue();
    clicks(ADA_HERE, "Undo");
    world.runDue();
    assertThat(state().version()).isEqualTo(new PlanVersion(3));
    assertThat(state().used()).hasSize(1);
    assertThat(says(ADA_HERE, "@offprint undo")).contains("nothing");
  }

  @Test
  void undoOfWhatStillWaitsRemovesIt() {
    begin();
    clicks(ADA_HERE, "Approve v1");
    says(ADA_HERE, "@offprint change: rate 0.3");
    assertThat(state().waiting()).hasSize(1);
    says(ADA_HERE, "@offprint undo");
    assertThat(state().waiting()).isEmpty();
  }

  @Test
  void aGuestDecidesNothingAndHearsWhoCan() {
    begin();
    assertThat(clicks(GUEST, "Approve v1")).contains("@ada");
    assertThat(says(GUEST, "@offprint change: everything")).contains("@ada");
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(state().waiting()).isEmpty();
  }

  @Test
  void talkAmongPeopleIsNotHeard() {
    begin();
    says(BEN, "looks good to me");
    says(ADA_HERE, "@cy what do you think, approve?");
    says(CY, "!aside let us cancel");
    says(CY, "cancel");
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(state().waiting()).isEmpty();
  }

  @Test
  void whileTwoSpeakPlainWordsAreAChange() {
    begin();
    says(ADA_HERE, "please use a rate of 0.3");
    world.runDue();
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
    assertThat(shown()).contains("please use a rate of 0.3");
  }

  @Test
  void anEditedPlanFileIsTheNextVersion() {
    begin();
    driver()
        .uploads(
            world,
            next(),
            ADA_HERE,
            "@offprint",
            "plan.yaml",
            world.planFile().getBytes(StandardCharsets.UTF_8));
    world.runDue();
    assertThat(state().version()).isEqualTo(new PlanVersion(2));
  }

  @Test
  void aQuestionWithoutDefaultWaitsForItsAnswer() {
    world.model("questions", "open");
    begin();
    assertThat(condition()).isInstanceOf(Condition.Asking.class);
    says(BEN, "2b");
    world.runDue();
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void aFailureSaysWhatIsSavedAndCanBeTriedAgain() {
    world.model("architecture", "bad");
    begin();
    assertThat(condition()).isInstanceOf(Condition.Failed.class);
    assertThat(shown()).contains("Failed while designing the files").contains("Try again");
    world.model("architecture", "ok");
    clicks(ADA_HERE, "Try again");
    world.runDue();
    assertThat(condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void aDraftSaysWhatFails() {
    world.gateFails();
    begin();
    clicks(ADA_HERE, "Approve v1");
    world.runDue();
    assertThat(shown()).contains("draft; fails: every planned file is there and is no stub");
  }

  @Test
  void anErrorAfterTheDeliveryIsMended() {
    begin();
    clicks(ADA_HERE, "Approve v1");
    world.runDue();
    world.model("sort", "traceback");
    driver()
        .writes(world, next(), ADA_HERE, "It failed: paste the error", "Traceback: no such key");
    world.runDue();
    assertThat(state().deliveries()).isEqualTo(2);
  }

  @Test
  void afterTheDeliveryAFileWithTheErrorIsMendedAndAPressSaysThatItRan() {
    begin();
    clicks(ADA_HERE, "Approve v1");
    world.runDue();
    int asked = world.asked().size();
    clicks(ADA_HERE, "It ran");
    world.runDue();
    assertThat(shown()).contains("Noted: it ran for @ada. To compare: T1 rate (Table 1, p. 1)");
    assertThat(world.asked()).hasSize(asked);
    driver()
        .uploads(
            world,
            next(),
            ADA_HERE,
            "@offprint this came",
            "error.txt",
            "Traceback (most recent call last):\nKeyError: rate\n"
                .getBytes(StandardCharsets.UTF_8));
    world.runDue();
    assertThat(state().deliveries()).isEqualTo(2);
    assertThat(shown()).contains("After what @ada reported: KeyError: rate");
  }

  @Test
  void aResultsFileAfterTheDeliveryIsComparedInFixedWords() {
    begin();
    clicks(ADA_HERE, "Approve v1");
    world.runDue();
    driver()
        .uploads(
            world,
            next(),
            ADA_HERE,
            "@offprint done",
            "results.json",
            "{\"synthetic\": false, \"results\": {\"T1\": 1}}".getBytes(StandardCharsets.UTF_8));
    world.runDue();
    assertThat(shown()).contains("target met, reported by @ada");
    assertThat(state().deliveries()).isEqualTo(1);
  }

  @Test
  void aPostThatFailsForNowComesLaterAndOnce() {
    nextPostFails();
    begin();
    world.pass(Duration.ofHours(1));
    world.runDue();
    assertThat(shown()).containsOnlyOnce("Plan v1 · On Rates").contains("only the rate");
  }

  @Test
  void aRestartBetweenAnyTwoStepsChangesNothing() {
    driver().uploads(world, next(), ADA_HERE, "@offprint only the rate", "rates.pdf", World.PDF);
    boolean more = true;
    while (more) {
      restartAll();
      more = world.runOne();
    }
    restartAll();
    says(BEN, "@offprint 1b");
    restartAll();
    while (more || world.runOne()) {
      more = false;
      restartAll();
    }
    clicks(ADA_HERE, "Approve v2");
    do {
      restartAll();
    } while (world.runOne());
    assertThat(condition()).isEqualTo(new Condition.Delivered());
    assertThat(world.asked()).doesNotHaveDuplicates();
    assertThat(shown()).containsOnlyOnce("2 implemented, 0 assumed, 0 missing");
  }
}
