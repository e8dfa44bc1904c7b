package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.engine.World;
import dev.offprint.session.Condition;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The home of each person, what is written in modals, and who sees what from elsewhere. */
class HomeAndModalsTest {
  private static final byte[] OTHER = "paper of others".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private Lab lab;
  private SlackPerson cy;
  private At asked;

  @BeforeEach
  void open() {
    lab = new Lab(directory).connect();
    cy = lab.slack.member("cy");
    asked = lab.slack.as(lab.ada).upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.settled();
    lab.world.runDue();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private State session() {
    return lab.session(asked);
  }

  private String home(SlackPerson person) {
    lab.slack.as(person).openHome();
    lab.settled();
    return shown(person);
  }

  private String shown(SlackPerson person) {
    lab.settled();
    return FakeSlack.viewText(Objects.requireNonNull(lab.slack.home(person)));
  }

  private JsonNode submit(SlackPerson person, String words) {
    return lab.slack.as(person).submit(Map.of(SlackModal.WORDS, words));
  }

  @Test
  void theHomeShowsWhatItsPersonSees() {
    assertThat(home(lab.ben))
        .contains("On Rates")
        .contains("plan version 1 waits for approval")
        .contains("Waits for @ada")
        .contains("Approve v1")
        .contains("Take over");
    assertThat(home(lab.ada)).doesNotContain("Take over");
    assertThat(home(cy)).contains("None yet").doesNotContain("On Rates");
  }

  @Test
  void whoLeftTheChannelActsOnNothingThere() {
    home(lab.ben);
    lab.slack.leaves(lab.room, lab.ben);
    lab.slack.as(lab.ben).clickHome("Approve v1");
    lab.settled();
    assertThat(session().condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(FakeSlack.viewText(lab.slack.as(lab.ben).modal()))
        .contains("a channel that you are not in");
  }

  @Test
  void aPlanIsApprovedFromTheHomeWhichThenShowsIt() {
    home(lab.ben);
    lab.slack.as(lab.ben).clickHome("Approve v1");
    lab.settled();
    assertThat(Objects.requireNonNull(session().approval()).by().name()).isEqualTo("ben");
    assertThat(shown(lab.ben)).doesNotContain("Approve v1");
  }

  @Test
  void aHoldIsGivenItsReasonInAModal() {
    home(lab.ben);
    lab.slack.as(lab.ben).clickHome("Hold");
    lab.settled();
    assertThat(FakeSlack.viewText(lab.slack.as(lab.ben).modal())).contains("Why shall it wait?");
    submit(lab.ben, "I read § 3 first");
    lab.settled();
    assertThat(Objects.requireNonNull(session().hold()).reason()).isEqualTo("I read § 3 first");
    assertThat(lab.slack.as(lab.ben).hasModal()).isFalse();
  }

  @Test
  void whatIsNotTakenIsSaidInTheModalWhichStaysOpen() {
    home(lab.ben);
    lab.slack.as(lab.ben).clickHome("Hold");
    lab.settled();
    ObjectNode modal = lab.slack.as(lab.ben).modal();
    lab.slack.as(lab.ada).reply(asked, "@offprint hold mine is first");
    lab.settled();
    JsonNode answer = submit(lab.ben, "me too");
    assertThat(answer.path("response_action").asText()).isEqualTo("errors");
    assertThat(answer.path("errors").path(SlackModal.WORDS).asText())
        .contains("Already held by @ada");
    assertThat(lab.slack.as(lab.ben).modal().path("id")).isEqualTo(modal.path("id"));
  }

  @Test
  void aChangeWithoutWordsOrFileIsAskedForAgain() {
    home(lab.ada);
    lab.slack.as(lab.ada).clickHome("Change");
    lab.settled();
    assertThat(submit(lab.ada, "").path("errors").path(SlackModal.WORDS).asText())
        .contains("a few words");
    submit(lab.ada, "rate 0.3");
    lab.settled();
    lab.world.runDue();
    assertThat(session().version().number()).isEqualTo(2);
  }

  private SharedFile plan(String name, String content) {
    return lab.slack.file(lab.ada, name, content.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode uploads(String words, SharedFile file) {
    lab.slack.as(lab.ada).openHome();
    lab.settled();
    lab.slack.as(lab.ada).clickHome("Change");
    lab.settled();
    JsonNode answer =
        lab.slack
            .as(lab.ada)
            .submit(Map.of(SlackModal.WORDS, words), Map.of(SlackModal.FILE, List.of(file)));
    lab.settled();
    lab.world.runDue();
    return answer;
  }

  @Test
  void anEditedPlanIsTakenFromTheModal() {
    assertThat(uploads("", plan("plan.yaml", lab.world.planFile()))).isEmpty();
    assertThat(session().version().number()).isEqualTo(2);
    assertThat(session().used()).hasSize(1);
    assertThat(lab.slack.as(lab.ada).hasModal()).isFalse();
  }

  @Test
  void wordsBesideAnEditedPlanCountToo() {
    uploads("and in JAX", plan("plan.yaml", lab.world.planFile()));
    assertThat(session().used()).hasSize(2);
  }

  @Test
  void whatIsWrongWithAPlanIsSaidInTheModalAndNothingIsTaken() {
    JsonNode answer = uploads("and in JAX", plan("plan.yaml", "no plan"));
    assertThat(answer.path("errors").path(SlackModal.FILE).asText()).contains("line 1");
    assertThat(lab.slack.as(lab.ada).hasModal()).isTrue();
    assertThat(session().version().number()).isEqualTo(1);
    assertThat(session().used()).isEmpty();
  }

  @Test
  void aFileThatCannotBeHadIsSaidInTheModal() {
    SharedFile away = plan("plan.yaml", lab.world.planFile());
    lab.slack.mode(away, SharedFile.Mode.EXTERNAL);
    assertThat(uploads("", away).path("errors").path(SlackModal.FILE).asText())
        .contains("Google Drive");
    assertThat(session().version().number()).isEqualTo(1);
  }

  @Test
  void aModalOfWhoHasLeftTheChannelMeanwhileIsRefused() {
    home(lab.ben);
    lab.slack.as(lab.ben).clickHome("Hold");
    lab.settled();
    lab.slack.leaves(lab.room, lab.ben);
    assertThat(submit(lab.ben, "I read § 3 first").path("errors").path(SlackModal.WORDS).asText())
        .contains("a channel that you are not in");
    assertThat(session().hold()).isNull();
  }

  @Test
  void sessionsOfAPrivateChannelAreFoundOnlyByThoseWhoAreInIt() {
    Room closed = lab.slack.room("closed", Room.Kind.PRIVATE, lab.ada, lab.slack.bot());
    At secret = lab.slack.as(lab.ada).upload(closed, "@offprint", "other.pdf", OTHER);
    String id = lab.session(secret).id().value();
    for (String words : List.of("find " + id, "list")) {
      assertThat(
              lab.slack
                  .as(lab.ben)
                  .command(lab.slack.as(lab.ben).room(), SlackNames.COMMAND, words)
                  .path("text")
                  .asText())
          .doesNotContain(id + " ");
      assertThat(
              lab.slack
                  .as(lab.ada)
                  .command(lab.slack.as(lab.ada).room(), SlackNames.COMMAND, words)
                  .path("text")
                  .asText())
          .contains(id + " ");
    }
    assertThat(home(lab.ben)).doesNotContain(id);
    assertThat(home(lab.ada)).contains(id);
  }

  @Test
  void aModalSentTwiceCountsOnce() {
    home(lab.ada);
    lab.slack.as(lab.ada).clickHome("Change");
    lab.settled();
    lab.slack.socket().doubleNext(1);
    submit(lab.ada, "rate 0.3");
    lab.settled();
    lab.world.runDue();
    assertThat(session().version().number()).isEqualTo(2);
    assertThat(session().used()).hasSize(1);
  }

  @Test
  void whoSpeaksToUsAloneListsWhatTheySeeAndNoMore() {
    String id = session().id().value();
    lab.slack.as(lab.ben).tell("list");
    lab.slack.as(cy).tell("list");
    lab.settled();
    assertThat(lab.slack.posts(lab.slack.as(lab.ben).room()).toString()).contains(id);
    assertThat(lab.slack.posts(lab.slack.as(cy).room()).toString()).doesNotContain(id);
  }

  @Test
  void directSessionsAreSeenByNobodyElse() {
    At direct = lab.slack.as(cy).tell("https://arxiv.org/abs/2504.17192");
    String id = lab.session(direct).id().value();
    assertThat(home(lab.ben)).doesNotContain(id);
    assertThat(home(cy)).contains(id);
  }

  @Test
  void aHomeFromBeforeARestartIsStillGood() {
    At direct = lab.slack.as(cy).upload(lab.slack.as(cy).room(), "", "other.pdf", OTHER);
    lab.settled();
    lab.world.runDue();
    home(cy);
    lab.disconnect();
    lab.connect();
    lab.slack.as(cy).clickHome("Approve v1");
    lab.settled();
    assertThat(lab.session(direct).approval()).isNotNull();
    assertThat(shown(cy)).contains(lab.session(direct).id().value());
  }

  @Test
  void withoutTheRightToSeeMembersOnlyTheOwnChannelIsSeen() {
    TreeSet<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.removeIf(scope -> scope.endsWith(":read") && !scope.startsWith("users"));
    scopes.add("app_mentions:read");
    lab.slack.scopes(scopes);
    assertThat(home(lab.ben)).contains("None yet");
    lab.slack.as(lab.ben).reply(asked, "@offprint list");
    assertThat(lab.told(lab.ben)).contains(session().id().value());
  }

  @Test
  void detailsGoDirectlyToWhoAsked() {
    lab.slack.as(lab.ben).reply(asked, "@offprint details");
    assertThat(lab.told(lab.ben)).contains("I have sent you the files directly");
    Room direct = lab.slack.as(lab.ben).room();
    assertThat(lab.slack.posts(direct).toString()).contains("plan.yaml").contains("plan.md");
    assertThat(lab.slack.files(asked)).extracting(SharedFile::name).containsExactly("rates.pdf");
  }

  @Test
  void aTriggerThatIsLateOpensNothingAndBreaksNothing() {
    home(lab.ben);
    lab.slack.faults().next("views.open", 1, new Fault.Refused("expired_trigger_id"));
    lab.slack.as(lab.ben).clickHome("Hold");
    lab.settled();
    assertThat(lab.slack.as(lab.ben).hasModal()).isFalse();
    lab.slack.as(lab.ben).clickHome("Hold");
    lab.settled();
    assertThat(lab.slack.as(lab.ben).hasModal()).isTrue();
  }
}
