package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offprint.engine.World;
import dev.offprint.session.Actor;
import dev.offprint.session.Condition;
import dev.offprint.session.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a request comes about on Slack, and how it does not. */
class WaysInTest {
  private static final String LINK = "https://arxiv.org/abs/2504.17192";

  @TempDir Path directory;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(directory).connect();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private PersonClient ada() {
    return lab.slack.as(lab.ada);
  }

  private PersonClient ben() {
    return lab.slack.as(lab.ben);
  }

  @Test
  void aMentionWithALinkIsOneRequestAlthoughTwoEventsTellOfIt() {
    At asked = ada().say(lab.room, "@offprint " + LINK + " only Table 2");
    assertThat(lab.sessions()).hasSize(1);
    assertThat(lab.sources(asked)).containsExactly("PAPER arXiv:2504.17192");
    assertThat(lab.wish(asked)).isEqualTo("only Table 2");
    assertThat(lab.session(asked).requester())
        .isEqualTo(
            new Actor(SlackNames.person(lab.ada.id()), "ada", Actor.Standing.MEMBER, Set.of())
                .person());
  }

  @Test
  void aMentionWithAFileIsFetchedWithTheToken() {
    At asked = ada().upload(lab.room, "@offprint the whole", "rates.pdf", World.PDF);
    lab.world.runDue();
    assertThat(lab.session(asked).condition()).isEqualTo(new Condition.AwaitingApproval());
    assertThat(lab.slack.calls("download")).hasSize(1);
  }

  @Test
  void talkWithoutAMentionIsNotHeardAndAsksSlackNothing() {
    int before = lab.slack.calls().size();
    ada().say(lab.room, "look at " + LINK);
    ben().say(lab.room, "nice");
    assertThat(lab.sessions()).isEmpty();
    assertThat(lab.slack.calls()).hasSize(before);
  }

  @Test
  void aMentionInAThreadFindsThePaperOfItsParent() {
    At parent = ben().upload(lab.room, "who wants this?", "rates.pdf", World.PDF);
    ada().reply(parent, "the loss looks odd");
    ada().reply(parent, "@offprint only the loss");
    assertThat(lab.sources(parent))
        .containsExactly("PAPER rates.pdf", "BESIDE earlier in this thread.txt");
    assertThat(lab.wish(parent)).isEqualTo("only the loss");
  }

  @Test
  void twoPapersInAThreadHaveToBeChosenFrom() {
    At parent = ben().say(lab.room, LINK + " or https://example.org/other.pdf ?");
    ada().reply(parent, "@offprint");
    assertThat(lab.session(parent).condition())
        .isEqualTo(new Condition.Choosing(new Condition.Choice.WhichPaper()));
  }

  @Test
  void aMentionWithoutAPaperSaysWhatIsWantedAndOnlyOnce() {
    ada().say(lab.room, "@offprint please");
    assertThat(lab.told(lab.ada)).containsOnlyOnce("Give me a paper").contains("help");
    assertThat(lab.told(lab.ben)).isEmpty();
    assertThat(lab.sessions()).isEmpty();
  }

  @Test
  void aDirectMessageNeedsNoMention() {
    At asked = ada().tell(LINK + " in JAX");
    assertThat(lab.wish(asked)).isEqualTo("in JAX");
    ada().tell("change: only Table 2");
    assertThat(lab.session(asked).waiting()).hasSize(1);
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void whatIsAskedDirectlyIsAnsweredThere() {
    ada().tell("help");
    lab.settled();
    assertThat(lab.slack.posts(ada().room()).toString()).contains("Give me a paper");
  }

  @Test
  void anAssistantThreadShowsWhatCanBeSaidAndTakesAPaper() {
    At thread = ada().startAssistant();
    lab.settled();
    assertThat(lab.slack.calls("assistant.threads.setSuggestedPrompts")).hasSize(1);
    ada().reply(thread, LINK + " briefly");
    assertThat(lab.wish(thread)).isEqualTo("briefly");
  }

  @Test
  void theShortcutReproducesAnothersMessage() {
    At message = ben().upload(lab.room, "found this", "rates.pdf", World.PDF);
    ada().shortcut(SlackNames.SHORTCUT, message);
    assertThat(lab.session(message).requester().name()).isEqualTo("ada");
    assertThat(lab.sources(message)).containsExactly("PAPER rates.pdf");
    ben().shortcut(SlackNames.SHORTCUT, message);
    assertThat(lab.sessions()).hasSize(1);
    assertThat(lab.told(lab.ben)).contains("has its request already");
  }

  @Test
  void theShortcutOnAMessageWithoutAPaperSaysSo() {
    At message = ben().say(lab.room, "lunch?");
    ada().shortcut(SlackNames.SHORTCUT, message);
    assertThat(lab.told(lab.ada)).contains("has no paper");
    assertThat(lab.sessions()).isEmpty();
  }

  @Test
  void theShortcutComesIntoAPublicChannelAndIsAskedIntoAPrivateOne() {
    Room open = lab.slack.room("open", Room.Kind.PUBLIC, lab.ada);
    At message = ada().say(open, LINK);
    ada().shortcut(SlackNames.SHORTCUT, message);
    assertThat(lab.sources(message)).containsExactly("PAPER arXiv:2504.17192");
    Room closed = lab.slack.room("closed", Room.Kind.PRIVATE, lab.ada);
    ada().shortcut(SlackNames.SHORTCUT, ada().say(closed, LINK));
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void theCommandBeginsAThreadThatSaysWhoAsked() {
    ada().command(lab.room, SlackNames.COMMAND, LINK + " only Table 2");
    assertThat(lab.sessions()).hasSize(1);
    State session = lab.sessions().getFirst();
    assertThat(session.requester().name()).isEqualTo("ada");
    assertThat(lab.slack.posts(lab.room).getFirst().path("text").asText())
        .contains(lab.ada.mention())
        .contains("only Table 2");
    assertThat(lab.world.listening().heard(session.thread())).isPresent();
  }

  private List<String> opened() {
    lab.settled();
    return lab.slack.posts(lab.room).stream()
        .map(post -> post.path("text").asText())
        .filter(text -> text.contains("asks for a reproduction"))
        .toList();
  }

  private String reproduce() {
    return text(ada().command(lab.room, SlackNames.COMMAND, LINK));
  }

  @Test
  void anOpeningMessageWhoseAnswerIsLostIsFoundAgain() {
    lab.slack.faults().next("chat.postMessage", 1, new Fault.LostReply());
    assertThat(reproduce()).isEmpty();
    assertThat(opened()).hasSize(1);
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void anOpeningMessageWithoutASessionIsUsedWhenTheSameIsAskedAgain() {
    lab.slack.faults().next("chat.postMessage", 1, new Fault.LostReply());
    AtomicInteger looked = new AtomicInteger();
    lab.slack
        .faults()
        .any(
            method ->
                method.equals("conversations.history") && looked.incrementAndGet() == 2
                    ? new Fault.Cut()
                    : null);
    assertThat(reproduce()).contains("try again");
    assertThat(opened()).hasSize(1);
    assertThat(lab.sessions()).isEmpty();

    ben().command(lab.room, SlackNames.COMMAND, LINK);
    assertThat(lab.sessions()).extracting(one -> one.requester().name()).containsExactly("ben");
    assertThat(reproduce()).isEmpty();
    assertThat(opened()).hasSize(2);
    assertThat(lab.sessions())
        .extracting(one -> one.requester().name())
        .containsExactlyInAnyOrder("ada", "ben");
  }

  @Test
  void theSameAskedAgainByCommandIsANewThread() {
    reproduce();
    reproduce();
    assertThat(opened()).hasSize(2);
    assertThat(lab.sessions()).hasSize(2);
  }

  @Test
  void whileNothingCanBeLookedUpNoThreadIsOpened() {
    lab.slack.faults().next("conversations.history", 1, new Fault.Limited(5));
    assertThat(reproduce()).contains("try again");
    assertThat(opened()).isEmpty();
  }

  @Test
  void whereNoChannelIsReadTheCommandOpensAThreadAllTheSame() {
    without("channels:history", "groups:history", "im:history", "mpim:history");
    assertThat(reproduce()).isEmpty();
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void noThreadIsOpenedForWhatBeginsNothing() {
    SlackPerson gil = lab.slack.person("gil", SlackPerson.Kind.GUEST);
    lab.slack.joins(lab.room, gil);
    assertThat(text(lab.slack.as(gil).command(lab.room, SlackNames.COMMAND, LINK)))
        .contains("Only members of this channel");
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, "https://")))
        .contains("Here I know");
    assertThat(opened()).isEmpty();
  }

  @Test
  void anIdIsAsGoodAsALink() {
    ada().command(lab.room, SlackNames.COMMAND, "arXiv:2504.17192");
    At message = ben().say(lab.room, "read 10.1371/journal.pone.0000001 ?");
    ada().shortcut(SlackNames.SHORTCUT, message);
    At first = ada().tell("arXiv:2504.17192");
    At second = ada().tell("arXiv:1706.03762");
    assertThat(lab.sources(first)).containsExactly("PAPER arXiv:2504.17192");
    assertThat(lab.sources(second)).containsExactly("PAPER arXiv:1706.03762");
    assertThat(lab.sessions()).hasSize(4);
  }

  @Test
  void theCommandAnswersOnlyWhoTypedIt() {
    ada().say(lab.room, "@offprint " + LINK);
    String id = lab.sessions().getFirst().id().value();
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, "list"))).contains(id);
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, "status"))).contains(id);
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, "find 2504"))).contains(id);
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, ""))).contains("Give me a paper");
    assertThat(text(ada().command(lab.room, SlackNames.COMMAND, "cancel")))
        .contains("said in the thread");
    Room other = lab.slack.channel("other", lab.ada);
    assertThat(text(ada().command(other, SlackNames.COMMAND, "list"))).doesNotContain(id);
  }

  @Test
  void theCommandInAChannelWithoutUsAsksForAnInvitation() {
    Room other = lab.slack.room("other", Room.Kind.PUBLIC, lab.ada);
    assertThat(text(ada().command(other, SlackNames.COMMAND, LINK))).contains("invite me");
    assertThat(lab.sessions()).isEmpty();
  }

  private static String text(JsonNode answer) {
    return answer.path("text").asText();
  }

  @Test
  void guestsAndOtherOrganisationsAreRefused() {
    for (SlackPerson.Kind kind :
        List.of(
            SlackPerson.Kind.GUEST,
            SlackPerson.Kind.SINGLE_CHANNEL_GUEST,
            SlackPerson.Kind.STRANGER)) {
      SlackPerson other = lab.slack.person("gil" + kind.ordinal(), kind);
      lab.slack.joins(lab.room, other);
      lab.slack.as(other).say(lab.room, "@offprint " + LINK);
      assertThat(lab.told(other)).as("%s", kind).contains("Only members of this channel");
    }
    assertThat(lab.sessions()).isEmpty();
  }

  @Test
  void aStrangerInASharedChannelIsOneWhateverTheyAreAtHome() {
    SlackPerson stranger = lab.slack.person("dot", SlackPerson.Kind.STRANGER);
    lab.slack.shared(lab.room, true);
    lab.slack.joins(lab.room, stranger);
    lab.slack.as(stranger).say(lab.room, "@offprint " + LINK);
    assertThat(lab.sessions()).isEmpty();
    ada().say(lab.room, "@offprint " + LINK);
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void botsAreNotHeard() {
    SlackPerson bot = lab.slack.person("feed", SlackPerson.Kind.BOT);
    lab.slack.joins(lab.room, bot);
    lab.slack.as(bot).say(lab.room, "@offprint " + LINK);
    assertThat(lab.sessions()).isEmpty();
  }

  @Test
  void aFileThatIsKeptElsewhereHasToBeAttachedItself() {
    SharedFile file = lab.slack.file(lab.ada, "rates.pdf", World.PDF);
    lab.slack.mode(file, SharedFile.Mode.EXTERNAL);
    ada().share(lab.room, "", "@offprint this", List.of(file));
    assertThat(lab.told(lab.ada))
        .contains("rates.pdf is kept by Google Drive")
        .contains("Attach the PDF itself")
        .doesNotContain("Give me a paper");
    assertThat(lab.sessions()).isEmpty();
  }

  @Test
  void aFileOfASharedChannelIsLookedUp() {
    SharedFile file = lab.slack.file(lab.ada, "rates.pdf", World.PDF);
    lab.slack.checkFirst(file);
    At asked = ada().share(lab.room, "", "@offprint this", List.of(file));
    assertThat(lab.sources(asked)).containsExactly("PAPER rates.pdf");
    assertThat(lab.slack.calls("files.info")).hasSize(1);
  }

  @Test
  void aFileThatIsDeletedSaysSo() {
    SharedFile file = lab.slack.file(lab.ada, "rates.pdf", World.PDF);
    lab.slack.mode(file, SharedFile.Mode.HIDDEN);
    ada().share(lab.room, "", "@offprint this", List.of(file));
    assertThat(lab.told(lab.ada)).contains("older than this workspace's plan shows");
  }

  @Test
  void withoutTheRightToFilesTheRequestFailsInWords() {
    without("files:read");
    At asked = ada().upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.world.runDue();
    assertThat(lab.session(asked).condition())
        .isInstanceOfSatisfying(
            Condition.Failed.class,
            failed -> assertThat(failed.cause().words()).contains("not shared with me"));
  }

  private void without(String... scopes) {
    Set<String> left = new TreeSet<>(FakeSlack.ALL_SCOPES);
    left.removeAll(List.of(scopes));
    lab.slack.scopes(left);
  }

  @Test
  void withoutHistoryAMentionStillTakesItsOwnPaperAndSaysWhyItTakesNoOther() {
    without("channels:history", "groups:history", "im:history", "mpim:history");
    At parent = ben().say(lab.room, LINK);
    ada().reply(parent, "@offprint this one");
    assertThat(lab.told(lab.ada))
        .contains("I cannot read what was said here before (scope channels:history");
    assertThat(lab.sessions()).isEmpty();
    ada().reply(parent, "@offprint " + LINK);
    assertThat(lab.sources(parent)).containsExactly("PAPER arXiv:2504.17192");
  }

  @Test
  void whoCannotBeToldFromAGuestIsTreatedAsOne() {
    without("users:read");
    ada().say(lab.room, "@offprint " + LINK);
    assertThat(lab.sessions()).isEmpty();
    assertThat(lab.told(lab.ada)).contains("Only members of this channel");
  }

  @Test
  void whatCannotBeTakenNowComesAgainAndCountsOnce() {
    lab.slack.patience(Duration.ZERO);
    lab.slack.faults().next("users.info", 2, new Fault.Limited(1));
    ada().say(lab.room, "@offprint " + LINK);
    lab.slack.until(() -> lab.slack.calls("users.info").size() >= 2, "nobody was asked for");
    lab.slack.patience(Duration.ofSeconds(20));
    lab.slack.socket().repeatUnacknowledged();
    lab.slack.until(() -> !lab.world.store().list().isEmpty(), "it never came");
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void anEnvelopeThatComesTwiceIsOneRequest() {
    lab.slack.socket().doubleNext(4);
    ada().say(lab.room, "@offprint " + LINK);
    assertThat(lab.sessions()).hasSize(1);
  }

  @Test
  void anEditedRequestCountsUntilPlanningStarts() {
    At asked = ada().say(lab.room, "@offprint " + LINK + " the whole");
    ada().edit(asked, "@offprint https://example.org/other.pdf only Table 2");
    assertThat(lab.sources(asked)).containsExactly("PAPER other.pdf");
    assertThat(lab.wish(asked)).isEqualTo("only Table 2");
  }

  @Test
  void aPreviewIsNoEdit() {
    At asked = ada().say(lab.room, "@offprint " + LINK);
    State before = lab.session(asked);
    lab.slack.unfurl(asked);
    assertThat(lab.session(asked)).isEqualTo(before);
  }

  @Test
  void aDeletedRequestAsksOnceWhetherToStop() {
    At asked = ada().say(lab.room, "@offprint " + LINK);
    ben().reply(asked, "good idea");
    ada().delete(asked);
    assertThat(lab.session(asked).gone()).isEqualTo(new State.Gone(true));
  }

  @Test
  void aDeletedReplyChangesNothing() {
    At asked = ada().say(lab.room, "@offprint " + LINK);
    At reply = ben().reply(asked, "good idea");
    State before = lab.session(asked);
    ben().delete(reply);
    assertThat(lab.session(asked)).isEqualTo(before);
  }

  @Test
  void plainWordsCountWhileOnePersonSpeaksAndNoLonger() {
    At asked = ada().upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.world.runDue();
    ada().reply(asked, "please use a rate of 0.3");
    lab.world.runDue();
    assertThat(lab.session(asked).version().number()).isEqualTo(2);
    ben().reply(asked, "or 0.4?");
    ada().reply(asked, "hm, 0.5");
    lab.world.runDue();
    assertThat(lab.session(asked).version().number()).isEqualTo(2);
  }

  @Test
  void anEditedPlanIsTakenFromTheThread() {
    At asked = ada().upload(lab.room, "@offprint", "rates.pdf", World.PDF);
    lab.world.runDue();
    lab.settled();
    ada()
        .upload(
            asked, "@offprint", "plan.yaml", lab.world.planFile().getBytes(StandardCharsets.UTF_8));
    lab.settled();
    lab.world.runDue();
    assertThat(lab.session(asked).version().number()).isEqualTo(2);
  }
}
