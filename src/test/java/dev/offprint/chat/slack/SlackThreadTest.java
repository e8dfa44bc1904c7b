package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.offprint.chat.ThreadContract;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Chat;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.Seams;
import dev.offprint.engine.World;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.SafeDownloads;
import dev.offprint.session.Actor;
import dev.offprint.session.BlobId;
import dev.offprint.session.Person;
import dev.offprint.session.SessionId;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The thread of three people and a guest, on Slack over the real SDK. */
class SlackThreadTest extends ThreadContract {
  private final FakeSlack slack = FakeSlack.start();
  private final Map<String, SlackPerson> people =
      Map.of(
          "ada", slack.member("ada"),
          "ben", slack.member("ben"),
          "cy", slack.member("cy"),
          "gil", slack.person("gil", SlackPerson.Kind.GUEST));
  private final Room room =
      slack.channel("papers", person("ada"), person("ben"), person("cy"), person("gil"));
  private final SlackSettings settings =
      SlackSettings.of(slack.botToken(), slack.appToken()).withApi(URI.create(slack.methodsUrl()));
  private final Downloads downloads =
      new SafeDownloads(PaperSettings.DEFAULT, List.of(settings.fileHost()));
  private final Kept blobs = new Kept();
  private final Map<String, List<Envelope>> done = new HashMap<>();
  private SlackChat chat = fresh();
  private @Nullable At root;
  private @Nullable World connected;
  private @Nullable SlackConnection connection;

  /** The bytes of whichever world there is. */
  private static final class Kept implements Blobs {
    @Nullable Blobs blobs;

    private Blobs blobs() {
      return Objects.requireNonNull(blobs);
    }

    @Override
    public BlobId put(byte[] bytes) {
      return blobs().put(bytes);
    }

    @Override
    public BlobId put(SessionId session, byte[] bytes) {
      return blobs().put(session, bytes);
    }

    @Override
    public byte[] get(BlobId id) {
      return blobs().get(id);
    }
  }

  private SlackChat fresh() {
    return new SlackChat(settings, blobs, new Seconds(), time -> {});
  }

  @AfterEach
  void end() {
    if (connection != null) {
      connection.close();
    }
    chat.close();
    slack.close();
  }

  @Override
  protected Chat chat() {
    return chat;
  }

  @Override
  protected Chat chat(Blobs now) {
    blobs.blobs = now;
    return chat;
  }

  @Override
  protected Seams seams() {
    return new Seams() {
      @Override
      public Downloads downloads(Downloads none) {
        return downloads;
      }
    };
  }

  private SlackPerson person(String name) {
    return Objects.requireNonNull(people.get(name));
  }

  private At root() {
    if (root == null) {
      root = slack.as(person("ada")).say(room, "a thread");
    }
    return root;
  }

  @Override
  protected ThreadRef thread() {
    return SlackNames.thread(room.id(), root().thread());
  }

  @Override
  protected Person person() {
    return new Person(SlackNames.person(person("ada").id()), "ada");
  }

  @Override
  protected void restart() {
    // A process that ends hears nothing more: its store is about to be closed.
    if (connection != null) {
      connection.close();
      connection = null;
    }
    chat.close();
    chat = fresh();
  }

  @Override
  protected void nextPostFails() {
    slack.faults().next("chat.postMessage", 1, new Fault.Cut());
  }

  @Override
  protected String shown() {
    return slack.text(root());
  }

  private SlackConnection connection(World world) {
    SlackConnection now = connection;
    if (now == null || connected != world) {
      if (now != null) {
        now.close();
      }
      now =
          new SlackConnection(
              settings,
              new SlackConnection.Desk(
                  world.conversation(),
                  world.queries(),
                  world.wording(),
                  world.listening(),
                  world.blobs(),
                  downloads));
      int before = slack.socket().everConnected();
      now.start();
      slack.until(() -> slack.socket().everConnected() > before, "nothing connected");
      connection = now;
      connected = world;
    }
    return now;
  }

  private void settled(SlackConnection now) {
    slack.settled();
    try {
      now.settled();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Does something, or, under the same name again, lets Slack tell of it again. */
  private String does(World world, String id, Actor by, Supplier<JsonNode> what) {
    SlackPerson me = person(by.name());
    SlackConnection now = connection(world);
    settled(now);
    int whispers = slack.whispers(me).size();
    StringBuilder told = new StringBuilder();
    List<Envelope> before = done.get(id);
    if (before == null) {
      int sent = slack.socket().sent().size();
      JsonNode answer = what.get();
      answer.path("errors").forEach(error -> told.append(error.asText()).append('\n'));
      done.put(id, slack.socket().sent().subList(sent, slack.socket().sent().size()));
    } else {
      before.forEach(envelope -> slack.socket().repeat(envelope));
    }
    settled(now);
    slack.whispers(me).stream()
        .skip(whispers)
        .forEach(whisper -> told.append(FakeSlack.text(whisper)));
    return told.toString().strip();
  }

  private JsonNode said(Supplier<At> what) {
    At at = what.get();
    if (root == null) {
      root = at;
    }
    return MissingNode.getInstance();
  }

  @Override
  protected Driver driver() {
    return new Driver() {
      private PersonClient as(Actor by) {
        return slack.as(person(by.name()));
      }

      @Override
      public String says(World world, String id, Actor by, String text) {
        return does(world, id, by, () -> said(() -> as(by).reply(root(), text)));
      }

      @Override
      public String clicks(World world, String id, Actor by, String label) {
        return does(world, id, by, () -> as(by).click(root(), label));
      }

      @Override
      public String writes(World world, String id, Actor by, String label, String words) {
        String told = clicks(world, id + "open", by, label);
        return told + does(world, id, by, () -> as(by).submit(Map.of(SlackModal.WORDS, words)));
      }

      @Override
      public String uploads(
          World world, String id, Actor by, String text, String name, byte[] file) {
        return does(
            world,
            id,
            by,
            () ->
                said(
                    () ->
                        root == null
                            ? as(by).upload(room, text, name, file)
                            : as(by).upload(root(), text, name, file)));
      }
    };
  }
}
