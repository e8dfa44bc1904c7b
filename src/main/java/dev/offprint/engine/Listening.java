package dev.offprint.engine;

import dev.offprint.session.PersonId;
import dev.offprint.session.ThreadRef;
import java.util.Optional;
import java.util.Set;

/**
 * How far a chat has been heard in each thread, and who has spoken there: after a reconnect or a
 * restart, what was missed is read from that mark on. Kept only by chats that can read a thread.
 */
public interface Listening {
  /** Empty where nothing of the thread was heard. */
  Optional<Heard> heard(ThreadRef thread);

  /** Keeps this in place of what was kept. */
  void keep(ThreadRef thread, Heard heard);

  /**
   * What was heard of a thread.
   *
   * @param upTo the platform's own mark of the last message that was heard
   * @param speakers who has written, ourselves left out
   */
  record Heard(String upTo, Set<PersonId> speakers) {
    public Heard {
      speakers = Set.copyOf(speakers);
    }
  }
}
