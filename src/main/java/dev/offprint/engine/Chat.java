package dev.offprint.engine;

import dev.offprint.session.EffectKey;
import dev.offprint.session.EventId;
import dev.offprint.session.Id;
import dev.offprint.session.Person;
import dev.offprint.session.ThreadRef;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection to a chat platform, seen from the engine: it draws messages and nothing else. What
 * people say comes the other way, through the Inbox. Calls block; several threads may call at once.
 */
public interface Chat {
  /** The connection's name, the first part of its {@link ThreadRef}s. */
  String connection();

  /** What the platform allows. */
  Limits limits();

  /**
   * Posts into the thread. The key is stored with the post where the platform lets us, for {@link
   * #find}.
   */
  Posted post(ThreadRef thread, PostKey key, Message message);

  /** Replaces what an earlier post says. */
  Posted edit(ThreadRef thread, PostId post, Message message);

  /**
   * Looks a post up by its key: the answer to <em>did it get through?</em>. Empty where there is
   * none.
   */
  Optional<PostId> find(ThreadRef thread, PostKey key);

  /** Writes to one person, outside any thread. */
  Posted direct(Person to, PostKey key, Message message);

  /**
   * Shows how a session stands by a small sign at the message that asked for it, where the platform
   * has such a thing. The newest sign replaces any earlier one; the same again changes nothing.
   * Best effort: nothing depends on it, and nothing is thrown.
   *
   * @param asked the message that asked
   */
  void mark(ThreadRef thread, EventId asked, Mark mark);

  /**
   * What a platform allows.
   *
   * @param text characters of one message
   * @param buttons on one message
   * @param label characters of one button
   * @param file bytes of one file
   * @param findable whether {@link #find} can look posts up
   * @param edits how often posts may be edited
   */
  record Limits(int text, int buttons, int label, long file, boolean findable, Pace edits) {}

  /**
   * How often posts are edited, whatever their sessions.
   *
   * @param between two edits of this connection, at least
   * @param beat how often the header of a working session is shown anew although nothing is new, so
   *     that its times go on; zero: never
   */
  record Pace(Duration between, Duration beat) {}

  /**
   * How a session stands, in a sign.
   *
   * @param doing what is being done, as in {@code writing the files}; empty unless working
   */
  record Mark(Sign sign, String doing) {
    public enum Sign {
      WORKING,
      /** For somebody to choose, answer, approve or lift a hold. */
      WAITING,
      DRAFT,
      DELIVERED,
      /** Paused or failed. */
      STOPPED,
      /** Cancelled, declined or forgotten. */
      ENDED
    }
  }

  /** The platform's own name for a post. */
  record PostId(String value) implements Id {}

  /** Our name for a post: the effect that asked for it. */
  record PostKey(EffectKey effect) {}

  /** How a request to the platform ended. */
  sealed interface Posted {
    record Done(PostId id) implements Posted {}

    /** For good; nothing was posted. */
    record Refused(boolean threadGone, String why) implements Posted {}

    /** Not now; nothing was posted. */
    record Later(Duration after) implements Posted {}

    /** It may or may not be there. */
    record Unknown(String why) implements Posted {}
  }
}
