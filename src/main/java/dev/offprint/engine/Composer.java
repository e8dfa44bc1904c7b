package dev.offprint.engine;

import dev.offprint.session.Effect;

/**
 * Puts a topic into words when it is sent, and again whenever what it says has changed: the same
 * topic gives the message as it has to look now.
 */
public interface Composer {
  Message compose(Store.Stored session, Effect.Topic topic);

  /** How the session stands, as a sign. */
  Chat.Mark mark(Store.Stored session);
}
