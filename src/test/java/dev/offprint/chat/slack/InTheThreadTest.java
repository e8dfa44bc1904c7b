package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.Action;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.World;
import dev.offprint.session.Condition;
import dev.offprint.session.EffectKey;
import dev.offprint.session.Pick;
import dev.offprint.session.QuestionId;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people press and write in a thread on Slack, and how much is said there. */
class InTheThreadTest {
  private static final byte[] OTHER = "paper of others".getBytes(StandardCharsets.UTF_8);
  private static final QuestionId Q1 = new QuestionId("Q1");

  @TempDir Path directory;
  private Lab lab;
  private At asked;

  @BeforeEach
  void open() {
    lab = Lab.speaking(directory).connect();
    asked = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    done();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void done() {
    lab.settled();
    lab.world.runDue();
    lab.settled();
  }

  private State session() {
    return lab.session(asked);
  }

  private Pick inUse() {
    return Objects.requireNonNull(session().questions().getFirst().inUse());
  }

  /** The bot's posts; files come as messages of their own, after the words that name them. */
  private List<ObjectNode> posts() {
    return lab.slack.ours(asked).stream()
        .filter(post -> !post.path("subtype").asText().equals("file_share"))
        .toList();
  }

  @Test
  void headerQuestionsAndCardStandThereAndMoreOnlyOnceSomebodyActs() {
    assertThat(posts()).hasSize(3);
    // An echo of what was taken, and the delivery.
    lab.slack.as(lab.ada).click(asked, "Approve v1");
    done();
    assertThat(session().condition()).isEqualTo(new Condition.Delivered());
    assertThat(posts()).hasSize(5);
    assertThat(lab.slack.posts(lab.room).stream().filter(post -> !Room.isReply(post)))
        .as("nothing of ours stands in the channel itself")
        .allMatch(post -> !post.hasNonNull("bot_id"));
  }

  @Test
  void anAnswerInOnesOwnWordsIsWrittenInAModal() {
    lab.slack.as(lab.ben).click(asked, "in words");
    lab.settled();
    assertThat(FakeSlack.viewText(lab.slack.as(lab.ben).modal())).contains("In your own words");
    lab.slack.as(lab.ben).submit(Map.of(SlackModal.WORDS, "the rate of Table 1"));
    done();
    assertThat(Objects.requireNonNull(inUse().by()).name()).isEqualTo("ben");
    assertThat(lab.world.blobs().text(Objects.requireNonNull(inUse().words())))
        .isEqualTo("the rate of Table 1");
  }

  @Test
  void anOptionIsChosenFromAListWhereThereAreMany() {
    List<Message.Button> options =
        IntStream.range(0, 8)
            .mapToObj(i -> new Message.Button("option " + i, new Action.Pick(Q1, i), i == 0))
            .toList();
    Message many =
        new Message.Questions(
            List.of(),
            "1 question",
            List.of(new Message.Asked(Q1, "1 Which rate?", options)),
            List.of(),
            List.of());
    assertThat(
            lab.chat()
                .post(
                    session().thread(), new Chat.PostKey(new EffectKey(session().id(), 99)), many))
        .isInstanceOf(Chat.Posted.Done.class);
    lab.slack.as(lab.ben).click(asked, "option 1");
    done();
    assertThat(inUse().option()).isEqualTo(1);
  }

  @Test
  void detailsGoToWhoeverPressedThemAndNotIntoTheThread() {
    int before = lab.slack.posts(asked).size();
    lab.slack.as(lab.ben).click(asked, "Details");
    done();
    assertThat(lab.slack.posts(lab.slack.as(lab.ben).room()).toString())
        .contains("plan.md")
        .contains("plan.yaml");
    assertThat(lab.slack.posts(asked)).hasSize(before);
  }

  @Test
  void whoCannotBeWrittenToDirectlyHearsWhyThereAreNoFiles() {
    without("im:write");
    lab.slack.as(lab.ben).click(asked, "Details");
    assertThat(lab.told(lab.ben)).contains("I cannot write to you directly");
  }

  @Test
  void aWordAfterAnExclamationMarkIsACommandWithoutAMention() {
    lab.slack.as(lab.ben).reply(asked, "!hold I read § 3 first");
    lab.settled();
    assertThat(Objects.requireNonNull(session().hold()).by().name()).isEqualTo("ben");
    lab.slack.as(lab.ben).say(lab.room, "!list");
    assertThat(lab.told(lab.ben)).contains(session().id().value());
    lab.slack.as(lab.ben).say(lab.room, "!important: lunch at one");
    assertThat(lab.sessions()).hasSize(1);
    assertThat(lab.told(lab.ben)).doesNotContain("lunch");
  }

  @Test
  void aDeletedRequestAsksInTheThreadWhetherToStop() {
    lab.slack.as(lab.ada).delete(asked);
    done();
    assertThat(lab.slack.buttons(asked)).contains("Go on");
    lab.slack.as(lab.ben).click(asked, "Go on");
    done();
    assertThat(session().condition()).isEqualTo(new Condition.AwaitingApproval());
  }

  @Test
  void anErrorThatIsTooLongToPasteGoesIntoTheModalAsAFile() {
    lab.slack.as(lab.ada).click(asked, "Approve v1");
    done();
    lab.slack.as(lab.ada).click(asked, "It failed: paste the error");
    lab.settled();
    byte[] said = ("x".repeat(9_000) + "\nKeyError: rate\n").getBytes(StandardCharsets.UTF_8);
    SharedFile error = lab.slack.file(lab.ada, "error.log", said);
    assertThat(
            lab.slack
                .as(lab.ada)
                .submit(Map.of(SlackModal.WORDS, ""), Map.of(SlackModal.FILE, List.of(error))))
        .isEmpty();
    done();
    assertThat(session().deliveries()).isEqualTo(2);
  }

  @Test
  void withoutTheRightToWriteFilesThePlanIsStillDecidedInTheThread() {
    without("files:write");
    At other = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "other.pdf", OTHER);
    done();
    lab.slack.as(lab.ada).click(other, "Approve v1");
    done();
    assertThat(lab.session(other).approval()).isNotNull();
    assertThat(lab.slack.text(other)).contains("plan.yaml");
  }

  private void without(String scope) {
    Set<String> left = new TreeSet<>(FakeSlack.ALL_SCOPES);
    left.remove(scope);
    lab.slack.scopes(left);
  }
}
