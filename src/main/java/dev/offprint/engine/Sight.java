package dev.offprint.engine;

import dev.offprint.session.ThreadRef;

/**
 * What one person may look into, as an adapter states it: a session belongs to its channel, and
 * whoever is not in that channel does not see it. Asked only when sessions are read.
 */
@FunctionalInterface
public interface Sight {
  /** Whether the person is in the channel of this thread. */
  boolean sees(ThreadRef thread);

  /** The channel that this thread is in, and no other. */
  static Sight from(ThreadRef here) {
    return thread ->
        thread.connection().equals(here.connection()) && thread.channel().equals(here.channel());
  }
}
