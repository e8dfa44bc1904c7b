package dev.offprint.chat.slack;

import dev.offprint.engine.Artifacts;
import dev.offprint.engine.Blobs;
import dev.offprint.engine.Downloads;
import dev.offprint.engine.Listening;
import dev.offprint.engine.Seams;
import dev.offprint.engine.Store;
import dev.offprint.engine.World;
import dev.offprint.paper.PaperSettings;
import dev.offprint.paper.SafeDownloads;
import dev.offprint.session.BlobId;
import dev.offprint.session.Permission;
import dev.offprint.session.SessionId;
import dev.offprint.session.State;
import dev.offprint.session.ThreadRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A workspace on loopback with a channel, and the connection to it over the real SDK. */
final class Lab implements AutoCloseable {
  final FakeSlack slack;
  final SlackPerson ada;
  final SlackPerson ben;
  final Room room;
  final World world;
  private final SlackSettings settings;
  private final List<SlackChat> chats = new ArrayList<>();
  private final @Nullable HandAlarm alarm;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile @Nullable String unkept;
  private SlackConnection connection;

  Lab(Path directory) {
    this(directory, Permission.Policy.DEFAULT);
  }

  /** With a policy; its groups are Slack's. */
  Lab(Path directory, Permission.Policy policy) {
    this(directory, policy, false, false);
  }

  /** What the session posts stands in the workspace too; a second goes by between any two posts. */
  static Lab speaking(Path directory) {
    return new Lab(directory, Permission.Policy.DEFAULT, true, false);
  }

  /** Where nothing happens after a while unless {@link #pass} lets it. */
  static Lab byHand(Path directory) {
    return new Lab(directory, Permission.Policy.DEFAULT, false, true);
  }

  private Lab(Path directory, Permission.Policy policy, boolean speaking, boolean hand) {
    slack = FakeSlack.start();
    ada = slack.member("ada");
    ben = slack.member("ben");
    room = slack.channel("papers", ada, ben);
    alarm = hand ? new HandAlarm(slack.clock(), () -> {}) : null;
    settings =
        SlackSettings.of(slack.botToken(), slack.appToken())
            .withApi(URI.create(slack.methodsUrl()))
            .withGroups(policy.approvers());
    Downloads downloads = new SafeDownloads(PaperSettings.DEFAULT, List.of(settings.fileHost()));
    Seams seams =
        new Seams() {
          @Override
          public Downloads downloads(Downloads none) {
            return downloads;
          }

          @Override
          public Permission.Policy policy() {
            return policy;
          }

          @Override
          public Blobs blobs(Blobs kept) {
            return new Blobs() {
              @Override
              public BlobId put(byte[] bytes) {
                return kept.put(keepable(bytes));
              }

              @Override
              public BlobId put(SessionId session, byte[] bytes) {
                return kept.put(session, keepable(bytes));
              }

              @Override
              public byte[] get(BlobId id) {
                return kept.get(id);
              }
            };
          }

          @Override
          public Listening listening(Listening kept) {
            return new Listening() {
              @Override
              public Optional<Heard> heard(ThreadRef thread) {
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                  throw new IllegalStateException("the disk does not answer");
                }
                return kept.heard(thread);
              }

              @Override
              public void keep(ThreadRef thread, Heard heard) {
                kept.keep(thread, heard);
              }
            };
          }
        };
    world =
        speaking
            ? World.open(
                directory,
                seams,
                blobs -> {
                  SlackChat made = new SlackChat(settings, blobs, new Seconds(), time -> {});
                  chats.add(made);
                  return made;
                })
            : World.silent(directory, SlackNames.CONNECTION, seams);
    connection = connection();
  }

  private SlackConnection connection() {
    return new SlackConnection(
        settings,
        new SlackConnection.Desk(
            world.conversation(),
            world.queries(),
            world.wording(),
            world.listening(),
            world.blobs(),
            world.downloads()),
        Pause.REAL,
        new Afterwards(alarm));
  }

  /** So often from now nobody can say how far a thread was heard. */
  void failing(int times) {
    failures.set(times);
  }

  private byte[] keepable(byte[] bytes) {
    if (new String(bytes, StandardCharsets.UTF_8).equals(unkept)) {
      throw new IllegalStateException("the disk takes anything but this");
    }
    return bytes;
  }

  /** From now on these words of somebody cannot be kept. */
  void neverKept(String words) {
    unkept = words;
  }

  /** Begins what is due; whether anything was. */
  boolean rung() {
    return Objects.requireNonNull(alarm).ring() > 0;
  }

  /** Lets time pass, and waits until what was due is done. */
  void pass(Duration time) {
    slack.clock().pass(time);
    Objects.requireNonNull(alarm).ring();
    settled();
  }

  Lab connect() {
    int before = slack.socket().everConnected();
    connection.start();
    slack.until(() -> slack.socket().everConnected() > before, "nothing connected");
    settled();
    return this;
  }

  /** The connection ends; what happens now is missed. */
  void disconnect() {
    connection.close();
    slack.until(() -> slack.socket().connections() == 0, "it stays connected");
    connection = connection();
  }

  /** Waits until all that follows what people did is done. */
  void settled() {
    slack.settled();
    try {
      connection.settled();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** What the session posts through, where it speaks. */
  SlackChat chat() {
    return chats.getFirst();
  }

  List<State> sessions() {
    settled();
    return world.store().list().stream().map(Store.Stored::state).toList();
  }

  State session(At thread) {
    settled();
    return world.state(SlackNames.thread(thread.room().id(), thread.thread()));
  }

  List<String> sources(At thread) {
    return session(thread).sources().stream()
        .map(source -> source.role() + " " + source.name())
        .toList();
  }

  String wish(At thread) {
    return new Artifacts(world.blobs()).brief(session(thread).brief()).words();
  }

  /** All that only this person was told. */
  String told(SlackPerson person) {
    settled();
    StringBuilder told = new StringBuilder();
    slack.whispers(person).forEach(whisper -> told.append(FakeSlack.text(whisper)));
    return told.toString();
  }

  @Override
  public void close() {
    connection.close();
    world.close();
    chats.forEach(SlackChat::close);
    slack.close();
  }
}
