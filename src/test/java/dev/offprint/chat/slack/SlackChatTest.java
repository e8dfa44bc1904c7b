package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offprint.chat.ChatContract;
import dev.offprint.engine.Action;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Chat.Mark.Sign;
import dev.offprint.engine.Chat.PostId;
import dev.offprint.engine.Chat.PostKey;
import dev.offprint.engine.Chat.Posted;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Attachment;
import dev.offprint.engine.Message.Button;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.BlobId;
import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.PersonId;
import dev.offprint.session.PlanVersion;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we say, on a Slack that refuses what Slack refuses. */
class SlackChatTest extends ChatContract {
  private static final PostKey KEY = new PostKey(new EffectKey(new SessionId("abcdefgh"), 7));
  private static final PostKey OTHER = new PostKey(new EffectKey(new SessionId("abcdefgh"), 8));
  private static final byte[] PLAN = "# plan\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G'};

  private final FakeSlack slack = FakeSlack.start();
  private final SlackPerson ada = slack.member("ada");
  private final Room lab = slack.channel("lab", ada);
  private final At root = slack.as(ada).say(lab, "please reproduce");
  private final List<Duration> pauses = new ArrayList<>();
  private final InstantSource later = new Later();
  private SlackChat chat = chat(later);

  /** A second goes by between any two looks. */
  private static final class Later implements InstantSource {
    private Instant now = Instant.now().minusSeconds(60);

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }
  }

  private static final class TwoFiles implements Blobs {
    static final BlobId PLAN_MD = new BlobId("1".repeat(64));
    static final BlobId CLASSES = new BlobId("2".repeat(64));

    @Override
    public BlobId put(byte[] bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BlobId put(SessionId session, byte[] bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] get(BlobId id) {
      return id.equals(PLAN_MD) ? PLAN : id.equals(CLASSES) ? PICTURE : new byte[0];
    }
  }

  private SlackChat chat(InstantSource clock) {
    SlackSettings settings =
        SlackSettings.of(slack.botToken(), slack.appToken())
            .withApi(URI.create(slack.methodsUrl()));
    return new SlackChat(settings, new TwoFiles(), clock, pauses::add);
  }

  @AfterEach
  void close() {
    chat.close();
    slack.close();
  }

  @Override
  protected Chat chat() {
    return chat;
  }

  @Override
  protected ThreadRef thread() {
    return new ThreadRef("slack", lab.id(), root.ts());
  }

  @Override
  protected void restart() {
    chat.close();
    chat = chat(later);
  }

  @Override
  protected void nextPostFails() {
    slack.faults().next("chat.postMessage", 1, new Fault.Cut());
  }

  @Override
  protected Person person() {
    return new Person(new PersonId("slack:" + ada.id()), "ada");
  }

  @Override
  protected String shown() {
    return slack.text(root);
  }

  private static Message note(String text, Attachment... files) {
    return new Message.Note(List.of(), text, List.of(), List.of(files));
  }

  private static Message card() {
    return new Message.PlanCard(
        "Plan v1",
        List.of(),
        List.of(new Line("Builds", "it all")),
        List.of(new Button("Approve v1", new Action.Approve(new PlanVersion(1)), true)),
        List.of(
            new Attachment("plan.md", "text/markdown", TwoFiles.PLAN_MD),
            new Attachment("classes.png", "image/png", TwoFiles.CLASSES)));
  }

  private void fault(String method, Fault fault) {
    slack.faults().next(method, 1, fault);
  }

  private List<String> fileNames() {
    return slack.files(root).stream().map(SharedFile::name).toList();
  }

  // Outcomes.

  @ParameterizedTest
  @CsvSource({
    "channel_not_found, true",
    "is_archived, true",
    "thread_not_found, true",
    "invalid_blocks, false",
    "msg_too_long, false",
    "restricted_action, true"
  })
  void aRefusalIsForGood(String error, boolean gone) {
    fault("chat.postMessage", new Fault.Refused(error));
    assertThat(chat.post(thread(), KEY, note("x")))
        .isEqualTo(new Posted.Refused(gone, "Slack says " + error));
  }

  @Test
  void tooManyRequestsWaitAsLongAsSlackSays() {
    SlackChat still = chat(InstantSource.fixed(Instant.EPOCH));
    fault("chat.postMessage", new Fault.Limited(30));
    assertThat(still.post(thread(), KEY, note("x")))
        .isEqualTo(new Posted.Later(Duration.ofSeconds(30)));
    assertThat(still.post(thread(), OTHER, note("y")))
        .isEqualTo(new Posted.Later(Duration.ofSeconds(30)));
    assertThat(slack.calls("chat.postMessage")).hasSize(1);
    still.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_revoked", "invalid_auth", "missing_scope", "service_unavailable"})
  void whatMayBeMendedIsNotLost(String error) {
    fault("chat.postMessage", new Fault.Refused(error));
    assertThat(chat.post(thread(), KEY, note("x"))).isInstanceOf(Posted.Later.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fatal_error", "internal_error"})
  void whatSlackIsNotSureOfIsUnknown(String error) {
    fault("chat.postMessage", new Fault.Refused(error));
    assertThat(chat.post(thread(), KEY, note("x"))).isEqualTo(new Posted.Unknown(error));
  }

  @Test
  void aBrokenServerOrAHalfAnswerIsUnknown() {
    fault("chat.postMessage", new Fault.Status(502));
    fault("chat.postMessage", new Fault.HalfReply());
    fault("chat.postMessage", new Fault.Cut());
    for (int i = 0; i < 3; i++) {
      assertThat(chat.post(thread(), KEY, note("x"))).isInstanceOf(Posted.Unknown.class);
    }
    assertThat(slack.calls("chat.postMessage")).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void whereNobodyListensNothingWasPosted() {
    slack.close();
    assertThat(chat.post(thread(), KEY, note("x"))).isInstanceOf(Posted.Later.class);
  }

  @Test
  void aLostReplyIsFoundAndNotDoubled() {
    fault("chat.postMessage", new Fault.LostReply());
    assertThat(chat.post(thread(), KEY, note("once"))).isInstanceOf(Posted.Unknown.class);
    String ts = slack.ours(root).getFirst().path("ts").asText();
    assertThat(chat.find(thread(), KEY)).contains(new PostId(ts));
    assertThat(chat.find(thread(), OTHER)).isEmpty();
    assertThat(slack.calls("chat.postMessage")).hasSize(1);
  }

  @Test
  void aPostIsFoundInALongThread() {
    chat.post(thread(), KEY, note("early"));
    for (int i = 0; i < 230; i++) {
      slack.as(ada).reply(root, "more");
    }
    chat.post(thread(), OTHER, note("late"));
    assertThat(chat.find(thread(), KEY)).isPresent();
    assertThat(chat.find(thread(), OTHER)).isPresent();
  }

  @Test
  void whatCannotBeLookedUpNowIsNotTakenForMissing() {
    fault("conversations.replies", new Fault.Limited(3));
    assertThatThrownBy(() -> chat.find(thread(), KEY)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whereNoHistoryMayBeReadNothingIsFound() {
    Set<String> scopes = new HashSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("channels:history");
    slack.scopes(scopes);
    chat.post(thread(), KEY, note("once"));
    assertThat(chat.find(thread(), KEY)).isEmpty();
    assertThat(chat.missingScopes()).contains("channels:history");
  }

  @Test
  void thePaceIsOnePostASecondInAChannel() {
    Room other = slack.channel("other", ada);
    At there = slack.as(ada).say(other, "here too");
    SlackChat still = chat(InstantSource.fixed(Instant.EPOCH));
    assertThat(still.post(thread(), KEY, note("1"))).isInstanceOf(Posted.Done.class);
    assertThat(still.post(thread(), OTHER, note("2")))
        .isEqualTo(new Posted.Later(Duration.ofSeconds(1)));
    assertThat(still.post(new ThreadRef("slack", other.id(), there.ts()), OTHER, note("3")))
        .isInstanceOf(Posted.Done.class);
    still.close();
  }

  @Test
  void aPublicChannelIsJoined() {
    Room open = slack.room("open", Room.Kind.PUBLIC, ada);
    At there = slack.as(ada).say(open, "paper?");
    assertThat(chat.post(new ThreadRef("slack", open.id(), there.ts()), KEY, note("x")))
        .isInstanceOf(Posted.Done.class);
    Room closed = slack.room("closed", Room.Kind.PRIVATE, ada);
    assertThat(chat.post(new ThreadRef("slack", closed.id(), "1.2"), KEY, note("x")))
        .isInstanceOf(Posted.Refused.class);
  }

  @Test
  void aPostPreviewsNoLinkAndCallsNobodyByItself() {
    chat.post(thread(), KEY, note("<!channel> https://example.com <@" + ada.id() + ">"));
    assertThat(FakeSlack.called(slack.ours(root).getFirst())).isEmpty();
    assertThat(slack.calls("chat.postMessage").getFirst().params())
        .containsEntry("unfurl_links", "0")
        .containsEntry("unfurl_media", "0");
  }

  @Test
  void theHeaderLinksToPostsOfItsThread() {
    PostId card = ((Posted.Done) chat.post(thread(), KEY, card())).id();
    chat.post(
        thread(),
        OTHER,
        new Message.Header("t", List.of(new Line("Plan", "version 1", card)), List.of()));
    assertThat(slack.ours(root).getLast().path("blocks").findValuesAsText("url"))
        .hasSize(1)
        .first()
        .asString()
        .endsWith(
            "archives/"
                + lab.id()
                + "/p"
                + card.value().replace(".", "")
                + "?thread_ts="
                + root.ts()
                + "&cid="
                + lab.id());
  }

  // Files.

  @Test
  void filesFollowTheWordsInOrder() {
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Done.class);
    assertThat(fileNames()).containsExactly("plan.md", "classes.png");
    assertThat(slack.files(root).getFirst().content()).isEqualTo(PLAN);
    List<ObjectNode> posts = slack.ours(root);
    assertThat(posts).hasSize(2);
    assertThat(posts.getFirst().path("text").asText()).startsWith("Plan v1");
    assertThat(posts.getLast().path("files")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"files.getUploadURLExternal", "upload", "files.completeUploadExternal"})
  void aLostReplyOnTheWayDoublesNoFile(String step) {
    fault(step, new Fault.LostReply());
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Done.class);
    assertThat(fileNames()).containsExactlyInAnyOrder("plan.md", "classes.png");
    assertThat(slack.ours(root)).hasSize(2);
  }

  @Test
  void filesWaitAsLongAsSlackSays() {
    fault("files.completeUploadExternal", new Fault.Limited(7));
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Done.class);
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    assertThat(fileNames()).hasSize(2);
  }

  @Test
  void aCrashBeforeTheFilesAreSharedIsMadeGoodWhenThePostIsLookedUp() {
    fault("chat.postMessage", new Fault.LostReply());
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Unknown.class);
    assertThat(fileNames()).isEmpty();
    restart();
    assertThat(chat.find(thread(), KEY)).isPresent();
    assertThat(fileNames()).containsExactly("plan.md", "classes.png");
    assertThat(chat.find(thread(), KEY)).isPresent();
    assertThat(slack.ours(root)).hasSize(2);
    assertThat(fileNames()).containsExactly("plan.md", "classes.png");
  }

  @Test
  void whatCannotBeSentIsNamedInTheMessage() {
    Set<String> scopes = new HashSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("files:write");
    slack.scopes(scopes);
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Done.class);
    assertThat(shown())
        .contains("Could not be sent to Slack: plan.md (missing_scope), classes.png");
  }

  @Test
  void whatCannotBeSharedIsTold() {
    fault("files.completeUploadExternal", new Fault.Refused("posting_to_channel_denied"));
    assertThat(chat.post(thread(), KEY, card())).isInstanceOf(Posted.Done.class);
    assertThat(shown()).contains("Slack says posting_to_channel_denied");
  }

  @Test
  void bytesGoToSlacksOwnHostsOnly() {
    SlackSettings real = SlackSettings.of("xoxb-x", "xapp-x");
    assertThat(SlackUploads.ours(real, URI.create("https://files.slack.com/upload/v1/A"))).isTrue();
    assertThat(SlackUploads.ours(real, URI.create("http://files.slack.com/upload/v1/A"))).isFalse();
    assertThat(SlackUploads.ours(real, URI.create("https://files.slack.com.example.com/A")))
        .isFalse();
    assertThat(SlackUploads.ours(real, URI.create("https://example.com/.slack.com"))).isFalse();
  }

  // One person.

  @Test
  void aDirectMessageIsNotDoubledWhoeverAsksTwice() {
    Posted first = chat.direct(person(), KEY, note("for you"));
    assertThat(chat.direct(person(), KEY, note("for you"))).isEqualTo(first);
    assertThat(slack.posts(slack.as(ada).room())).hasSize(1);
  }

  @Test
  void aDirectMessageThatCannotBeLookedUpNowIsNotRepeated() {
    fault("chat.postMessage", new Fault.LostReply());
    assertThat(chat.direct(person(), KEY, note("for you"))).isInstanceOf(Posted.Unknown.class);
    fault("conversations.history", new Fault.Limited(3));
    assertThat(chat.direct(person(), KEY, note("for you")))
        .isEqualTo(new Posted.Later(Duration.ofSeconds(3)));
    fault("conversations.history", new Fault.Status(503));
    assertThat(chat.direct(person(), KEY, note("for you"))).isInstanceOf(Posted.Later.class);
    assertThat(chat.direct(person(), KEY, note("for you"))).isInstanceOf(Posted.Done.class);
    assertThat(slack.posts(slack.as(ada).room())).hasSize(1);
  }

  @Test
  void whoIsNotOnSlackCannotBeWrittenTo() {
    assertThat(chat.direct(ADA, KEY, note("x"))).isInstanceOf(Posted.Refused.class);
  }

  // Signs.

  private EventId asked() {
    return SlackNames.message(lab.id(), root.ts());
  }

  private void mark(Sign sign) {
    chat.mark(thread(), asked(), new Chat.Mark(sign, sign == Sign.WORKING ? "reading" : ""));
  }

  @Test
  void oneReactionSaysHowTheSessionStands() {
    List<List<String>> seen = new ArrayList<>();
    for (Sign sign : Sign.values()) {
      mark(sign);
      seen.add(slack.reactions(root));
    }
    assertThat(seen)
        .containsExactly(
            List.of("eyes"),
            List.of("raised_hand"),
            List.of("memo"),
            List.of("white_check_mark"),
            List.of("warning"),
            List.of());
  }

  @Test
  void theSameSignAgainAsksSlackNothing() {
    mark(Sign.WAITING);
    int before = slack.calls().size();
    mark(Sign.WAITING);
    assertThat(slack.calls()).hasSize(before);
  }

  @Test
  void afterARestartTheOldSignGoes() {
    mark(Sign.WORKING);
    chat.close();
    chat = chat(InstantSource.fixed(Instant.now().plusSeconds(86_400)));
    mark(Sign.DELIVERED);
    assertThat(slack.reactions(root)).containsExactly("white_check_mark");
  }

  @Test
  void withoutTheScopeThereAreNoReactionsAndNoMoreRequests() {
    Set<String> scopes = new TreeSet<>(FakeSlack.ALL_SCOPES);
    scopes.remove("reactions:write");
    slack.scopes(scopes);
    mark(Sign.WORKING);
    mark(Sign.WAITING);
    assertThat(slack.calls("reactions.add")).hasSize(1);
    assertThat(chat.missingScopes()).containsExactly("reactions:write");
    assertThat(chat.post(thread(), KEY, note("all the same"))).isInstanceOf(Posted.Done.class);
  }

  @Test
  void theStatusSaysWhatIsDoneAndGoesWithTheWork() {
    mark(Sign.WORKING);
    assertThat(slack.status(root)).isEqualTo("is reading…");
    mark(Sign.WAITING);
    assertThat(slack.status(root)).isEmpty();
  }

  @Test
  void aSignThatIsPutOffComesLater() {
    fault("reactions.add", new Fault.Limited(1));
    mark(Sign.WORKING);
    assertThat(slack.reactions(root)).isEmpty();
    mark(Sign.WORKING);
    mark(Sign.WORKING);
    assertThat(slack.reactions(root)).containsExactly("eyes");
  }

  @Test
  void whatCameInAnotherWayHasNoMessageToReactTo() {
    chat.mark(thread(), new EventId("slack:command"), new Chat.Mark(Sign.WORKING, "reading"));
    assertThat(slack.calls("reactions.add")).isEmpty();
  }

  @Test
  void tokensAreNeverSaid() {
    SlackSettings settings = SlackSettings.of("xoxb-secret", "xapp-secret");
    assertThat(settings.toString() + Map.of("x", settings)).doesNotContain("secret");
  }
}
