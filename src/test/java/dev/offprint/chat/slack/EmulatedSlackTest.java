package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Chat.Posted;
import dev.offprint.engine.Message;
import dev.offprint.session.EffectKey;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import dev.offprint.store.HandStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What we say, against a Web API by other hands: npm's emulate. By a command of its own, since it
 * needs node: {@code npm ci --prefix src/test/emulate && mvn -q test -Dtest=EmulatedSlackTest
 * -DexcludedGroups=long}.
 */
@Tag("emulate")
class EmulatedSlackTest {
  private static final SessionId SESSION = new SessionId("emulated");

  @TempDir Path directory;
  private Process server;
  private HandStore store;
  private SlackChat chat;
  private SlackApi api;
  private ThreadRef thread;

  @BeforeEach
  void open() throws Exception {
    server =
        new ProcessBuilder("node", "src/test/emulate/serve.mjs")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String address =
        Objects.requireNonNull(
            new BufferedReader(
                    new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                .readLine(),
            "node does not start the server: run npm ci --prefix src/test/emulate");
    SlackSettings settings =
        SlackSettings.of("xoxb-emulated", "xapp-emulated").withApi(URI.create(address + "/api/"));
    store = HandStore.open(directory, Clock.systemUTC());
    chat = new SlackChat(settings, store.blobs(), Clock.systemUTC());
    api = new SlackApi(settings);
    thread = new ThreadRef(SlackNames.CONNECTION, "C000000001", root());
  }

  private String root() {
    return done(api.call(
            slack -> slack.chatPostMessage(r -> r.channel("C000000001").text("a paper"))))
        .getTs();
  }

  private static <T> T done(SlackAnswer<T> answer) {
    assertThat(answer).isInstanceOf(SlackAnswer.Done.class);
    return ((SlackAnswer.Done<T>) answer).value();
  }

  @AfterEach
  void close() throws Exception {
    api.close();
    chat.close();
    store.close();
    server.getOutputStream().close();
    server.waitFor();
  }

  private static Chat.PostKey key(int n) {
    return new Chat.PostKey(new EffectKey(SESSION, n));
  }

  private Posted post(int n, Message message) throws InterruptedException {
    Posted posted = chat.post(thread, key(n), message);
    while (posted instanceof Posted.Later later) {
      Pause.REAL.of(later.after().plus(Duration.ofMillis(10)));
      posted = chat.post(thread, key(n), message);
    }
    return posted;
  }

  private List<com.slack.api.model.Message> read() {
    SlackApi.Request<ConversationsRepliesResponse> replies =
        slack ->
            slack.conversationsReplies(
                r -> r.channel(thread.channel()).ts(thread.thread()).includeAllMetadata(true));
    SlackAnswer<ConversationsRepliesResponse> answer = api.call(replies);
    // Node closes what has been idle for five seconds: to read once more harms nobody.
    return done(answer instanceof SlackAnswer.Unknown<?> ? api.call(replies) : answer)
        .getMessages();
  }

  @Test
  void whatIsPostedIsReadWithItsKeyAndEdited() throws Exception {
    Message first = new Message.Note(List.of(), "first words", List.of(), List.of());
    Posted posted = post(1, first);
    assertThat(posted).isInstanceOf(Posted.Done.class);
    Chat.PostId id = ((Posted.Done) posted).id();
    assertThat(read().getLast().getText()).contains("first words");
    // It says of no message that a bot wrote it, so that posts cannot be looked up there.
    Map<String, Object> written = read().getLast().getMetadata().getEventPayload();
    assertThat(written.get("key"))
        .isEqualTo(
            Wire.sure(SlackPosts.metadata(key(1), List.of()))
                .path("event_payload")
                .path("key")
                .asText());
    Message other = new Message.Note(List.of(), "other words", List.of(), List.of());
    assertThat(chat.edit(thread, id, other)).isEqualTo(new Posted.Done(id));
    assertThat(read().getLast().getText()).contains("other words");
    assertThat(read()).hasSize(2);
  }

  @Test
  void aFileStandsInTheThread() throws Exception {
    byte[] plan = "plan: 1".getBytes(StandardCharsets.UTF_8);
    Message message =
        new Message.Note(
            List.of(),
            "with a file",
            List.of(),
            List.of(new Message.Attachment("plan.yaml", "text/yaml", store.blobs().put(plan))));
    assertThat(post(1, message)).isInstanceOf(Posted.Done.class);
    assertThat(read())
        .flatExtracting(
            one -> one.getFiles() == null ? List.<com.slack.api.model.File>of() : one.getFiles())
        .extracting(com.slack.api.model.File::getName)
        .containsExactly("plan.yaml");
  }

  @Test
  void whatIsNotThereCannotBeEditedNorPostedInto() throws Exception {
    Message words = new Message.Note(List.of(), "words", List.of(), List.of());
    assertThat(chat.edit(thread, new Chat.PostId("1.000001"), words))
        .isInstanceOf(Posted.Refused.class);
    assertThat(chat.post(new ThreadRef(SlackNames.CONNECTION, "C1", ""), key(1), words))
        .isInstanceOf(Posted.Refused.class);
  }
}
