package dev.offprint.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.socket_mode.SocketModeClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Socket Mode of the fake, heard by the real library. */
class FakeSlackSocketTest {
  private final FakeSlack slack = FakeSlack.start();
  private final SlackPerson ada = slack.member("ada");
  private final Room lab = slack.channel("lab", ada);
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private SocketModeApp connection;

  @BeforeEach
  void connect() throws Exception {
    App app =
        new App(
            AppConfig.builder()
                .slack(Slack.getInstance(slack.config()))
                .singleTeamBotToken(slack.botToken())
                .build());
    app.event(
        AppMentionEvent.class,
        (event, context) -> {
          heard.add("mention " + event.getEvent().getText());
          return context.ack();
        });
    app.event(
        MessageEvent.class,
        (event, context) -> {
          heard.add("message " + event.getEvent().getText());
          return context.ack();
        });
    app.blockAction(
        "go",
        (request, context) -> {
          heard.add("click " + request.getPayload().getActions().getFirst().getValue());
          context.respond("seen");
          return context.ack();
        });
    app.command(
        "/offprint",
        (request, context) -> {
          heard.add("command " + request.getPayload().getText());
          context.client().viewsOpen(r -> r.triggerId(context.getTriggerId()).viewAsString(VIEW));
          return context.ack();
        });
    app.viewSubmission(
        "words",
        (request, context) -> {
          String words =
              Objects.requireNonNull(request.getPayload().getView().getState().getValues().get("b"))
                  .values()
                  .iterator()
                  .next()
                  .getValue();
          heard.add("words " + words);
          return words.equals("bad") ? context.ackWithErrors(Map.of("b", "no")) : context.ack();
        });
    connection =
        new SocketModeApp(slack.appToken(), app, SocketModeClient.Backend.JavaWebSocket, 2);
    connection.startAsync();
    slack.connected(1);
  }

  private static final String VIEW =
      "{\"type\":\"modal\",\"callback_id\":\"words\",\"title\":{\"type\":\"plain_text\",\"text\":\"T\"},"
          + "\"submit\":{\"type\":\"plain_text\",\"text\":\"OK\"},\"blocks\":[{\"type\":\"input\","
          + "\"block_id\":\"b\",\"label\":{\"type\":\"plain_text\",\"text\":\"Words\"},"
          + "\"element\":{\"type\":\"plain_text_input\",\"action_id\":\"a\"}}]}";

  @AfterEach
  void close() throws Exception {
    // The library does not close a connection whose greeting it has not read yet.
    slack.as(ada).say(lab, "first");
    connection.close();
    slack.close();
  }

  @Test
  void aMentionIsHeardTwiceAsOnSlack() {
    slack.as(ada).say(lab, "@offprint hello");
    String text = slack.bot().mention() + " hello";
    assertThat(heard).containsExactlyInAnyOrder("mention " + text, "message " + text);
    assertThat(slack.socket().unacknowledged()).isEmpty();
  }

  @Test
  void whatIsNotSubscribedToIsNotHeard() {
    slack.subscribed(Set.of("app_mention"));
    slack.as(ada).say(lab, "hello");
    assertThat(heard).isEmpty();
    slack.as(ada).say(lab, "@offprint hello");
    assertThat(heard).hasSize(1);
  }

  @Test
  void aClickIsHeardAndAnsweredToOnePerson() throws Exception {
    At root = slack.as(ada).say(lab, "root");
    Slack.getInstance(slack.config())
        .methods(slack.botToken())
        .chatPostMessage(
            r ->
                r.channel(lab.id())
                    .threadTs(root.ts())
                    .text("t")
                    .blocksAsString(
                        "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":"
                            + "\"go\",\"value\":\"v1\",\"text\":{\"type\":\"plain_text\","
                            + "\"text\":\"Go\"}}]}]"));
    slack.as(ada).click(root, "Go");
    assertThat(heard).contains("click v1");
    assertThat(slack.whispers(ada)).hasSize(1);
    assertThat(slack.whispers(ada).getFirst().path("text").asText()).isEqualTo("seen");
  }

  @Test
  void aModalShowsItsErrorsAndCloses() {
    slack.as(ada).command(lab, "/offprint", "now");
    assertThat(slack.as(ada).submit(Map.of("a", "bad")).path("errors").path("b").asText())
        .isEqualTo("no");
    assertThat(slack.as(ada).hasModal()).isTrue();
    slack.as(ada).submit(Map.of("a", "good"));
    assertThat(slack.as(ada).hasModal()).isFalse();
    assertThat(heard).containsExactly("command now", "words bad", "words good");
  }

  @Test
  void doubledEnvelopesComeTwice() {
    slack.socket().doubleNext(1);
    slack.as(ada).say(lab, "once");
    slack.settled();
    assertThat(heard).containsExactly("message once", "message once");
  }

  @Test
  void heldEnvelopesComeInAnyOrder() {
    slack.socket().hold();
    slack.as(ada).say(lab, "1");
    slack.as(ada).say(lab, "2");
    assertThat(heard).isEmpty();
    List<Envelope> held = slack.socket().held();
    slack.socket().release(List.of(held.get(1)));
    slack.settled();
    assertThat(heard).containsExactly("message 2");
  }

  @Test
  void aDisconnectAndADropAreRecoveredFrom() {
    // One after the other: the library answers each with a new connection.
    slack.socket().disconnect("warning");
    connectedAgain(2);
    slack.socket().disconnect("refresh_requested");
    connectedAgain(3);
    slack.socket().drop();
    connectedAgain(4);
    slack.as(ada).say(lab, "still there");
    assertThat(heard).containsExactly("message still there");
  }

  private void connectedAgain(int ever) {
    slack.until(
        () -> slack.socket().everConnected() >= ever && slack.socket().connections() == 1,
        "not connected again");
  }

  @Test
  void whatIsSaidWhileNothingIsConnectedIsLost() throws Exception {
    // The library does not close a connection whose greeting it has not read yet.
    slack.as(ada).say(lab, "first");
    connection.close();
    slack.until(() -> slack.socket().connections() == 0, "still connected");
    slack.as(ada).say(lab, "into the void");
    assertThat(slack.socket().lost()).hasSize(1);
    assertThat(heard).containsExactly("message first");
  }
}
