package dev.offprint.engine;

/**
 * A way in: what people do on one platform, handed to the {@link Conversation}. The way out is the
 * {@link Chat} of the same name.
 */
public interface Connection extends AutoCloseable {
  /** The first part of its threads' names. */
  String name();

  /** Connects, and stays connected; comes back at once. */
  void start();

  /** Hears nothing from now on. Again: nothing. */
  @Override
  void close();
}
