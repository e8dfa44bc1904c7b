package dev.offprint.session;

/**
 * Tokens of one or more model calls; {@code cached} are those of {@code read} that hit the
 * provider's prompt cache.
 */
public record Usage(long read, long cached, long written) {
  public static final Usage NONE = new Usage(0, 0, 0);

  public Usage plus(Usage other) {
    return new Usage(read + other.read, cached + other.cached, written + other.written);
  }

  public long total() {
    return read + written;
  }
}
