package dev.offprint.chat.terminal;

import dev.offprint.engine.Chat;
import dev.offprint.engine.Message;
import dev.offprint.engine.Message.Line;
import dev.offprint.session.EventId;
import dev.offprint.session.Person;
import dev.offprint.session.ThreadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A terminal as a chat. What was printed cannot be taken back: an edit prints what is new in it,
 * and of the header what changes all the time stands in one live line.
 */
public final class TerminalChat implements Chat {
  public static final String CONNECTION = "terminal";
  private static final Duration BETWEEN_EDITS = Duration.ofMillis(250);
  private static final Set<String> LIVE = Set.of("Stage", "Time", "Spent");

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Screen screen;
  private final Drawing drawing;
  private final PostMemory memory;
  private final Predicate<ThreadRef> shown;
  private final Map<PostId, Set<String>> printed = new HashMap<>();
  private String stage = "";

  /**
   * @param memory remembers what was posted, over restarts
   * @param shown which threads this terminal shows; what others have to say waits
   */
  public TerminalChat(Screen screen, PostMemory memory, Predicate<ThreadRef> shown) {
    this.screen = screen;
    this.drawing = new Drawing(screen.width());
    this.memory = memory;
    this.shown = shown;
  }

  @Override
  public String connection() {
    return CONNECTION;
  }

  /** Whoever looks at a line sees its time go on; plain lines are only added when there is news. */
  @Override
  public Limits limits() {
    Duration beat = screen.terminal() ? Duration.ofSeconds(1) : Duration.ZERO;
    return new Limits(20_000, 100, 300, Long.MAX_VALUE, true, new Pace(BETWEEN_EDITS, beat));
  }

  /** What a session does stands in its header already. */
  @Override
  public void mark(ThreadRef thread, EventId asked, Mark mark) {}

  @Override
  public synchronized Posted post(ThreadRef thread, PostKey key, Message message) {
    if (!shown.test(thread)) {
      return new Posted.Later(LOOK_AGAIN);
    }
    PostId id = new PostId(key.effect().toString());
    try {
      show(id, message);
    } catch (IOException gone) {
      return new Posted.Refused(true, "the terminal is gone");
    }
    try {
      memory.add(thread, id);
    } catch (IOException broken) {
      return new Posted.Unknown("it was printed, but that could not be noted: " + broken);
    }
    return new Posted.Done(id);
  }

  @Override
  public synchronized Posted edit(ThreadRef thread, PostId post, Message message) {
    if (!memory.has(thread, post)) {
      return new Posted.Refused(false, "there is no such post");
    }
    try {
      if (shown.test(thread)) {
        if (printed.containsKey(post) || message instanceof Message.Header) {
          show(post, message);
        } else {
          // Printed before a restart: only what changes from now on is new.
          printed.put(post, new HashSet<>(drawing.draw(message)));
        }
      }
      return new Posted.Done(post);
    } catch (IOException gone) {
      return new Posted.Refused(true, "the terminal is gone");
    }
  }

  @Override
  public synchronized Optional<PostId> find(ThreadRef thread, PostKey key) {
    PostId id = new PostId(key.effect().toString());
    return memory.has(thread, id) ? Optional.of(id) : Optional.empty();
  }

  @Override
  public synchronized Posted direct(Person to, PostKey key, Message message) {
    try {
      say(message);
      return new Posted.Done(new PostId(key.effect().toString()));
    } catch (UncheckedIOException gone) {
      return new Posted.Refused(true, "the terminal is gone");
    }
  }

  /** Prints a message that is no post: an answer to a question of the person before the screen. */
  public synchronized void say(Message message) {
    try {
      screen.print(drawing.draw(message));
    } catch (IOException gone) {
      throw new UncheckedIOException("the terminal is gone", gone);
    }
  }

  private void show(PostId id, Message message) throws IOException {
    Message still = message instanceof Message.Header header ? withoutLive(header) : message;
    List<String> drawn = drawing.draw(still);
    Set<String> before = printed.getOrDefault(id, Set.of());
    List<String> fresh =
        new ArrayList<>(drawn.stream().filter(line -> !before.contains(line)).toList());
    if (message instanceof Message.Header header && !screen.terminal()) {
      fresh.addAll(newStage(header));
    }
    if (!fresh.isEmpty()) {
      screen.print(fresh);
    }
    // Only what got through counts as printed.
    printed.computeIfAbsent(id, unseen -> new HashSet<>()).addAll(drawn);
    if (message instanceof Message.Header header) {
      screen.live(live(header));
    }
  }

  private static Message.Header withoutLive(Message.Header header) {
    return new Message.Header(
        header.title(),
        header.lines().stream().filter(line -> !LIVE.contains(line.label())).toList(),
        header.buttons());
  }

  /** Without a terminal a stage is a line of its own, whenever it or its progress changes. */
  private List<String> newStage(Message.Header header) {
    String now = text(header, "Stage");
    if (now.equals(stage)) {
      return List.of();
    }
    stage = now;
    String time = text(header, "Time");
    return drawing.line(new Line("Stage", now + (time.isEmpty() ? "" : " (" + time + ")")));
  }

  private static String live(Message.Header header) {
    List<String> parts = new ArrayList<>();
    for (Line line : header.lines()) {
      if (LIVE.contains(line.label())) {
        parts.add(line.label().equals("Spent") ? "spent " + line.text() : line.text());
      }
    }
    return String.join(" — ", parts);
  }

  private static String text(Message.Header header, String label) {
    return header.lines().stream()
        .filter(line -> line.label().equals(label))
        .map(Line::text)
        .findFirst()
        .orElse("");
  }
}
