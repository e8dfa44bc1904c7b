package dev.offprint.chat.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a workspace remembers: people, conversations, files, views. Every change happens inside
 * {@link #change}, one after the other; who waits for something is told after each.
 */
final class Workspace {
  static final String TEAM = "T0LAB";
  static final String OTHER_TEAM = "T0ELSEWHERE";

  /** Another workspace of our own organisation. */
  static final String SISTER_TEAM = "T0SISTER";

  static final String ORGANISATION = "E0LABS";
  static final String OTHER_ORGANISATION = "E0ELSEWHERE";
  static final String APP = "A0OFFPRINT";
  static final String BOT_ID = "B0OFFPRINT";
  static final SlackPerson BOT =
      new SlackPerson("U0OFFPRINT", "offprint", TEAM, SlackPerson.Kind.BOT);

  /** A message that only one person sees. */
  record Whispered(String to, ObjectNode message) {}

  /** People who are called together. */
  record UserGroup(String id, String handle, boolean foreign, List<String> people) {}

  final InstantSource clock;
  final Map<String, SlackPerson> people = new LinkedHashMap<>();
  final Map<String, Room> rooms = new LinkedHashMap<>();
  final List<UserGroup> groups = new ArrayList<>();
  final Map<String, SharedFile> files = new LinkedHashMap<>();
  final List<Whispered> whispers = new ArrayList<>();
  final Views views = new Views(this);
  final Triggers triggers;
  private long lastMicros;
  private int counted;

  Workspace(InstantSource clock) {
    this.clock = clock;
    triggers = new Triggers(clock);
    people.put(BOT.id(), BOT);
  }

  synchronized <T> T change(Supplier<T> what) {
    try {
      return what.get();
    } finally {
      notifyAll();
    }
  }

  /** Waits until something is so; whether it came to be in the given time. */
  synchronized boolean until(BooleanSupplier so, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!so.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        // What is not of this workspace may be looked at too: nobody tells when that changes.
        wait(Math.clamp(left / 1_000_000, 1, 50));
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells those who wait to look again. */
  synchronized void stirred() {
    notifyAll();
  }

  /** A new time stamp, later than every other. */
  synchronized String ts() {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    lastMicros = Math.max(lastMicros + 1, micros);
    return String.format("%d.%06d", lastMicros / 1_000_000, lastMicros % 1_000_000);
  }

  synchronized String id(String prefix) {
    counted++;
    return String.format("%s%08X", prefix, counted);
  }

  SlackPerson person(String id) {
    SlackPerson person = people.get(id);
    if (person == null) {
      throw new Refusal("user_not_found");
    }
    return person;
  }

  /** A conversation that the bot can see; it need not be in it. */
  Room visible(String id) {
    Room room = rooms.get(id);
    if (room == null || (room.kind != Room.Kind.PUBLIC && !room.members.contains(BOT.id()))) {
      throw new Refusal("channel_not_found");
    }
    return room;
  }

  /** A conversation that the bot is in. */
  Room joined(String id) {
    Room room = visible(id);
    if (!room.members.contains(BOT.id())) {
      throw new Refusal("not_in_channel");
    }
    return room;
  }

  /** The direct conversation of two, made where there is none. */
  Room direct(String one, String other) {
    return rooms.values().stream()
        .filter(room -> room.kind == Room.Kind.DIRECT)
        .filter(room -> room.members.contains(one) && room.members.contains(other))
        .findFirst()
        .orElseGet(
            () -> {
              Room room = new Room(id("D0"), "", Room.Kind.DIRECT);
              room.members.addAll(List.of(one, other));
              rooms.put(room.id, room);
              return room;
            });
  }

  @Nullable ObjectNode message(String channel, String ts) {
    Room room = rooms.get(channel);
    return room == null ? null : room.message(ts);
  }

  Room room(String id) {
    return Objects.requireNonNull(rooms.get(id), id);
  }
}
