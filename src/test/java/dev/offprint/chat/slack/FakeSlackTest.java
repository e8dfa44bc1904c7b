package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Web API of the fake, asked by the real client. */
class FakeSlackTest {
  private final FakeSlack slack = FakeSlack.start();
  private final SlackPerson ada = slack.member("ada");
  private final Room lab = slack.channel("lab", ada);
  private Slack sdk;
  private MethodsClient methods;

  @BeforeEach
  void open() {
    sdk = Slack.getInstance(slack.config());
    methods = sdk.methods(slack.botToken());
  }

  @AfterEach
  void close() throws Exception {
    sdk.close();
    slack.close();
  }

  private ChatPostMessageResponse post(String text) throws IOException, SlackApiException {
    return methods.chatPostMessage(r -> r.channel(lab.id()).text(text));
  }

  private String blocks(String json) throws IOException, SlackApiException {
    ChatPostMessageResponse answer =
        methods.chatPostMessage(r -> r.channel(lab.id()).text("t").blocksAsString(json));
    return answer.isOk() ? "ok" : answer.getError() + " " + answer.getErrors();
  }

  @Test
  void theTokenIsNamedAndItsScopesAreTold() throws Exception {
    var answer = methods.authTest(r -> r);
    assertThat(answer.getUserId()).isEqualTo(slack.bot().id());
    assertThat(String.join(",", answer.getHttpResponseHeaders().get("x-oauth-scopes")).split(","))
        .containsExactlyInAnyOrderElementsOf(FakeSlack.ALL_SCOPES);
    assertThat(sdk.methods("xoxb-other").authTest(r -> r).getError()).isEqualTo("invalid_auth");
    slack.revoked(true);
    assertThat(methods.authTest(r -> r).getError()).isEqualTo("token_revoked");
  }

  @Test
  void aThreadIsReadBackWithItsMetadata() throws Exception {
    At root = slack.as(ada).say(lab, "read https://arxiv.org/abs/2504.17192 & tell");
    methods.chatPostMessage(
        r ->
            r.channel(lab.id())
                .threadTs(root.ts())
                .text("first")
                .metadata(
                    Message.Metadata.builder()
                        .eventType("post")
                        .eventPayload(Map.of("key", "k1"))
                        .build()));
    var all =
        methods.conversationsReplies(
            r -> r.channel(lab.id()).ts(root.ts()).includeAllMetadata(true));
    assertThat(all.getMessages())
        .extracting(Message::getText)
        .containsExactly("read <https://arxiv.org/abs/2504.17192> &amp; tell", "first");
    assertThat(all.getMessages().getLast().getMetadata().getEventPayload())
        .isEqualTo(Map.of("key", "k1"));
    assertThat(all.getMessages().getFirst().getReplyCount()).isEqualTo(1);
    assertThat(methods.conversationsReplies(r -> r.channel(lab.id()).ts("1.000001")).getError())
        .isEqualTo("thread_not_found");
  }

  @Test
  void repliesComeInPagesAndFromATimeOn() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    At second = slack.as(ada).reply(root, "2");
    slack.as(ada).reply(root, "3");
    var first = methods.conversationsReplies(r -> r.channel(lab.id()).ts(root.ts()).limit(2));
    assertThat(first.getMessages()).extracting(Message::getText).containsExactly("root", "2");
    assertThat(first.isHasMore()).isTrue();
    var rest =
        methods.conversationsReplies(
            r ->
                r.channel(lab.id())
                    .ts(root.ts())
                    .cursor(first.getResponseMetadata().getNextCursor()));
    assertThat(rest.getMessages()).extracting(Message::getText).containsExactly("3");
    var newer =
        methods.conversationsReplies(r -> r.channel(lab.id()).ts(root.ts()).oldest(second.ts()));
    assertThat(newer.getMessages()).extracting(Message::getText).containsExactly("root", "3");
  }

  @Test
  void whatSlackRefusesIsRefused() throws Exception {
    Room elsewhere = slack.room("elsewhere", Room.Kind.PUBLIC, ada);
    Room closed = slack.room("closed", Room.Kind.PRIVATE, ada);
    assertThat(
            List.of(
                methods.chatPostMessage(r -> r.channel(elsewhere.id()).text("x")).getError(),
                methods.chatPostMessage(r -> r.channel(closed.id()).text("x")).getError(),
                methods.chatPostMessage(r -> r.channel("C1").text("x")).getError(),
                post("").getError(),
                post("x".repeat(40_001)).getError(),
                methods
                    .chatPostMessage(r -> r.channel(lab.id()).threadTs("1.1").text("x"))
                    .getError(),
                methods.chatUpdate(r -> r.channel(lab.id()).ts("1.1").text("x")).getError()))
        .containsExactly(
            "not_in_channel",
            "channel_not_found",
            "channel_not_found",
            "no_text",
            "msg_too_long",
            "thread_not_found",
            "message_not_found");
    At hers = slack.as(ada).say(lab, "hers");
    assertThat(methods.chatUpdate(r -> r.channel(lab.id()).ts(hers.ts()).text("x")).getError())
        .isEqualTo("cant_update_message");
  }

  @Test
  void aMissingScopeIsNamed() throws Exception {
    Set<String> few = new HashSet<>(FakeSlack.ALL_SCOPES);
    few.removeAll(Set.of("channels:history", "reactions:write"));
    slack.scopes(few);
    String ts = post("x").getTs();
    var answer = methods.conversationsReplies(r -> r.channel(lab.id()).ts(ts));
    assertThat(answer.getError()).isEqualTo("missing_scope");
    assertThat(answer.getNeeded()).isEqualTo("channels:history");
    assertThat(answer.getProvided()).contains("chat:write").doesNotContain("channels:history");
    assertThat(
            methods.reactionsAdd(r -> r.channel(lab.id()).timestamp(ts).name("eyes")).getNeeded())
        .isEqualTo("reactions:write");
  }

  @Test
  void badBlocksAreRefusedWithTheirPlace() throws Exception {
    String button =
        "{\"type\":\"button\",\"action_id\":\"a\",\"text\":{\"type\":\"plain_text\",\"text\":\"%s\"},\"value\":\"%s\"}";
    String actions = "[{\"type\":\"actions\",\"elements\":[%s]}]";
    String section = "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"%s\"}}]";
    assertThat(blocks(actions.formatted(button.formatted("t".repeat(75), "v".repeat(2000)))))
        .isEqualTo("ok");
    assertThat(blocks(actions.formatted(button.formatted("t".repeat(76), ""))))
        .startsWith("invalid_blocks")
        .contains("/blocks/0/elements/0/text/text");
    assertThat(blocks(actions.formatted(button.formatted("t", "v".repeat(2001)))))
        .contains("/blocks/0/elements/0/value");
    assertThat(
            blocks(
                actions.formatted(button.formatted("t", "1") + "," + button.formatted("u", "2"))))
        .contains("action_id already exists");
    assertThat(blocks(section.formatted("x".repeat(3000)))).isEqualTo("ok");
    assertThat(blocks(section.formatted("x".repeat(3001)))).contains("less than 3001");
    assertThat(blocks(section.formatted(""))).contains("more than 0 characters");
    assertThat(blocks("[{\"type\":\"wonder\"}]")).contains("unsupported block type: wonder");
    assertThat(
            blocks(
                "[{\"type\":\"divider\",\"block_id\":\"b\"},{\"type\":\"divider\",\"block_id\":\"b\"}]"))
        .contains("block_id already exists");
    assertThat(blocks("[" + "{\"type\":\"divider\"},".repeat(50) + "{\"type\":\"divider\"}]"))
        .contains("no more than 50");
    String long5 = section.formatted("x".repeat(2900)).replace("[", "").replace("]", "");
    assertThat(blocks("[" + (long5 + ",").repeat(4) + long5 + "]"))
        .startsWith("msg_blocks_too_long");
    assertThat(blocks("nonsense")).startsWith("invalid_blocks_format");
  }

  @Test
  void anEditReplacesAndTheEarlierLookIsKept() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    String actions =
        "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"a\","
            + "\"text\":{\"type\":\"plain_text\",\"text\":\"Go\"}}]}]";
    var posted =
        methods.chatPostMessage(
            r -> r.channel(lab.id()).threadTs(root.ts()).text("t").blocksAsString(actions));
    assertThat(slack.buttons(root)).containsExactly("Go");
    methods.chatUpdate(
        r -> r.channel(lab.id()).ts(posted.getTs()).text("done").blocksAsString("[]"));
    assertThat(slack.buttons(root)).isEmpty();
    assertThat(slack.text(root)).contains("done").doesNotContain("Go");
    slack.as(ada).click(root, "Go");
    assertThat(slack.socket().sent().getLast().payload().path("actions").get(0).path("action_id"))
        .hasToString("\"a\"");
  }

  @Test
  void reactionsAreAddedOnce() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    var add = methods.reactionsAdd(r -> r.channel(lab.id()).timestamp(root.ts()).name("eyes"));
    assertThat(add.isOk()).isTrue();
    assertThat(
            methods
                .reactionsAdd(r -> r.channel(lab.id()).timestamp(root.ts()).name("eyes"))
                .getError())
        .isEqualTo("already_reacted");
    assertThat(slack.reactions(root)).containsExactly("eyes");
    methods.reactionsRemove(r -> r.channel(lab.id()).timestamp(root.ts()).name("eyes"));
    assertThat(
            methods
                .reactionsRemove(r -> r.channel(lab.id()).timestamp(root.ts()).name("eyes"))
                .getError())
        .isEqualTo("no_reaction");
  }

  @Test
  void aFileGoesUpInThreeStepsAndStandsInTheThread() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    byte[] content = "plan: 1".getBytes(StandardCharsets.UTF_8);
    var uploaded =
        methods.filesUploadV2(
            r ->
                r.channel(lab.id())
                    .threadTs(root.ts())
                    .filename("plan.yaml")
                    .title("plan.yaml")
                    .fileData(content));
    assertThat(uploaded.isOk()).isTrue();
    assertThat(slack.files(root)).extracting(SharedFile::name).containsExactly("plan.yaml");
    assertThat(slack.files(root).getFirst().content()).isEqualTo(content);
    var shares =
        methods
            .filesInfo(r -> r.file(slack.files(root).getFirst().id()))
            .getFile()
            .getShares()
            .getPublicChannels();
    assertThat(shares).containsOnlyKeys(lab.id());
    assertThat(shares.values().iterator().next().getFirst().getThreadTs()).isEqualTo(root.ts());
  }

  @Test
  void aPrivateFileIsForWhoHasTheTokenAndAPageForTheRest() throws Exception {
    byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
    At shared = slack.as(ada).upload(lab, "look", "paper.pdf", pdf);
    String address =
        slack.posts(shared).getFirst().path("files").get(0).path("url_private_download").asText();
    assertThat(download(address, slack.botToken())).isEqualTo("application/pdf %PDF-1.7");
    assertThat(download(address, "xoxb-other")).startsWith("text/html").contains("Sign in");
    slack.leaves(lab, slack.bot());
    assertThat(download(address, slack.botToken())).startsWith("text/html");
  }

  private static String download(String address, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.headers().firstValue("Content-Type").orElse("") + " " + answer.body();
    }
  }

  @Test
  void filesThatSlackDoesNotHaveSaySo() throws Exception {
    SharedFile drive = slack.file(ada, "paper.pdf", new byte[] {1});
    slack.mode(drive, SharedFile.Mode.EXTERNAL);
    SharedFile connect = slack.file(ada, "other.pdf", new byte[] {1});
    slack.checkFirst(connect);
    At shared = slack.as(ada).share(lab, "", "two", List.of(drive, connect));
    var files = slack.posts(shared).getFirst().path("files");
    assertThat(files.get(0).path("is_external").asBoolean()).isTrue();
    assertThat(files.get(0).has("url_private_download")).isFalse();
    assertThat(files.get(1).path("file_access").asText()).isEqualTo("check_file_info");
    assertThat(methods.filesInfo(r -> r.file(connect.id())).getFile().getName())
        .isEqualTo("other.pdf");
    slack.leaves(lab, slack.bot());
    assertThat(methods.filesInfo(r -> r.file(drive.id())).getError()).isEqualTo("file_not_found");
  }

  @Test
  void anAssistantsThreadHasAStatus() throws Exception {
    At thread = slack.as(ada).startAssistant();
    assertThat(
            methods
                .assistantThreadsSetStatus(
                    r -> r.channelId(thread.room().id()).threadTs(thread.ts()).status("is reading"))
                .isOk())
        .isTrue();
    assertThat(slack.status(thread)).isEqualTo("is reading");
    assertThat(
            methods
                .assistantThreadsSetStatus(
                    r -> r.channelId(thread.room().id()).threadTs("1.1").status("x"))
                .getError())
        .isEqualTo("thread_not_found");
  }

  @Test
  void oneThatOnlyOnePersonSeesIsInNoThread() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    methods.chatPostEphemeral(
        r -> r.channel(lab.id()).user(ada.id()).threadTs(root.ts()).text("for you"));
    assertThat(slack.posts(root)).hasSize(1);
    assertThat(slack.whispers(ada))
        .extracting(one -> one.path("text").asText())
        .containsExactly("for you");
    SlackPerson ben = slack.member("ben");
    assertThat(
            methods.chatPostEphemeral(r -> r.channel(lab.id()).user(ben.id()).text("x")).getError())
        .isEqualTo("user_not_in_channel");
  }

  @Test
  void whoIsCalledIsSeenInTextAndBlocks() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    methods.chatPostMessage(
        r ->
            r.channel(lab.id())
                .threadTs(root.ts())
                .text("&lt;!channel&gt; " + ada.mention())
                .blocksAsString(
                    "[{\"type\":\"section\",\"text\":{\"type\":\"plain_text\","
                        + "\"text\":\"<!everyone>\"}},{\"type\":\"section\",\"text\":"
                        + "{\"type\":\"mrkdwn\",\"text\":\"<!here|here>\"}}]"));
    assertThat(FakeSlack.called(slack.posts(root).getLast()))
        .containsExactly("!here", "@" + ada.id());
  }

  @Test
  void aTriggerOpensOneModalAndNotLate() throws Exception {
    String view =
        "{\"type\":\"modal\",\"callback_id\":\"c\",\"title\":{\"type\":\"plain_text\",\"text\":\"T\"},"
            + "\"submit\":{\"type\":\"plain_text\",\"text\":\"OK\"},\"blocks\":[{\"type\":\"input\","
            + "\"block_id\":\"b\",\"label\":{\"type\":\"plain_text\",\"text\":\"Words\"},"
            + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"a\"}}]}";
    slack.as(ada).command(lab, "/offprint", "");
    String trigger = slack.socket().sent().getLast().payload().path("trigger_id").asText();
    assertThat(methods.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)).isOk()).isTrue();
    assertThat(slack.as(ada).modal().path("callback_id").asText()).isEqualTo("c");
    assertThat(methods.viewsOpen(r -> r.triggerId(trigger).viewAsString(view)).getError())
        .isEqualTo("exchanged_trigger_id");
    slack.as(ada).command(lab, "/offprint", "");
    String late = slack.socket().sent().getLast().payload().path("trigger_id").asText();
    slack.clock().pass(Duration.ofSeconds(4));
    assertThat(methods.viewsOpen(r -> r.triggerId(late).viewAsString(view)).getError())
        .isEqualTo("expired_trigger_id");
    slack.as(ada).command(lab, "/offprint", "");
    String next = slack.socket().sent().getLast().payload().path("trigger_id").asText();
    String wide = view.replace("\"text\":\"T\"", "\"text\":\"" + "T".repeat(25) + "\"");
    assertThat(methods.viewsOpen(r -> r.triggerId(next).viewAsString(wide)).getError())
        .isEqualTo("invalid_arguments");
  }

  @Test
  void aHomeViewIsPublished() throws Exception {
    String view = "{\"type\":\"home\",\"blocks\":[{\"type\":\"divider\"}]}";
    assertThat(methods.viewsPublish(r -> r.userId(ada.id()).viewAsString(view)).isOk()).isTrue();
    ObjectNode home = slack.home(ada);
    assertThat(home).isNotNull();
    assertThat(
            methods.viewsPublish(r -> r.userId(ada.id()).viewAsString(view).hash("old")).getError())
        .isEqualTo("hash_conflict");
  }

  @Test
  void postsTooCloseTogetherAreLimited() throws Exception {
    slack.limited(true);
    assertThat(post("1").isOk()).isTrue();
    assertThatThrownBy(() -> post("2"))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> {
              assertThat(e.getResponse().code()).isEqualTo(429);
              assertThat(e.getResponse().header("Retry-After")).isEqualTo("1");
            });
    slack.clock().pass(Duration.ofSeconds(1));
    assertThat(post("3").isOk()).isTrue();
  }

  @Test
  void aLostReplyHappenedAndACutCallDidNot() {
    slack.faults().next("chat.postMessage", 1, new Fault.LostReply());
    assertThatThrownBy(() -> post("there")).isInstanceOf(IOException.class);
    slack.faults().next("chat.postMessage", 1, new Fault.Cut());
    assertThatThrownBy(() -> post("not there")).isInstanceOf(IOException.class);
    slack.faults().next("chat.postMessage", 1, new Fault.Status(503));
    assertThatThrownBy(() -> post("nor this")).isInstanceOf(SlackApiException.class);
    assertThat(slack.posts(lab))
        .extracting(post -> post.path("text").asText())
        .containsExactly("there");
  }

  @Test
  void someoneFromElsewhereIsTold() throws Exception {
    SlackPerson eve = slack.person("eve", SlackPerson.Kind.STRANGER);
    SlackPerson gil = slack.person("gil", SlackPerson.Kind.SINGLE_CHANNEL_GUEST);
    assertThat(methods.usersInfo(r -> r.user(eve.id())).getUser().isStranger()).isTrue();
    assertThat(methods.usersInfo(r -> r.user(eve.id())).getUser().getTeamId())
        .isNotEqualTo(methods.usersInfo(r -> r.user(ada.id())).getUser().getTeamId());
    assertThat(methods.usersInfo(r -> r.user(gil.id())).getUser().isUltraRestricted()).isTrue();
    assertThat(methods.usersInfo(r -> r.user("U1")).getError()).isEqualTo("user_not_found");
  }

  @Test
  void conversationsAreListedJoinedAndOpened() throws Exception {
    Room open = slack.room("open", Room.Kind.PUBLIC, ada);
    assertThat(methods.conversationsInfo(r -> r.channel(open.id())).getChannel().isMember())
        .isFalse();
    methods.conversationsJoin(r -> r.channel(open.id()));
    assertThat(methods.conversationsMembers(r -> r.channel(open.id())).getMembers())
        .containsExactly(ada.id(), slack.bot().id());
    String direct = methods.conversationsOpen(r -> r.users(List.of(ada.id()))).getChannel().getId();
    assertThat(direct).isEqualTo(slack.as(ada).room().id());
    assertThat(methods.usersConversations(r -> r.user(ada.id())).getChannels())
        .extracting(c -> c.getName())
        .containsExactly("lab", "open");
  }
}
