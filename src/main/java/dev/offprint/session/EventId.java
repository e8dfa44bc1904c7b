package dev.offprint.session;

/**
 * Names one thing that happened; the platform's own id where it has one. Two events with one id are
 * one event.
 */
public record EventId(String value) implements Id {
  public EventId {
    if (value.isBlank() || value.length() > 200) {
      throw new IllegalArgumentException("event id must have 1 to 200 characters");
    }
  }
}
