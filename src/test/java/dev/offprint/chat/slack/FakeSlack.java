package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.SlackConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Slack on loopback: Web API, files and Socket Mode of one workspace, as Slack's documentation
 * describes them, with Slack's refusals. {@link #as} is a person at their client; the reading
 * methods say what a person or a test can see. Its clock stands until it is moved.
 */
public final class FakeSlack implements AutoCloseable {
  /** All that an app with message events may ask for. */
  public static final Set<String> ALL_SCOPES =
      Set.of(
          "app_mentions:read",
          "assistant:write",
          "channels:history",
          "channels:join",
          "channels:read",
          "chat:write",
          "commands",
          "files:read",
          "files:write",
          "groups:history",
          "groups:read",
          "im:history",
          "im:read",
          "im:write",
          "mpim:history",
          "mpim:read",
          "reactions:read",
          "reactions:write",
          "usergroups:read",
          "users:read");

  /** All events that an app of this kind subscribes to. */
  public static final Set<String> ALL_EVENTS =
      Set.of(
          "app_mention",
          "app_home_opened",
          "assistant_thread_started",
          "assistant_thread_context_changed",
          "message.channels",
          "message.groups",
          "message.im",
          "message.mpim",
          "member_joined_channel",
          "member_left_channel",
          "channel_left",
          "file_shared",
          "tokens_revoked",
          "app_uninstalled");

  private final HandClock hand = new HandClock();
  private final Workspace workspace;
  private final SocketSide socket;
  private final Events events;
  private final Faults faults = new Faults();
  private final RateLimits limits;
  private final ResponseUrls responses;
  private final WebSide web;
  private final FileMethods files;
  private volatile Duration patience = Duration.ofSeconds(60);

  private FakeSlack(@Nullable InstantSource clock) {
    workspace = new Workspace(clock == null ? hand : clock);
    socket = new SocketSide(workspace);
    events = new Events(workspace, socket);
    limits = new RateLimits(workspace.clock);
    responses = new ResponseUrls(workspace);
    web = new WebSide(workspace, faults, limits, responses);
    files = new FileMethods(workspace, events, web.base());
    web.files(files);
    web.methods(new ChatMethods(workspace, events).all());
    web.methods(new ConversationMethods(workspace).all());
    web.methods(new OtherMethods(workspace, socket).all());
    web.scopes(ALL_SCOPES);
    events.subscribe(ALL_EVENTS);
  }

  /** Listens on free ports; its clock is {@link #clock}. */
  public static FakeSlack start() {
    return new FakeSlack(null);
  }

  /** Listens on free ports and goes by another clock. */
  public static FakeSlack start(InstantSource clock) {
    return new FakeSlack(clock);
  }

  /** The clock by which triggers expire and limits are kept. */
  public HandClock clock() {
    return hand;
  }

  /** What {@link SlackConfig#setMethodsEndpointUrlPrefix} wants, with its last slash. */
  public String methodsUrl() {
    return web.base() + "api/";
  }

  /** The address that everything but Socket Mode begins with: downloads too. */
  public String base() {
    return web.base();
  }

  /** A configuration of the real SDK that talks to this. */
  public SlackConfig config() {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(methodsUrl());
    config.setProxyUrl(null);
    return config;
  }

  public String botToken() {
    return WebSide.BOT_TOKEN;
  }

  public String appToken() {
    return WebSide.APP_TOKEN;
  }

  /** The bot, as people see it. */
  public SlackPerson bot() {
    return Workspace.BOT;
  }

  // The workspace.

  /** What the bot's token may do from now on. */
  public void scopes(Set<String> now) {
    web.scopes(now);
  }

  /** What the program hears of from now on. */
  public void subscribed(Set<String> now) {
    events.subscribe(now);
  }

  /** Whether the program hears of its own messages, as on Slack. */
  public void echo(boolean on) {
    events.echo(on);
  }

  /** Whether Slack's limits are kept, by the clock. */
  public void limited(boolean on) {
    limits.on(on);
  }

  /** The bot's token is worth nothing any more, or again. */
  public void revoked(boolean now) {
    web.revoked(now);
  }

  /** How long what people do waits for its acknowledgement; zero: not at all. */
  public void patience(Duration most) {
    patience = most;
  }

  public Faults faults() {
    return faults;
  }

  public SocketSide socket() {
    return socket;
  }

  public SlackPerson person(String name, SlackPerson.Kind kind) {
    boolean stranger = kind == SlackPerson.Kind.STRANGER;
    return person(name, kind, stranger ? Workspace.OTHER_TEAM : Workspace.TEAM);
  }

  /** With an account of that workspace. */
  SlackPerson person(String name, SlackPerson.Kind kind, String team) {
    return workspace.change(
        () -> {
          SlackPerson person = new SlackPerson(workspace.id("U0"), name, team, kind);
          workspace.people.put(person.id(), person);
          return person;
        });
  }

  public SlackPerson member(String name) {
    return person(name, SlackPerson.Kind.MEMBER);
  }

  /** A conversation with these people in it; the bot is among them only if it is named. */
  public Room room(String name, Room.Kind kind, SlackPerson... members) {
    return workspace.change(
        () -> {
          Room room = new Room(workspace.id("C0"), name, kind);
          List.of(members).forEach(member -> room.members.add(member.id()));
          workspace.rooms.put(room.id, room);
          return room;
        });
  }

  /** A public channel with these people and the bot in it. */
  public Room channel(String name, SlackPerson... members) {
    Room room = room(name, Room.Kind.PUBLIC, members);
    workspace.change(() -> room.members.add(Workspace.BOT.id()));
    return room;
  }

  /** A user group of this workspace. */
  public void group(String handle, SlackPerson... people) {
    group(handle, false, people);
  }

  /** A user group of another organisation that this one sees. */
  public void foreignGroup(String handle, SlackPerson... people) {
    group(handle, true, people);
  }

  private void group(String handle, boolean foreign, SlackPerson... people) {
    List<String> ids = Stream.of(people).map(SlackPerson::id).toList();
    workspace.change(
        () ->
            workspace.groups.add(
                new Workspace.UserGroup(workspace.id("S0"), handle, foreign, ids)));
  }

  /** Somebody comes into a conversation; the bot too. */
  public void joins(Room room, SlackPerson who) {
    heard(
        workspace.change(
            () -> {
              room.members.add(who.id());
              ObjectNode event = Wire.object().put("user", who.id()).put("channel", room.id);
              event.put("channel_type", "C").put("team", Workspace.TEAM);
              return events.happened("member_joined_channel", event);
            }));
  }

  public void leaves(Room room, SlackPerson who) {
    workspace.change(() -> room.members.remove(who.id()));
  }

  public void archived(Room room, boolean now) {
    workspace.change(() -> room.archived = now);
  }

  /** Whether another organisation is in the conversation. */
  public void shared(Room room, boolean now) {
    workspace.change(() -> room.shared = now);
  }

  /** A file that is in no conversation yet. */
  public SharedFile file(SlackPerson of, String name, byte[] content) {
    return workspace.change(
        () -> {
          String id = workspace.id("F0");
          SharedFile file =
              new SharedFile(id, name, name, FileMethods.type(name), of.id(), content);
          workspace.files.put(id, file);
          return file;
        });
  }

  /** How Slack has a file from now on. */
  public void mode(SharedFile file, SharedFile.Mode mode) {
    workspace.change(() -> file.mode = mode);
  }

  /** Messages say of the file only that {@code files.info} has to be asked. */
  public void checkFirst(SharedFile file) {
    workspace.change(() -> file.checkFirst = true);
  }

  /** Slack adds a preview to somebody's message: an edit that changes no word. */
  public void unfurl(At message) {
    heard(
        workspace.change(
            () -> {
              ObjectNode before = message.room().message(message.ts());
              if (before == null) {
                return List.of();
              }
              ObjectNode after = before.deepCopy();
              after.putArray("attachments").addObject().put("id", 1).put("fallback", "a preview");
              message.room().replace(after);
              return events.changed(message.room(), before, after);
            }));
  }

  /** A person at their client. */
  public PersonClient as(SlackPerson person) {
    return new PersonClient(this, workspace, person);
  }

  // What can be seen.

  /** The messages of a thread, in the order of time. */
  public List<ObjectNode> posts(At thread) {
    return workspace.change(
        () -> thread.room().thread(thread.thread()).stream().map(ObjectNode::deepCopy).toList());
  }

  /** Everything in a conversation, threads too, in the order of time. */
  public List<ObjectNode> posts(Room room) {
    return workspace.change(() -> room.all().stream().map(ObjectNode::deepCopy).toList());
  }

  /** The bot's own messages among them. */
  public List<ObjectNode> ours(At thread) {
    return posts(thread).stream()
        .filter(post -> post.path("bot_id").asText().equals(Workspace.BOT_ID))
        .toList();
  }

  /** What a person reads in a thread, as plain text. */
  public String text(At thread) {
    StringBuilder text = new StringBuilder();
    posts(thread).forEach(post -> text.append(Rendering.message(post)).append('\n'));
    return text.toString();
  }

  /** When a message was last edited; empty where it was not. */
  String edited(At message) {
    return workspace.change(
        () -> {
          ObjectNode now = message.room().message(message.ts());
          return now == null ? "" : now.path("edited").path("ts").asText();
        });
  }

  /** What a person reads in one message. */
  public static String text(JsonNode message) {
    return Rendering.message(message);
  }

  /** Whom a message calls: {@code @U…}, {@code !here}, {@code !channel}, {@code !subteam^…}. */
  public static Set<String> called(JsonNode message) {
    return Rendering.called(message);
  }

  /** The labels of what can be pressed in a thread, oldest first. */
  public List<String> buttons(At thread) {
    List<String> labels = new ArrayList<>();
    posts(thread)
        .forEach(
            post ->
                Rendering.interactive(post.path("blocks"))
                    .forEach(one -> labels.add(one.path("text").path("text").asText())));
    return labels;
  }

  /** The names of the reactions on a message. */
  public List<String> reactions(At message) {
    return workspace.change(
        () -> {
          ObjectNode on = message.room().message(message.ts());
          List<String> names = new ArrayList<>();
          if (on != null) {
            on.path("reactions").forEach(one -> names.add(one.path("name").asText()));
          }
          return names;
        });
  }

  /** The files that stand in a thread, in the order of time. */
  public List<SharedFile> files(At thread) {
    return workspace.change(
        () ->
            workspace.files.values().stream()
                .filter(
                    file ->
                        file.shares.stream()
                            .anyMatch(
                                share ->
                                    share.room().equals(thread.room())
                                        && (share.thread().equals(thread.thread())
                                            || share.ts().equals(thread.thread()))))
                .toList());
  }

  /** What only this person sees, in the order of time. */
  public List<ObjectNode> whispers(SlackPerson to) {
    return workspace.change(
        () ->
            workspace.whispers.stream()
                .filter(one -> one.to().equals(to.id()))
                .map(one -> one.message().deepCopy())
                .toList());
  }

  /** The home view of a person, if one was published. */
  public @Nullable ObjectNode home(SlackPerson of) {
    return workspace.change(
        () -> {
          ObjectNode home = workspace.views.home(of.id());
          return home == null ? null : home.deepCopy();
        });
  }

  /** What a person reads in a view. */
  public static String viewText(JsonNode view) {
    StringBuilder shown = new StringBuilder(view.path("title").path("text").asText()).append('\n');
    Rendering.blocks(shown, view.path("blocks"));
    return shown.toString();
  }

  /** The assistant's status in a thread; empty where there is none. */
  public String status(At thread) {
    return workspace.change(
        () -> {
          ObjectNode root = thread.room().message(thread.thread());
          return root == null ? "" : root.path("assistant_status").asText();
        });
  }

  /**
   * Every call of the Web API, and downloads as {@code download}, in the order of their answers.
   */
  public List<WebCall> calls() {
    return web.calls();
  }

  public List<WebCall> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /** Waits until something is so. */
  public void until(BooleanSupplier so, String otherwise) {
    if (!workspace.until(so, patience.isZero() ? Duration.ofMinutes(1) : patience)) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** Waits until something is so, but no longer; whether it came to be. */
  boolean within(BooleanSupplier so, Duration most) {
    return workspace.until(so, most);
  }

  /** Those who wait look again. */
  void stir() {
    workspace.stirred();
  }

  /** How often a file stands in conversations. */
  int shares(String file) {
    return workspace.change(
        () -> {
          SharedFile known = workspace.files.get(file);
          return known == null ? 0 : known.shares.size();
        });
  }

  /** Waits until so many connections are open. */
  public void connected(int connections) {
    until(() -> socket.connections() >= connections, "nothing connected");
  }

  /** Waits until nothing is unacknowledged. */
  public void settled() {
    until(() -> socket.unacknowledged().isEmpty(), "never acknowledged");
  }

  /**
   * What came back with the acknowledgement of the last; missing where it was lost or kept back.
   */
  JsonNode heard(List<Envelope> sent) {
    JsonNode last = MissingNode.getInstance();
    for (Envelope envelope : sent) {
      if (patience.isZero() || socket.held().contains(envelope)) {
        return last;
      }
      try {
        last = envelope.acknowledged().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException lost) {
        last = MissingNode.getInstance();
      } catch (TimeoutException never) {
        throw new IllegalStateException("never acknowledged: " + envelope.payload(), never);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return last;
  }

  Events events() {
    return events;
  }

  FileMethods files() {
    return files;
  }

  String responseUrl(SlackPerson person, Room room, @Nullable String message) {
    return web.base() + "response/" + responses.give(person.id(), room, message);
  }

  /** Settings by name, for what is started as a process of its own. */
  public Map<String, String> tokens() {
    return Map.of("SLACK_BOT_TOKEN", botToken(), "SLACK_APP_TOKEN", appToken());
  }

  @Override
  public void close() {
    socket.close();
    web.close();
  }
}
