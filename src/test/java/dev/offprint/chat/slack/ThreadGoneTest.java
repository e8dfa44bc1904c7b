package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offprint.engine.World;
import dev.offprint.session.Cause;
import dev.offprint.session.Condition;
import dev.offprint.session.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose thread is gone, and goes on where its owner is. */
class ThreadGoneTest {
  @TempDir Path directory;
  private Lab lab;
  private At asked;
  private Room direct;

  @BeforeEach
  void open() {
    lab = Lab.speaking(directory).connect();
    asked = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.settled();
    lab.slack.archived(lab.room, true);
    lab.world.runDue();
    direct = lab.slack.as(lab.ada).room();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private State session() {
    lab.settled();
    return lab.world.store().list().getFirst().state();
  }

  private At letter() {
    return PersonClient.at(direct, lab.slack.posts(direct).getFirst());
  }

  @Test
  void theOwnerGetsOneDirectMessageOnceTheWorkWaitsForPeople() {
    assertThat(session().condition())
        .isInstanceOfSatisfying(
            Condition.Paused.class,
            paused -> assertThat(paused.cause()).isInstanceOf(Cause.ThreadUnreachable.class));
    lab.world.runDue();
    assertThat(lab.slack.posts(direct)).hasSize(1);
    assertThat(lab.slack.buttons(letter())).containsExactly("Continue here", "Cancel");
    assertThat(lab.slack.posts(lab.slack.as(lab.ben).room())).isEmpty();
  }

  @Test
  void continuedThereItIsApprovedAndDeliveredThere() {
    At letter = letter();
    lab.slack.as(lab.ada).click(letter, "Continue here");
    lab.settled();
    lab.world.runDue();
    assertThat(session().thread()).isEqualTo(SlackNames.thread(direct.id(), letter.ts()));
    assertThat(session().condition()).isEqualTo(new Condition.AwaitingApproval());
    lab.slack.as(lab.ada).click(letter, "Approve v1");
    lab.settled();
    lab.world.runDue();
    assertThat(session().condition()).isEqualTo(new Condition.Delivered());
    assertThat(lab.slack.files(letter))
        .extracting(SharedFile::name)
        .anyMatch(name -> name.endsWith(".zip"));
    assertThat(lab.slack.text(asked)).doesNotContain("Approve v1");
  }

  @Test
  void whatIsSaidUnderTheLetterIsHeardOnceItGoesOnThere() {
    At letter = letter();
    lab.slack.as(lab.ada).click(letter, "Continue here");
    lab.settled();
    lab.world.runDue();
    lab.slack.as(lab.ada).reply(letter, "change: rate 0.3");
    lab.settled();
    lab.world.runDue();
    assertThat(session().version().number()).isEqualTo(2);
  }

  @Test
  void pressedTwiceItGoesOnOnce() {
    At letter = letter();
    lab.slack.socket().doubleNext(1);
    lab.slack.as(lab.ada).click(letter, "Continue here");
    lab.settled();
    lab.world.runDue();
    lab.slack.as(lab.ada).clickOldest(letter, "Continue here");
    lab.settled();
    lab.world.runDue();
    assertThat(
            lab.slack.posts(letter).stream()
                .map(FakeSlack::text)
                .filter(text -> text.contains("Approve v1"))
                .count())
        .isEqualTo(1);
  }

  @Test
  void cancelledThereNothingIsAskedAgain() {
    lab.slack.as(lab.ada).click(letter(), "Cancel");
    lab.settled();
    lab.world.runDue();
    assertThat(session().condition()).isInstanceOf(Condition.Cancelled.class);
    assertThat(lab.slack.posts(direct)).hasSize(1);
  }
}
