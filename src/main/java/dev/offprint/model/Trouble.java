package dev.offprint.model;

import dev.offprint.session.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One try of a call failed. Says what a caller can do about it; never holds a key. */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** What a caller can do. */
  enum Kind {
    /** Nothing until somebody changes key, limit, model or settings. */
    SETTINGS(false),
    /** The server does not take the request in this form; another form may do. */
    FORM(false),
    /** The model declined; final. */
    DECLINED(false),
    /** Wait and try again. */
    TEMPORARY(true),
    /** The caller wanted it. */
    CANCELLED(false);

    private final boolean retriable;

    Kind(boolean retriable) {
      this.retriable = retriable;
    }
  }

  private final Kind kind;
  private final transient @Nullable Duration after;

  Trouble(Kind kind, String words, @Nullable Duration after) {
    super(words);
    this.kind = kind;
    this.after = after;
  }

  Trouble(Kind kind, String words) {
    this(kind, words, null);
  }

  static Trouble cancelled() {
    return new Trouble(Kind.CANCELLED, "The call was cancelled.");
  }

  Kind kind() {
    return kind;
  }

  boolean retriable() {
    return kind.retriable;
  }

  /** How long the server asked to wait; null where it said nothing. */
  @Nullable Duration after() {
    return after;
  }

  String words() {
    return String.valueOf(getMessage());
  }

  Cause cause() {
    return switch (kind) {
      case SETTINGS, FORM -> new Cause.NoModel(words());
      case DECLINED -> new Cause.Refused(words());
      case TEMPORARY -> new Cause.ProviderDown(words(), after == null ? PAUSE : after);
      case CANCELLED -> new Cause.ProviderDown(words(), Duration.ZERO);
    };
  }
}
