package dev.offprint.session;

/**
 * Names one thing that happened; the platform's own id where it has one. Two events with one id are
 * one event. Short enough to travel in a button.
 */
public record EventId(String value) implements Id {
  public static final int MOST = 80;

  public EventId {
    if (value.isBlank() || value.length() > MOST) {
      throw new IllegalArgumentException("event id must have 1 to " + MOST + " characters");
    }
  }
}
