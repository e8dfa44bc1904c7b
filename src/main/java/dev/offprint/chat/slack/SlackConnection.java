package dev.offprint.chat.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Connection;
import dev.offprint.engine.Conversation;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.Listening;
import dev.offprint.engine.Queries;
import dev.offprint.engine.Wording;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do on Slack, on its way to the engine: Socket Mode over Bolt. An envelope is
 * acknowledged once what follows from it is committed; what could not be taken is not acknowledged,
 * and Slack brings it again. Safe for use by several threads.
 */
public final class SlackConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(SlackConnection.class);

  /** Envelopes at once: one that waits for Slack's answer does not hold up the others. */
  private static final int AT_ONCE = 12;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  /** After so long a greeting that was not heard is taken for heard. */
  private static final Duration UNGREETED = Duration.ofSeconds(10);

  /** The library itself looks every five seconds whether its connection still stands. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Duration LAST_MOMENT = Duration.ofSeconds(1);
  private static final String BROKE = "Something went wrong inside Offprint; its log says more.";
  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

  private final SlackSettings settings;
  private final Desk desk;
  private final SlackApi api;
  private final Pause pause;
  private final Afterwards afterwards;
  private final Standing standing = new Standing();
  private @Nullable SocketModeApp socket;
  private @Nullable Thread connecting;
  private boolean closed;

  /** What people's doings go to, and what is looked up for them. */
  public record Desk(
      Conversation conversation,
      Queries queries,
      Wording wording,
      Listening listening,
      Blobs blobs,
      Downloads downloads) {}

  public SlackConnection(SlackSettings settings, Desk desk) {
    this(settings, desk, Pause.REAL, new Afterwards());
  }

  SlackConnection(SlackSettings settings, Desk desk, Pause pause, Afterwards afterwards) {
    this.settings = settings;
    this.desk = desk;
    this.pause = pause;
    this.afterwards = afterwards;
    this.api = new SlackApi(settings);
  }

  @Override
  public String name() {
    return SlackNames.CONNECTION;
  }

  /** Connects, and tries again until it stands; then stays connected. Comes back at once. */
  @Override
  public synchronized void start() {
    if (connecting == null && !closed) {
      connecting = Thread.ofPlatform().daemon().name("slack-connect").start(this::connect);
    }
  }

  private void connect() {
    Duration wait = FIRST_PAUSE;
    while (!connected() && !Thread.currentThread().isInterrupted()) {
      pause.of(wait);
      wait = wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    }
  }

  /** One try; true where nothing is left to try. */
  private boolean connected() {
    return switch (Ourselves.ask(api)) {
      case SlackAnswer.Done<Ourselves> done -> connected(done.value());
      case SlackAnswer.Refused<Ourselves> no -> {
        LOG.error("Slack does not take the bot token: {}; offprint doctor says more", no.error());
        yield true;
      }
      case SlackAnswer.Later<Ourselves> later -> {
        LOG.warn("Slack cannot be reached yet: {}", later.why());
        yield false;
      }
      case SlackAnswer.Unknown<Ourselves> unknown -> {
        LOG.warn("Slack cannot be reached yet: {}", unknown.why());
        yield false;
      }
    };
  }

  private boolean connected(Ourselves ourselves) {
    SlackThreads threads = new SlackThreads(api);
    SlackTeam team =
        new SlackTeam(
            ourselves,
            new SlackPeople(api, ourselves, new SlackGroups(api, settings.groups())),
            new SlackRooms(api),
            threads,
            new SlackFiles(api, threads, desk.downloads(), desk.blobs()),
            new SlackTelling(
                api, new SlackUploads(api, settings, desk.blobs(), pause), afterwards));
    SlackHome home = new SlackHome(api, desk.queries(), desk.wording(), team, afterwards);
    HeardUpTo marks = new HeardUpTo(desk.listening());
    SlackHearing hearing = new SlackHearing(desk.conversation(), desk.queries(), marks, team);
    SlackClicks clicks =
        new SlackClicks(api, desk.conversation(), desk.queries(), team, home, afterwards);
    SlackCommands commands =
        new SlackCommands(api, desk.conversation(), desk.queries(), desk.listening(), team);
    SlackMissed missed = new SlackMissed(desk.queries(), marks, threads, hearing);
    SlackCatchUp catchUp = new SlackCatchUp(desk.queries(), marks, missed, afterwards);
    SlackEvents events = new SlackEvents(api, team.people(), hearing, home, afterwards);
    return connected(app(events, clicks, commands), catchUp);
  }

  private synchronized boolean connected(App app, SlackCatchUp catchUp) {
    if (closed) {
      return true;
    }
    SocketModeApp made = null;
    try {
      made =
          new SocketModeApp(
              settings.appToken(), app, SocketModeClient.Backend.JavaWebSocket, AT_ONCE);
      catchUp.behind();
      made.startAsync();
      follow(made.getClient(), catchUp);
      socket = made;
      LOG.info("connected to Slack");
      return true;
    } catch (IOException unreached) {
      LOG.warn("Slack gives no connection yet: {}", unreached.toString());
    } catch (Exception broken) {
      LOG.error("the connection to Slack cannot be made", broken);
    }
    shut(made);
    return false;
  }

  /** Every connection begins with a greeting: what came before it may be missing. */
  private void follow(SocketModeClient client, SlackCatchUp catchUp) {
    client.addWebSocketMessageListener(
        message -> {
          if (message.contains("\"type\":\"hello\"")) {
            standing.greeted();
            catchUp.begin();
          }
        });
    client.addWebSocketCloseListener(
        (code, reason) -> {
          standing.ended();
          catchUp.behind();
          afterwards.run(SOON, () -> standing.look(client));
        });
    afterwards.run(
        UNGREETED,
        () -> {
          if (!standing.everGreeted()) {
            catchUp.begin();
          }
        });
  }

  private static void shut(@Nullable SocketModeApp made) {
    if (made != null) {
      SocketModeClient client = made.getClient();
      if (client != null) {
        // First, since the library's own way asks the server whether there is anything to close.
        closed(client::close);
      }
      closed(made::close);
    }
  }

  private App app(SlackEvents events, SlackClicks clicks, SlackCommands commands) {
    App app =
        new App(
            AppConfig.builder()
                .slack(api.library())
                .singleTeamBotToken(settings.botToken())
                // What we write ourselves says how far a thread was heard.
                .ignoringSelfEventsEnabled(false)
                .ignoringSelfAssistantMessageEventsEnabled(false)
                .authTestCacheEnabled(true)
                .authTestCacheExpirationMillis(-1L)
                .build());
    app.use(
        (request, response, chain) ->
            request.getRequestType() == RequestType.Event
                ? taken(() -> events.happened(request.getRequestBodyAsString()))
                : chain.next(request));
    app.blockAction(
        ANY,
        (request, context) ->
            answered(
                () -> {
                  clicks.pressed(request.getPayload());
                  return context.ack();
                },
                words -> {
                  clicks.failed(request.getPayload(), words);
                  return context.ack();
                }));
    app.viewSubmission(
        SlackModal.CALLBACK,
        (request, context) ->
            answered(
                () -> {
                  Map<String, String> errors = clicks.submitted(request.getPayload());
                  return errors.isEmpty() ? context.ack() : context.ackWithErrors(errors);
                },
                words -> context.ackWithErrors(Map.of(SlackModal.WORDS, words))));
    app.command(
        SlackNames.COMMAND,
        (request, context) ->
            answered(
                () -> {
                  String told = commands.typed(request.getPayload());
                  return told.isEmpty() ? context.ack() : context.ack(SlackTelling.escaped(told));
                },
                context::ack));
    app.messageShortcut(
        SlackNames.SHORTCUT,
        (request, context) ->
            answered(
                () -> {
                  commands.chosen(request.getPayload());
                  return context.ack();
                },
                words -> {
                  commands.failed(request.getPayload(), words);
                  return context.ack();
                }));
    return app;
  }

  /** What cannot be taken now is not acknowledged: Slack brings it again. */
  private static Response taken(Runnable event) {
    try {
      event.run();
      return Response.ok();
    } catch (SlackPeople.NotNow later) {
      LOG.info("an event waits for Slack's next try: {}", later.getMessage());
      return Response.error(503);
    } catch (RuntimeException broken) {
      LOG.error("an event of Slack could not be taken", broken);
      return Response.error(500);
    }
  }

  /** Slack brings these once only: whoever did it hears that nothing came of it. */
  private static Response answered(Supplier<Response> doing, Function<String, Response> otherwise) {
    try {
      return doing.get();
    } catch (SlackPeople.NotNow later) {
      LOG.info("Slack does not answer: {}", later.getMessage());
      return otherwise.apply("Slack does not answer me now. Please try again.");
    } catch (RuntimeException broken) {
      LOG.error("what somebody did on Slack could not be taken", broken);
      return otherwise.apply(BROKE);
    }
  }

  /** Waits until all that follows what was acknowledged is done. */
  void settled() throws InterruptedException {
    afterwards.settled();
  }

  @Override
  public void close() {
    SocketModeApp open;
    Thread trying;
    synchronized (this) {
      closed = true;
      open = socket;
      trying = connecting;
    }
    if (trying != null) {
      trying.interrupt();
    }
    if (open != null) {
      // A connection that is just being made cannot be closed yet.
      standing.await(LAST_MOMENT);
      shut(open);
    }
    afterwards.close();
    api.close();
  }

  /** What closes badly keeps nothing else open. */
  private static void closed(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception late) {
      LOG.debug("Slack's library does not close", late);
    }
  }
}
